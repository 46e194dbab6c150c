import { defaultCardPlace } from './card-place.ts'
import { isPortrait, NO_CROP } from './scene.ts'
import type { CameraSlot, CanvasSize, LayerSource, Scene, SceneLayer, SceneRect } from './scene.ts'

interface TemplateBase {
  readonly id: string
  readonly name: string
  readonly canvas: CanvasSize
}

/** The templates in the order of the number row. */
export const TEMPLATE_IDS = [
  'camera-1',
  'camera-2',
  'side-by-side',
  'picture-in-picture',
  'product-close-up',
  'four-up',
  'starting-soon',
  'back-soon',
] as const
export type TemplateId = (typeof TEMPLATE_IDS)[number]

/** The words on a scene without cameras, in the language of the seller. */
interface CaptionWords {
  readonly title: string
  readonly note: string
}

/** What templates cannot know: how scenes are called and what stands on them, in the seller's language. */
export interface TemplateTexts {
  readonly names: Readonly<Record<TemplateId, string>>
  readonly startingSoon: CaptionWords
  readonly backSoon: CaptionWords
}

const FULL: SceneRect = { x: 0, y: 0, width: 1, height: 1 }

/** A layer with nothing special about it: fills its rectangle, opaque, square. */
export function plainLayer(
  id: string,
  source: LayerSource,
  rect: SceneRect,
  over: Partial<SceneLayer> = {},
): SceneLayer {
  return {
    id,
    source,
    rect,
    fit: 'cover',
    cropInsets: NO_CROP,
    z: 0,
    opacity: 1,
    mirror: false,
    cornerRadius: 0,
    ...over,
  }
}

const camera = (slot: CameraSlot): LayerSource => ({ kind: 'camera', slot })

/** One camera fills the canvas. */
export function singleCamera(base: TemplateBase, slot: CameraSlot): Scene {
  return { ...base, layers: [plainLayer(`camera-${slot}`, camera(slot), FULL)] }
}

/** Two cameras share the canvas, which is halved across its longer side: stacked when portrait. */
export function sideBySide(base: TemplateBase, first: CameraSlot, second: CameraSlot): Scene {
  const portrait = isPortrait(base.canvas)
  const half = portrait ? { width: 1, height: 0.5 } : { width: 0.5, height: 1 }
  return {
    ...base,
    layers: [
      plainLayer('first', camera(first), { x: 0, y: 0, ...half }),
      plainLayer('second', camera(second), { x: portrait ? 0 : 0.5, y: portrait ? 0.5 : 0, ...half }),
    ],
  }
}

/** The upper right corner, clear of both cards: 3:4 upright or 16:9. `fromTop` is a fraction of the canvas height. */
function insetRect(canvas: CanvasSize, fromTop: number | null): SceneRect {
  const { width, height } = canvas
  const margin = 0.03 * Math.min(width, height)
  const insetWidth = (isPortrait(canvas) ? 0.36 : 0.26) * width
  const insetHeight = isPortrait(canvas) ? (insetWidth * 4) / 3 : (insetWidth * 9) / 16
  return {
    x: (width - margin - insetWidth) / width,
    y: fromTop ?? margin / height,
    width: insetWidth / width,
    height: insetHeight / height,
  }
}

/** One camera fills the canvas, a second sits in the upper right corner. */
function pictureInPicture(base: TemplateBase, main: CameraSlot, inset: CameraSlot): Scene {
  return {
    ...base,
    layers: [
      plainLayer('main', camera(main), FULL),
      plainLayer('inset', camera(inset), insetRect(base.canvas, null), { z: 1, cornerRadius: 0.08 }),
    ],
  }
}

/** The product fills the canvas, its host sits in a rounded inset, price and name stand on the product card. */
function productCloseUp(base: TemplateBase, product: CameraSlot, host: CameraSlot): Scene {
  const card = defaultCardPlace('product', base.canvas)
  // Upright the inset and the card share one line; across, the card has a corner of its own.
  const inset = insetRect(base.canvas, isPortrait(base.canvas) ? card.y : null)
  return {
    ...base,
    layers: [
      plainLayer('product', camera(product), FULL),
      plainLayer('host', camera(host), inset, { z: 1, cornerRadius: 0.16 }),
      plainLayer('card', { kind: 'product' }, card, { z: 2, fit: 'contain' }),
    ],
  }
}

/** Four cameras, two by two: every cell has the shape of the canvas. */
function fourUp(base: TemplateBase): Scene {
  const cell = (slot: CameraSlot, x: number, y: number): SceneLayer =>
    plainLayer(`camera-${slot}`, camera(slot), { x, y, width: 0.5, height: 0.5 })
  return { ...base, layers: [cell(1, 0, 0), cell(2, 0.5, 0), cell(3, 0, 0.5), cell(4, 0.5, 0.5)] }
}

/** Words on a plain ground while no camera should be seen. */
function caption(base: TemplateBase, words: CaptionWords, ground: string): Scene {
  const text = (value: string, size: number, weight: 'normal' | 'bold', color: string): LayerSource => ({
    kind: 'text',
    text: value,
    color,
    background: null,
    align: 'center',
    weight,
    size,
  })
  const portrait = isPortrait(base.canvas)
  const rect = (y: number, height: number): SceneRect => ({ x: 0.06, y, width: 0.88, height })
  const rule = portrait ? 0.16 : 0.09
  return {
    ...base,
    layers: [
      plainLayer('ground', { kind: 'color', color: ground }, FULL),
      plainLayer(
        'title',
        text(words.title, 0.115, 'bold', '#ffffff'),
        portrait ? rect(0.37, 0.11) : rect(0.32, 0.19),
        { z: 1, fit: 'contain' },
      ),
      plainLayer(
        'rule',
        { kind: 'color', color: '#3fb8ac' },
        { x: (1 - rule) / 2, y: portrait ? 0.495 : 0.53, width: rule, height: portrait ? 0.005 : 0.009 },
        { z: 2, cornerRadius: 1 },
      ),
      plainLayer(
        'note',
        text(words.note, 0.052, 'normal', '#b9c8cc'),
        portrait ? rect(0.515, 0.1) : rect(0.56, 0.17),
        { z: 3, fit: 'contain' },
      ),
    ],
  }
}

/** A scene from a template, on cameras 1 to 4. */
export function sceneFromTemplate(
  template: TemplateId,
  base: TemplateBase,
  texts: Omit<TemplateTexts, 'names'>,
): Scene {
  switch (template) {
    case 'camera-1':
      return singleCamera(base, 1)
    case 'camera-2':
      return singleCamera(base, 2)
    case 'side-by-side':
      return sideBySide(base, 1, 2)
    case 'picture-in-picture':
      return pictureInPicture(base, 1, 2)
    case 'product-close-up':
      return productCloseUp(base, 2, 1)
    case 'four-up':
      return fourUp(base)
    case 'starting-soon':
      return caption(base, texts.startingSoon, '#10211f')
    case 'back-soon':
      return caption(base, texts.backSoon, '#1b1d2a')
    default:
      throw new Error(`Unknown template ${String(template satisfies never)}`)
  }
}

/** The scenes a new show starts with, in the order of the number row; their ids are the template ids. */
export function starterScenes(canvas: CanvasSize, texts: TemplateTexts): Scene[] {
  return TEMPLATE_IDS.map((id) => sceneFromTemplate(id, { id, name: texts.names[id], canvas }, texts))
}
