import { cardPlaceOf } from '#shared/domain/scenes/card-place.ts'
import { layoutScene, toPixelRect } from '#shared/domain/scenes/layout.ts'
import type { DrawStep, PixelRect, PixelSize } from '#shared/domain/scenes/layout.ts'
import type { CanvasSize, LayerSource, Scene, TextSource } from '#shared/domain/scenes/scene.ts'
import { AGORA_SOURCE } from '#shared/protocol/agora.ts'
import type { AgoraComposition } from '#shared/protocol/agora.ts'
import type { ProductCard, WallCard } from '../media-state.ts'

/** Where a card smaller than its place stands, as in the Chromium engine. */
export interface CardCorner {
  readonly atRight: boolean
  readonly atBottom: boolean
}

/** A picture that is drawn here and given to the native side as a file; it fills its rectangle exactly. */
export interface Still extends PixelSize {
  readonly content:
    | { readonly kind: 'color'; readonly color: string }
    /** `cut` in px of the image; `version` changes with the image. */
    | {
        readonly kind: 'image'
        readonly assetId: string
        readonly version: number
        readonly cut: PixelRect
        readonly mirror: boolean
      }
    /** `shorterSidePx` is the canvas's, by which type is measured. */
    | { readonly kind: 'text'; readonly text: TextSource; readonly shorterSidePx: number }
    | { readonly kind: 'product'; readonly card: ProductCard; readonly corner: CardCorner }
    | {
        readonly kind: 'wall'
        readonly card: Pick<WallCard, 'askerName' | 'question' | 'answer'>
        readonly corner: CardCorner
      }
  readonly cornerRadiusPx: number
}

/** How the native picture differs from what the scene says and the Chromium engine draws. */
export type Difference =
  /** The picture reaches beyond its rectangle, where nothing else is covered by it. */
  | 'reachesOut'
  /** It would have covered a neighbour: it is shown whole inside its rectangle, with bars. */
  | 'shownWhole'
  | 'squareCorners'
  /** The SDK mirrors cameras only. */
  | 'notMirrored'

export interface PlannedLayer {
  readonly layerId: string
  readonly picture:
    | { readonly kind: 'live'; readonly sourceType: number; readonly mirror: boolean }
    | ({ readonly kind: 'still' } & { readonly still: Still })
  readonly rect: PixelRect
  readonly alpha: number
  readonly differences: readonly Difference[]
}

/** What the program shows, farthest first. */
export interface CompositionPlan {
  readonly canvas: CanvasSize
  readonly layers: readonly PlannedLayer[]
}

export interface PlanInput {
  /** The present size of a source's picture in px, null while it has none. */
  readonly sizeOf: (source: LayerSource) => PixelSize | null
  readonly imageVersion: (assetId: string) => number
  readonly productCard: ProductCard | null
  readonly wallCard: WallCard | null
}

const GROUND = '#000000'
/** What a source without a picture is drawn as, like in the Chromium engine. */
const NO_SIGNAL = '#1b1f24'
const BITS_PER_PIXEL = 0.1

/**
 * Lays a scene out for the SDK's local transcoder, which stretches every picture onto a rectangle and can neither cut
 * nor round it. So a picture that is cut (fit `cover`, crop insets) is placed whole, larger than its rectangle, with
 * the wanted part where it belongs; what reaches out is harmless outside the canvas and below layers drawn later.
 * Where it would cover what lies below it, the picture is shown whole inside its rectangle instead. Still layers are
 * drawn here, exactly. A black ground lies below all, so that the program flows without any source.
 */
export function planComposition(scene: Scene | null, canvas: CanvasSize, input: PlanInput): CompositionPlan {
  const ground = still('ground', { kind: 'color', color: GROUND }, { x: 0, y: 0, ...canvas }, 1, 0)
  if (!scene) return { canvas, layers: [ground] }
  const steps = layoutScene(scene, canvas, input.sizeOf)
  const layers = steps.flatMap((step, index) => planStep(step, steps.slice(0, index), canvas, input))
  const wallPlace = input.wallCard ? cardPlaceOf(scene, 'wall') : null
  if (!input.wallCard || !wallPlace) return { canvas, layers: [ground, ...layers] }
  const { askerName, question, answer } = input.wallCard
  const place = toPixelRect(wallPlace, canvas)
  const card = { askerName, question, answer }
  const wall = still('wall', { kind: 'wall', card, corner: cornerOf(place, canvas) }, place, 1, 0)
  return { canvas, layers: [ground, ...layers, wall] }
}

/** The plan as the SDK wants it; layers whose still has no file yet are left out. */
export function toComposition(
  { canvas, layers }: CompositionPlan,
  fileOf: (still: Still) => string | null,
  framesPerSecond: number,
): AgoraComposition {
  const videoInputStreams = layers.flatMap(({ picture, rect, alpha }, zOrder) => {
    const place = { x: rect.x, y: rect.y, width: rect.width, height: rect.height, zOrder, alpha }
    if (picture.kind === 'live') return [{ sourceType: picture.sourceType, ...place, mirror: picture.mirror }]
    const imageUrl = fileOf(picture.still)
    return imageUrl === null
      ? []
      : [{ sourceType: AGORA_SOURCE.image.png, imageUrl, ...place, mirror: false }]
  })
  const { width, height } = canvas
  return {
    streamCount: videoInputStreams.length,
    videoInputStreams,
    videoOutputConfiguration: {
      dimensions: { width, height },
      frameRate: framesPerSecond,
      bitrate: Math.round((width * height * framesPerSecond * BITS_PER_PIXEL) / 1000),
      orientationMode: 0,
    },
    // The program goes on when the first camera does not.
    syncWithPrimaryCamera: false,
  }
}

/** Equal for pictures that look the same. */
export const keyOf = (picture: Still): string => JSON.stringify(picture)

export const stillsOf = ({ layers }: CompositionPlan): Still[] =>
  layers.flatMap(({ picture }) => (picture.kind === 'still' ? [picture.still] : []))

function planStep(
  step: DrawStep,
  below: readonly DrawStep[],
  canvas: CanvasSize,
  input: PlanInput,
): PlannedLayer[] {
  const { layer, target, cornerRadiusPx } = step
  const { source } = layer
  const drawn = (content: Still['content']) => [
    still(layer.id, content, whole(target), layer.opacity, cornerRadiusPx),
  ]
  switch (source.kind) {
    case 'camera':
    case 'screen': {
      const picture = input.sizeOf(source)
      return picture && step.source
        ? [live(step, step.source, picture, below, canvas)]
        : drawn({ kind: 'color', color: NO_SIGNAL })
    }
    case 'image':
      return step.source
        ? drawn({
            kind: 'image',
            assetId: source.assetId,
            version: input.imageVersion(source.assetId),
            cut: step.source,
            mirror: layer.mirror,
          })
        : []
    case 'color':
      return drawn({ kind: 'color', color: source.color })
    case 'text':
      return drawn({
        kind: 'text',
        text: source,
        shorterSidePx: Math.min(canvas.width, canvas.height),
      })
    case 'product':
      return input.productCard
        ? drawn({ kind: 'product', card: input.productCard, corner: cornerOf(target, canvas) })
        : []
    case 'wall':
      // It lies over everything, wherever its layer stands in the list.
      return []
    default:
      throw new Error(`Unknown source ${JSON.stringify(source satisfies never)}`)
  }
}

function live(
  { layer, target, cornerRadiusPx }: DrawStep,
  cut: PixelRect,
  picture: PixelSize,
  below: readonly DrawStep[],
  canvas: CanvasSize,
): PlannedLayer {
  const scale = target.width / cut.width
  const left = layer.mirror ? picture.width - cut.x - cut.width : cut.x
  const full = whole({
    x: target.x - left * scale,
    y: target.y - cut.y * scale,
    width: picture.width * scale,
    height: picture.height * scale,
  })
  const cuts = cut.width < picture.width - 0.5 || cut.height < picture.height - 0.5
  const harmless = !cuts || below.every((other) => !covers(full, target, other.target, canvas))
  const camera = layer.source.kind === 'camera' ? layer.source.slot : null
  const differences: Difference[] = [
    ...(cuts ? [harmless ? ('reachesOut' as const) : ('shownWhole' as const)] : []),
    ...(cornerRadiusPx > 0 ? ['squareCorners' as const] : []),
    ...(layer.mirror && camera === null ? ['notMirrored' as const] : []),
  ]
  return {
    layerId: layer.id,
    picture: {
      kind: 'live',
      sourceType: camera === null ? AGORA_SOURCE.screen : AGORA_SOURCE.camera[camera],
      mirror: layer.mirror && camera !== null,
    },
    rect: harmless ? full : whole(inside(target, picture)),
    alpha: layer.opacity,
    differences,
  }
}

/** Whether `full`, beyond its own `target`, covers anything of `other` that can be seen. */
function covers(full: PixelRect, target: PixelRect, other: PixelRect, canvas: CanvasSize): boolean {
  const seen = common(common(full, other), { x: 0, y: 0, ...canvas })
  if (seen.width <= 1 || seen.height <= 1) return false
  const own = common(seen, target)
  return own.width < seen.width - 1 || own.height < seen.height - 1
}

function common(a: PixelRect, b: PixelRect): PixelRect {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
  }
}

function inside(area: PixelRect, shape: PixelSize): PixelRect {
  const scale = Math.min(area.width / shape.width, area.height / shape.height)
  const [width, height] = [shape.width * scale, shape.height * scale]
  return { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/** The corner towards the edge the place lies at; above the middle cards hang, because the eye is lower. */
function cornerOf(place: PixelRect, canvas: CanvasSize): CardCorner {
  return {
    atRight: place.x + place.width / 2 > canvas.width / 2,
    atBottom: place.y + place.height / 2 > canvas.height / 3,
  }
}

/** Rounds edges, not sizes, so that what touches in the scene touches in the picture. */
function whole({ x, y, width, height }: PixelRect): PixelRect {
  const [left, top] = [Math.round(x), Math.round(y)]
  return { x: left, y: top, width: Math.round(x + width) - left, height: Math.round(y + height) - top }
}

function still(
  layerId: string,
  content: Still['content'],
  rect: PixelRect,
  alpha: number,
  cornerRadiusPx: number,
): PlannedLayer {
  const { width, height } = rect
  return {
    layerId,
    picture: { kind: 'still', still: { content, width, height, cornerRadiusPx } },
    rect,
    alpha,
    differences: [],
  }
}
