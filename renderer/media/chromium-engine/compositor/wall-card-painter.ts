import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import type { WallCard } from '../../media-state.ts'
import { FONT } from './font.ts'
import { newOverlay } from './surface.ts'
import { wrapText } from './wrap-text.ts'

interface TextBlock {
  readonly lines: readonly string[]
  readonly font: string
  readonly color: string
  readonly lineHeight: number
  readonly gapAbove: number
}

/**
 * Draws a question, who asked it and the answer as one card, as wide as `room` and no higher. Sizes follow
 * the room's width, so the card reads the same on every canvas.
 */
export function drawWallCard(card: WallCard, room: PixelSize): OffscreenCanvas {
  const unit = room.width / 36
  const context = newOverlay(1, 1)
  const padding = unit * 1.4
  const textWidth = room.width - 2 * padding - unit
  const block = (
    text: string,
    size: number,
    weight: number,
    color: string,
    maxLines: number,
    gapAbove: number,
  ): TextBlock => {
    const font = `${weight} ${Math.round(unit * size)}px ${FONT}`
    context.font = font
    const lines = wrapText(text, textWidth, maxLines, (part) => context.measureText(part).width)
    return { lines, font, color, lineHeight: Math.round(unit * size * 1.32), gapAbove: unit * gapAbove }
  }
  const blocks = [
    block(card.askerName, 1.4, 500, '#9fb4b8', 1, 0),
    block(card.question, 2.1, 700, '#ffffff', card.answer === null ? 4 : 3, 0.3),
    ...(card.answer === null ? [] : [block(card.answer, 1.9, 500, '#7fe3d0', 4, 0.7)]),
  ]
  while (heightOf(blocks) + 2 * padding > room.height && shorten(blocks)) continue

  const height = Math.min(room.height, Math.ceil(heightOf(blocks) + 2 * padding))
  const draw = newOverlay(room.width, height)
  draw.fillStyle = 'rgba(16, 20, 24, 0.92)'
  draw.beginPath()
  draw.roundRect(0, 0, draw.canvas.width, draw.canvas.height, unit)
  draw.fill()
  draw.fillStyle = '#2bb8a3'
  draw.beginPath()
  draw.roundRect(padding * 0.55, padding, unit * 0.28, height - 2 * padding, unit * 0.14)
  draw.fill()

  draw.textBaseline = 'middle'
  let y = padding
  for (const { lines, font, color, lineHeight, gapAbove } of blocks) {
    if (lines.length === 0) continue
    y += gapAbove
    draw.font = font
    draw.fillStyle = color
    for (const line of lines) {
      draw.fillText(line, padding + unit * 0.6, y + lineHeight / 2)
      y += lineHeight
    }
  }
  return draw.canvas
}

function heightOf(blocks: readonly TextBlock[]): number {
  return blocks.reduce((sum, { lines, lineHeight, gapAbove }) => {
    return sum + (lines.length === 0 ? 0 : gapAbove + lines.length * lineHeight)
  }, 0)
}

/** Takes the last line off the longest block, marking the cut; false when nothing can be spared. */
function shorten(blocks: TextBlock[]): boolean {
  const longest = blocks.reduce((a, b) => (b.lines.length > a.lines.length ? b : a))
  if (longest.lines.length < 2) return false
  const kept = longest.lines.slice(0, -1)
  const last = kept.at(-1) ?? ''
  const lines = [...kept.slice(0, -1), last.endsWith('…') ? last : `${last.slice(0, -1)}…`]
  blocks[blocks.indexOf(longest)] = { ...longest, lines }
  return true
}
