import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import { drawProductCard } from '../chromium-engine/compositor/product-card-painter.ts'
import { newOverlay } from '../chromium-engine/compositor/surface.ts'
import type { Surface } from '../chromium-engine/compositor/surface.ts'
import { TextPainter } from '../chromium-engine/compositor/text-painter.ts'
import { drawWallCard } from '../chromium-engine/compositor/wall-card-painter.ts'
import type { CardCorner, Still } from './composition.ts'
import type { ImageAsset } from './scene-desk.ts'

const texts = new TextPainter()

/** Draws a still as PNG with the Chromium engine's own painters, so that both engines show the same. */
export async function paintStill(
  still: Still,
  imageOf: (assetId: string) => ImageAsset | null,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const { content, width, height, cornerRadiusPx } = still
  const draw = newOverlay(width, height)
  if (cornerRadiusPx > 0) {
    draw.beginPath()
    draw.roundRect(0, 0, width, height, cornerRadiusPx)
    draw.clip()
  }
  switch (content.kind) {
    case 'color':
      draw.fillStyle = content.color
      draw.fillRect(0, 0, width, height)
      break
    case 'image': {
      const asset = imageOf(content.assetId)
      if (!asset) return null
      await drawImage(draw, asset, content, still)
      break
    }
    case 'text': {
      const emPx = Math.max(1, Math.round(content.text.size * content.shorterSidePx))
      texts.paint(draw, content.text, { x: 0, y: 0, width, height }, emPx)
      break
    }
    case 'product':
      drawCard(draw, drawProductCard(content.card, still), content.corner)
      break
    case 'wall':
      drawCard(draw, drawWallCard({ id: '', untilMs: 0, ...content.card }, still), content.corner)
      break
    default:
      throw new Error(`Unknown still ${JSON.stringify(content satisfies never)}`)
  }
  const png = await draw.canvas.convertToBlob({ type: 'image/png' })
  return new Uint8Array(await png.arrayBuffer())
}

/** The size of a picture in px. Rejects for what is none. */
export async function measureImage(image: Blob): Promise<PixelSize> {
  const bitmap = await createImageBitmap(image)
  const { width, height } = bitmap
  bitmap.close()
  return { width, height }
}

async function drawImage(
  draw: Surface,
  asset: ImageAsset,
  { cut, mirror }: Extract<Still['content'], { kind: 'image' }>,
  { width, height }: PixelSize,
): Promise<void> {
  const bitmap = await createImageBitmap(asset.image)
  if (mirror) {
    draw.translate(width, 0)
    draw.scale(-1, 1)
  }
  draw.drawImage(bitmap, cut.x, cut.y, cut.width, cut.height, 0, 0, width, height)
  bitmap.close()
}

function drawCard(draw: Surface, card: OffscreenCanvas, { atRight, atBottom }: CardCorner): void {
  const { width, height } = draw.canvas
  draw.drawImage(card, atRight ? width - card.width : 0, atBottom ? height - card.height : 0)
}
