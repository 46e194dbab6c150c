import { layoutScene } from '#shared/domain/scenes/layout.ts'
import type { DrawStep, PixelRect, PixelSize } from '#shared/domain/scenes/layout.ts'
import type { LayerSource, Scene, SceneRect } from '#shared/domain/scenes/scene.ts'
import { toPixelRect } from '#shared/domain/scenes/layout.ts'
import type { WallCardPicture } from './wall-card-painter.ts'

/** What the painter draws from: the newest frame of each input and the loaded images. */
export interface PictureSupply {
  frameOf(source: Extract<LayerSource, { kind: 'camera' | 'screen' }>): VideoFrame | null
  imageOf(assetId: string): ImageBitmap | null
}

const NO_SIGNAL_COLOR = '#1b1f24'

/** Above the lower third, where phones lay the chat and the buttons over the picture. */
const PORTRAIT_WALL: SceneRect = { x: 0.05, y: 0.36, width: 0.9, height: 0.27 }
const LANDSCAPE_WALL: SceneRect = { x: 0.04, y: 0.58, width: 0.56, height: 0.36 }

/** Draws `scene` over the whole context. A source without a picture becomes a quiet dark field. */
export function paintScene(
  context: OffscreenCanvasRenderingContext2D,
  scene: Scene | null,
  supply: PictureSupply,
): void {
  const { width, height } = context.canvas
  context.fillStyle = '#000000'
  context.fillRect(0, 0, width, height)
  if (!scene) return
  for (const step of layoutScene(scene, { width, height }, (source) => sizeOf(source, supply))) {
    if (step.layer.source.kind === 'wall') continue
    context.save()
    context.globalAlpha = step.layer.opacity
    clipTo(context, step.target, step.cornerRadiusPx)
    paintStep(context, step, supply)
    context.restore()
  }
}

/** Draws the wall card where the scene wants it, anchored to the bottom of its place. */
export function paintWallCard(
  context: OffscreenCanvasRenderingContext2D,
  scene: Scene | null,
  card: WallCardPicture,
  opacity: number,
): void {
  const place = wallPlace(scene, context.canvas)
  context.save()
  context.globalAlpha = opacity
  context.drawImage(card.canvas, place.x, place.y + place.height - card.canvas.height)
  context.restore()
}

export function wallPlace(scene: Scene | null, canvas: PixelSize): PixelRect {
  const placed = scene?.layers.find((layer) => layer.source.kind === 'wall')
  const fallback = canvas.height > canvas.width ? PORTRAIT_WALL : LANDSCAPE_WALL
  return toPixelRect(placed?.rect ?? fallback, canvas)
}

function sizeOf(source: LayerSource, supply: PictureSupply): PixelSize | null {
  switch (source.kind) {
    case 'camera':
    case 'screen': {
      const frame = supply.frameOf(source)
      return frame && { width: frame.displayWidth, height: frame.displayHeight }
    }
    case 'image': {
      const image = supply.imageOf(source.assetId)
      return image && { width: image.width, height: image.height }
    }
    case 'color':
    case 'text':
    case 'product':
    case 'wall':
      return null
    default:
      throw new Error(`Unknown source ${JSON.stringify(source satisfies never)}`)
  }
}

function paintStep(context: OffscreenCanvasRenderingContext2D, step: DrawStep, supply: PictureSupply): void {
  const { source } = step.layer
  const { target } = step
  if (source.kind === 'wall' || source.kind === 'product' || source.kind === 'text') return
  if (source.kind === 'color') {
    context.fillStyle = source.color
    context.fillRect(target.x, target.y, target.width, target.height)
    return
  }
  const picture = source.kind === 'image' ? supply.imageOf(source.assetId) : supply.frameOf(source)
  if (!picture || !step.source) {
    if (source.kind === 'image') return
    context.fillStyle = NO_SIGNAL_COLOR
    context.fillRect(target.x, target.y, target.width, target.height)
    return
  }
  if (step.layer.mirror) {
    context.translate(2 * target.x + target.width, 0)
    context.scale(-1, 1)
  }
  const cut = step.source
  context.drawImage(
    picture,
    cut.x,
    cut.y,
    cut.width,
    cut.height,
    target.x,
    target.y,
    target.width,
    target.height,
  )
}

function clipTo(context: OffscreenCanvasRenderingContext2D, area: PixelRect, radius: number): void {
  if (radius <= 0) return
  context.beginPath()
  context.roundRect(area.x, area.y, area.width, area.height, radius)
  context.clip()
}
