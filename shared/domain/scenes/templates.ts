import { NO_CROP } from './scene.ts'
import type { CameraSlot, CanvasSize, LayerSource, Scene, SceneLayer, SceneRect } from './scene.ts'

interface TemplateBase {
  readonly id: string
  readonly name: string
  readonly canvas: CanvasSize
}

const FULL: SceneRect = { x: 0, y: 0, width: 1, height: 1 }

function layer(id: string, source: LayerSource, rect: SceneRect, over: Partial<SceneLayer> = {}): SceneLayer {
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

/** One camera fills the canvas. */
export function singleCamera(base: TemplateBase, slot: CameraSlot): Scene {
  return { ...base, layers: [layer(`camera-${slot}`, { kind: 'camera', slot }, FULL)] }
}

/** Two cameras share the canvas, which is halved across its longer side: stacked when portrait. */
export function sideBySide(base: TemplateBase, first: CameraSlot, second: CameraSlot): Scene {
  const portrait = base.canvas.height > base.canvas.width
  const half = portrait ? { width: 1, height: 0.5 } : { width: 0.5, height: 1 }
  return {
    ...base,
    layers: [
      layer('first', { kind: 'camera', slot: first }, { x: 0, y: 0, ...half }),
      layer(
        'second',
        { kind: 'camera', slot: second },
        { x: portrait ? 0 : 0.5, y: portrait ? 0.5 : 0, ...half },
      ),
    ],
  }
}

/** One camera fills the canvas, a second sits in the upper right corner, clear of the wall card. */
function pictureInPicture(base: TemplateBase, main: CameraSlot, inset: CameraSlot): Scene {
  const { width, height } = base.canvas
  const margin = 0.03 * Math.min(width, height)
  const insetWidth = (height > width ? 0.36 : 0.26) * width
  const insetHeight = height > width ? (insetWidth * 4) / 3 : (insetWidth * 9) / 16
  const rect = {
    x: (width - margin - insetWidth) / width,
    y: margin / height,
    width: insetWidth / width,
    height: insetHeight / height,
  }
  return {
    ...base,
    layers: [
      layer('main', { kind: 'camera', slot: main }, FULL),
      layer('inset', { kind: 'camera', slot: inset }, rect, { z: 1, cornerRadius: 0.08 }),
    ],
  }
}

export const TEMPLATE_IDS = ['camera-1', 'camera-2', 'side-by-side', 'picture-in-picture'] as const
export type TemplateId = (typeof TEMPLATE_IDS)[number]

/** The four scenes a new show starts with, in the order of the number row; their ids are the template ids. */
export function starterScenes(canvas: CanvasSize, names: Readonly<Record<TemplateId, string>>): Scene[] {
  const base = (id: TemplateId): TemplateBase => ({ id, name: names[id], canvas })
  return [
    singleCamera(base('camera-1'), 1),
    singleCamera(base('camera-2'), 2),
    sideBySide(base('side-by-side'), 1, 2),
    pictureInPicture(base('picture-in-picture'), 1, 2),
  ]
}
