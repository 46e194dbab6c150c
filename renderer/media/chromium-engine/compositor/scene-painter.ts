import { layoutScene } from '#shared/domain/scenes/layout.ts'
import type { DrawStep, PixelRect, PixelSize } from '#shared/domain/scenes/layout.ts'
import type { LayerSource, Scene } from '#shared/domain/scenes/scene.ts'
import { drawPicture } from './draw-picture.ts'
import { FONT } from './font.ts'
import type { Surface } from './surface.ts'
import type { TextPainter } from './text-painter.ts'

type MovingSource = Extract<LayerSource, { kind: 'camera' | 'screen' }>

/** What the painter draws from: the newest frame of each input and the loaded images. */
export interface PictureSupply {
  frameOf(source: MovingSource): VideoFrame | null
  imageOf(assetId: string): ImageBitmap | null
  /** What to say where a source has no picture; null keeps the field bare, as viewers see it. */
  noticeOf(source: MovingSource): string | null
  readonly texts: TextPainter
}

const NO_SIGNAL_COLOR = '#1b1f24'
const NOTICE_COLOR = '#98a4ab'
/** A part of the field's shorter side, and of the canvas's: readable in a small field, calm in a large one. */
const NOTICE_OF_FIELD = 0.11
const NOTICE_OF_CANVAS = 0.045

/** Draws `scene` over the whole canvas, but for the cards. A source without a picture becomes a quiet dark field. */
export function paintScene(context: Surface, scene: Scene | null, supply: PictureSupply): void {
  const { width, height } = context.canvas
  context.fillStyle = '#000000'
  context.fillRect(0, 0, width, height)
  if (!scene) return
  for (const step of layoutScene(scene, { width, height }, (source) => sizeOf(source, supply))) {
    context.save()
    context.globalAlpha = step.layer.opacity
    clipTo(context, step.target, step.cornerRadiusPx)
    paintStep(context, step, supply)
    context.restore()
  }
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

function paintStep(context: Surface, step: DrawStep, supply: PictureSupply): void {
  const { source } = step.layer
  switch (source.kind) {
    case 'camera':
    case 'screen':
      paintMoving(context, step, source, supply)
      break
    case 'image': {
      const image = supply.imageOf(source.assetId)
      if (image && step.source) paintPicture(context, step, image, step.source)
      break
    }
    case 'color':
      context.fillStyle = source.color
      context.fillRect(step.target.x, step.target.y, step.target.width, step.target.height)
      break
    case 'text':
      supply.texts.paint(context, source, step.target, typeHeight(source.size, context.canvas))
      break
    case 'product':
    case 'wall':
      // Cards lie over all layers and go their own way during a transition.
      break
    default:
      throw new Error(`Unknown source ${JSON.stringify(source satisfies never)}`)
  }
}

function paintMoving(context: Surface, step: DrawStep, source: MovingSource, supply: PictureSupply): void {
  const frame = supply.frameOf(source)
  if (frame && step.source) return paintPicture(context, step, frame, step.source)
  const { target } = step
  context.fillStyle = NO_SIGNAL_COLOR
  context.fillRect(target.x, target.y, target.width, target.height)
  const notice = supply.noticeOf(source)
  if (notice === null) return
  const ofField = NOTICE_OF_FIELD * Math.min(target.width, target.height)
  const ofCanvas = NOTICE_OF_CANVAS * Math.min(context.canvas.width, context.canvas.height)
  context.font = `500 ${Math.min(ofField, ofCanvas)}px ${FONT}`
  context.fillStyle = NOTICE_COLOR
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(notice, target.x + target.width / 2, target.y + target.height / 2, target.width * 0.92)
}

function paintPicture(
  context: Surface,
  step: DrawStep,
  picture: VideoFrame | ImageBitmap,
  cut: PixelRect,
): void {
  const { target } = step
  if (step.layer.mirror) {
    context.translate(2 * target.x + target.width, 0)
    context.scale(-1, 1)
  }
  drawPicture(context, picture, cut, target)
}

const typeHeight = (size: number, canvas: PixelSize): number =>
  Math.max(1, Math.round(size * Math.min(canvas.width, canvas.height)))

function clipTo(context: Surface, area: PixelRect, radius: number): void {
  if (radius <= 0) return
  context.beginPath()
  context.roundRect(area.x, area.y, area.width, area.height, radius)
  context.clip()
}
