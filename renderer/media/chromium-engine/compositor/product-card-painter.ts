import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import type { ProductCard } from '../../media-state.ts'
import { FONT } from './font.ts'
import { newOverlay } from './surface.ts'
import type { Surface } from './surface.ts'
import { wrapText } from './wrap-text.ts'

/** The card's shape in units; one unit is what makes it fit into its room. */
const WIDTH = 22
const HEIGHT = 8.2
const BADGE = 4.4
const PAD = 0.9
const TITLE = 1.55
const TITLE_LINE = 1.95
const PRICE = 2.9
const SMALL = 1.35
const GAP = 0.55
/** Prices may be made smaller down to this before something is left out. */
const LEAST_SCALE = 0.66

const INK = '#14201e'
const GREY = '#7c878a'
const ACCENT = '#0f8f80'
const PRICE_COLOR = '#d92b1c'
const SOLD_OUT = '#5b6568'

interface Piece {
  readonly text: string
  readonly size: number
  readonly weight: number
  readonly color: string
  readonly look: 'plain' | 'struck' | 'pill'
}

/**
 * Draws the product on air as shopping television does: its number large, what it is, the price of this show, the
 * daily price struck through, what is left. As large as fits into `room`, in px, with its own proportions.
 */
export function drawProductCard(card: ProductCard, room: PixelSize): OffscreenCanvas {
  const unit = Math.min(room.width / WIDTH, room.height / HEIGHT)
  const draw = newOverlay(unit * WIDTH, unit * HEIGHT)
  const { width, height } = draw.canvas
  draw.beginPath()
  draw.roundRect(0, 0, width, height, unit * 0.9)
  draw.clip()
  draw.fillStyle = 'rgba(255, 255, 255, 0.96)'
  draw.fillRect(0, 0, width, height)
  paintBadge(draw, card, unit, height)

  const left = (BADGE + PAD) * unit
  const textWidth = width - left - PAD * unit
  draw.font = fontOf(TITLE, 700, unit)
  const title = wrapText(card.title, textWidth, 2, (part) => draw.measureText(part).width)
  const row = rowOf(draw, card, unit, textWidth)
  const titleHeight = title.length * TITLE_LINE * unit
  const rowHeight = row.pieces.length > 0 ? PRICE * unit : 0
  const between = titleHeight > 0 && rowHeight > 0 ? 0.35 * unit : 0
  let y = (height - titleHeight - between - rowHeight) / 2

  draw.textBaseline = 'middle'
  draw.fillStyle = card.soldOut ? GREY : INK
  for (const line of title) {
    draw.fillText(line, left, y + (TITLE_LINE * unit) / 2)
    y += TITLE_LINE * unit
  }
  paintRow(draw, row.pieces, unit * row.scale, left, y + between + rowHeight / 2)
  return draw.canvas
}

function paintBadge(draw: Surface, card: ProductCard, unit: number, height: number): void {
  draw.fillStyle = card.soldOut ? SOLD_OUT : ACCENT
  draw.fillRect(0, 0, BADGE * unit, height)
  const text = String(card.number)
  draw.textAlign = 'center'
  draw.textBaseline = 'middle'
  draw.fillStyle = '#ffffff'
  draw.font = fontOf(text.length > 2 ? 2 : text.length > 1 ? 2.7 : 3.3, 700, unit)
  draw.fillText(text, (BADGE * unit) / 2, height / 2 + unit * 0.1)
  draw.textAlign = 'start'
}

/** Everything in one line; first it shrinks, then the daily price goes, then the stock unless it is sold out. */
function rowOf(
  draw: Surface,
  card: ProductCard,
  unit: number,
  room: number,
): { pieces: readonly Piece[]; scale: number } {
  const price: Piece = {
    text: card.livePrice,
    size: PRICE,
    weight: 800,
    color: card.soldOut ? GREY : PRICE_COLOR,
    look: 'plain',
  }
  const daily: Piece = { text: card.dailyPrice ?? '', size: SMALL, weight: 400, color: GREY, look: 'struck' }
  const stockColor = card.soldOut ? SOLD_OUT : ACCENT
  const stock: Piece = { text: card.stock ?? '', size: SMALL, weight: 600, color: stockColor, look: 'pill' }
  const choices = [[price, daily, stock], card.soldOut ? [price, stock] : [price, daily], [price]]
  for (const choice of choices) {
    const pieces = choice.filter(({ text }) => text !== '')
    const scale = Math.min(1, room / Math.max(1, widthOf(draw, pieces, unit)))
    if (scale >= LEAST_SCALE || choice.length === 1) return { pieces, scale }
  }
  return { pieces: [], scale: 1 }
}

function widthOf(draw: Surface, pieces: readonly Piece[], unit: number): number {
  return pieces.reduce(
    (sum, piece, index) => sum + pieceWidth(draw, piece, unit) + (index > 0 ? GAP * unit : 0),
    0,
  )
}

function pieceWidth(draw: Surface, { text, size, weight, look }: Piece, unit: number): number {
  draw.font = fontOf(size, weight, unit)
  return draw.measureText(text).width + (look === 'pill' ? size * unit : 0)
}

/** Words of different sizes stand on one line; the price, being the largest, sets it. */
function paintRow(draw: Surface, pieces: readonly Piece[], unit: number, left: number, middle: number): void {
  const baseline = middle + PRICE * unit * 0.34
  let x = left
  for (const piece of pieces) {
    const width = pieceWidth(draw, piece, unit)
    const em = piece.size * unit
    draw.textBaseline = 'alphabetic'
    if (piece.look === 'pill') {
      draw.fillStyle = piece.color
      draw.globalAlpha = 0.13
      draw.beginPath()
      draw.roundRect(x, baseline - em * 1.18, width, em * 1.6, em * 0.35)
      draw.fill()
      draw.globalAlpha = 1
    }
    draw.fillStyle = piece.color
    draw.fillText(piece.text, x + (piece.look === 'pill' ? em / 2 : 0), baseline)
    if (piece.look === 'struck') draw.fillRect(x, baseline - em * 0.38, width, Math.max(1, em * 0.07))
    x += width + GAP * unit
  }
}

const fontOf = (size: number, weight: number, unit: number): string => `${weight} ${size * unit}px ${FONT}`
