import type { PixelRect } from '#shared/domain/scenes/layout.ts'
import type { TextSource } from '#shared/domain/scenes/scene.ts'
import { FONT } from './font.ts'
import { newOverlay } from './surface.ts'
import type { Surface } from './surface.ts'
import { wrapText } from './wrap-text.ts'

const LINE_HEIGHT = 1.32
/** Room to the left and right of the words, in the height of the type. */
const SIDE_ROOM = 0.45
/** Words over a moving picture need an edge of their own; over a field of their own they do not. */
const SHADOW_BLUR = 0.16
const CACHE_MAX = 64
const EVEN_STEP = 0.04

interface DrawnWords {
  readonly picture: OffscreenCanvas | null
  readonly height: number
}

/** Sets the words of `text` layers; each is drawn once and laid over every frame until it or its size changes. */
export class TextPainter {
  readonly #drawn = new Map<string, DrawnWords>()

  /** Draws the words into `target`, upright in its middle. `emPx` is the height of the type. */
  paint(context: Surface, source: TextSource, target: PixelRect, emPx: number): void {
    if (source.background) {
      const { color, opacity } = source.background
      const before = context.globalAlpha
      context.globalAlpha = before * opacity
      context.fillStyle = color
      context.fillRect(target.x, target.y, target.width, target.height)
      context.globalAlpha = before
    }
    const { picture, height } = this.#words(source, target.width, target.height, emPx)
    if (picture) context.drawImage(picture, target.x, target.y + Math.round((target.height - height) / 2))
  }

  #words(source: TextSource, width: number, height: number, emPx: number): DrawnWords {
    const key = JSON.stringify([source, width, height, emPx])
    const found = this.#drawn.get(key)
    if (found) return found
    // The oldest goes first: a text that is being written leaves one behind with every letter.
    const [oldest] = this.#drawn.keys()
    if (this.#drawn.size >= CACHE_MAX && oldest !== undefined) this.#drawn.delete(oldest)
    const words = drawWords(source, width, height, emPx)
    this.#drawn.set(key, words)
    return words
  }
}

/** Draws wrapped words as wide as `width`; lines that do not fit into `height` are cut with an ellipsis. */
function drawWords(source: TextSource, width: number, height: number, emPx: number): DrawnWords {
  const lineHeight = emPx * LINE_HEIGHT
  const maxLines = Math.max(1, Math.floor((height + (lineHeight - emPx)) / lineHeight))
  const sideRoom = Math.min(emPx * SIDE_ROOM, width / 8)
  const font = `${source.weight === 'bold' ? 700 : 400} ${emPx}px ${FONT}`
  const measure = newOverlay(1, 1)
  measure.font = font
  const lines = wrapParagraphs(
    source.text,
    width - 2 * sideRoom,
    maxLines,
    (part) => measure.measureText(part).width,
  )
  if (lines.every((line) => line === '')) return { picture: null, height: 0 }

  const blockHeight = Math.ceil(lines.length * lineHeight)
  const draw = newOverlay(width, blockHeight)
  draw.font = font
  draw.fillStyle = source.color
  draw.textBaseline = 'middle'
  draw.textAlign = source.align
  if (!source.background) {
    draw.shadowColor = 'rgba(0, 0, 0, 0.55)'
    draw.shadowBlur = emPx * SHADOW_BLUR
    draw.shadowOffsetY = emPx * 0.03
  }
  const x = source.align === 'start' ? sideRoom : source.align === 'end' ? width - sideRoom : width / 2
  lines.forEach((line, index) => draw.fillText(line, x, (index + 0.5) * lineHeight))
  return { picture: draw.canvas, height: blockHeight }
}

/** Breaks the seller made stay; what is left of `maxLines` goes to the next paragraph. */
function wrapParagraphs(
  text: string,
  maxWidth: number,
  maxLines: number,
  widthOf: (text: string) => number,
): string[] {
  const lines: string[] = []
  const paragraphs = text.trim().split(/\r?\n/)
  for (const [index, paragraph] of paragraphs.entries()) {
    const room = maxLines - lines.length
    if (room <= 0) break
    const wrapped = paragraph.trim() === '' ? [''] : wrapEvenly(paragraph, maxWidth, room, widthOf)
    const cutAfter = index < paragraphs.length - 1 && wrapped.length >= room
    const last = wrapped.at(-1) ?? ''
    lines.push(...wrapped.slice(0, -1), cutAfter && !last.endsWith('…') ? `${last}…` : last)
  }
  return lines
}

/** Lines of about one length rather than full ones and a lonely last word: the narrowest measure with as many lines. */
function wrapEvenly(
  text: string,
  maxWidth: number,
  maxLines: number,
  widthOf: (text: string) => number,
): string[] {
  let best = wrapText(text, maxWidth, maxLines, widthOf)
  if (best.length < 2 || best.at(-1)?.endsWith('…')) return best
  for (let share = 1 - EVEN_STEP; share > 1 / best.length; share -= EVEN_STEP) {
    const narrower = wrapText(text, maxWidth * share, best.length + 1, widthOf)
    if (narrower.length > best.length) break
    best = narrower
  }
  return best
}
