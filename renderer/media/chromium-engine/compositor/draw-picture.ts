import type { PixelRect } from '#shared/domain/scenes/layout.ts'
import type { Surface } from './surface.ts'

/** Below this scale two by two pixels are no longer enough to draw one from: lines would flicker. */
const FINE_ABOVE = 0.5

/**
 * Draws the part `cut` of a picture (in its px) onto `target`. Of a video frame only that part is turned into colours
 * first, which is most of the cost of drawing one: an upright picture needs a third of a camera's.
 */
export function drawPicture(
  context: Surface,
  picture: VideoFrame | ImageBitmap,
  cut: PixelRect,
  target: PixelRect,
): void {
  const scale = Math.min(target.width / cut.width, target.height / cut.height)
  context.imageSmoothingQuality = scale < FINE_ABOVE ? 'medium' : 'low'
  const part = picture instanceof VideoFrame ? partOf(picture, cut) : null
  const from = part ? { ...cut, x: cut.x - part.x, y: cut.y - part.y } : cut
  try {
    context.drawImage(
      part?.frame ?? picture,
      from.x,
      from.y,
      from.width,
      from.height,
      target.x,
      target.y,
      target.width,
      target.height,
    )
  } finally {
    part?.frame.close()
  }
}

/** The smallest part of a frame around `cut` whose edges its colour samples allow; null where it is all of it. */
function partOf(frame: VideoFrame, cut: PixelRect): { frame: VideoFrame; x: number; y: number } | null {
  const shown = frame.visibleRect
  // Stretched or turned frames count their pixels differently from what is shown.
  if (!shown || shown.width !== frame.displayWidth || shown.height !== frame.displayHeight) return null
  const left = evenBelow(cut.x)
  const top = evenBelow(cut.y)
  const width = Math.min(evenBelow(cut.x + cut.width + 1.999), evenBelow(shown.width)) - left
  const height = Math.min(evenBelow(cut.y + cut.height + 1.999), evenBelow(shown.height)) - top
  if (width <= 0 || height <= 0 || (width >= shown.width - 1 && height >= shown.height - 1)) return null
  const visibleRect = { x: evenBelow(shown.x) + left, y: evenBelow(shown.y) + top, width, height }
  return { frame: new VideoFrame(frame, { visibleRect }), x: left, y: top }
}

const evenBelow = (value: number): number => Math.floor(value / 2) * 2
