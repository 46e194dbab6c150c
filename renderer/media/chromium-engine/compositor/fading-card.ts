import type { PixelRect, PixelSize } from '#shared/domain/scenes/layout.ts'
import type { Surface } from './surface.ts'

const FADE_MS = 200
/** Sizes one card is kept drawn in: program and preview, before and after a transition. */
const SIZES_KEPT = 4

interface Shown<Card> {
  readonly card: Card
  readonly sinceMs: number
  /** When it is gone, epoch ms; null = stays. */
  untilMs: number | null
  readonly pictures: Map<string, OffscreenCanvas>
}

/** Where a card stands, and how much of it can be seen there: 0 to 1. */
export interface CardShare {
  readonly place: PixelRect
  readonly opacity: number
}

/** A card over the picture that comes and goes softly; drawn once for each size, then laid over every frame. */
export class FadingCard<Card> {
  readonly #draw: (card: Card, room: PixelSize) => OffscreenCanvas
  #shown: Shown<Card> | null = null
  #leaving: Shown<Card> | null = null

  constructor(draw: (card: Card, room: PixelSize) => OffscreenCanvas) {
    this.#draw = draw
  }

  /** Shows another card, or none, from `nowMs` (epoch ms) until `untilMs`. `change` is at once, without fading. */
  set(
    card: Card | null,
    nowMs: number,
    untilMs: number | null,
    change: 'softly' | 'atOnce' = 'softly',
  ): void {
    const before = this.#shown
    if (change === 'softly' && before && opacityOf(before, nowMs) > 0) {
      this.#leaving = { ...before, untilMs: Math.min(before.untilMs ?? Infinity, nowMs + FADE_MS) }
    }
    const sinceMs = change === 'atOnce' && before ? before.sinceMs : nowMs
    this.#shown = card && { card, sinceMs, untilMs, pictures: new Map() }
  }

  /** Lays it over the picture wherever it stands, towards the edges of the canvas that are nearest. */
  paint(context: Surface, shares: readonly CardShare[], nowMs: number): void {
    if (this.#leaving && opacityOf(this.#leaving, nowMs) <= 0) this.#leaving = null
    for (const shown of [this.#leaving, this.#shown]) {
      const opacity = shown ? opacityOf(shown, nowMs) : 0
      if (!shown || opacity <= 0) continue
      for (const share of shares) this.#lay(context, shown, share, opacity)
    }
  }

  #lay(context: Surface, shown: Shown<Card>, { place, opacity }: CardShare, fade: number): void {
    if (opacity <= 0 || place.width < 1 || place.height < 1) return
    const picture = this.#pictureOf(shown, place)
    const { width, height } = context.canvas
    const atRight = place.x + place.width / 2 > width / 2
    const atBottom = place.y + place.height / 2 > height / 3
    context.globalAlpha = opacity * fade
    context.drawImage(
      picture,
      atRight ? place.x + place.width - picture.width : place.x,
      atBottom ? place.y + place.height - picture.height : place.y,
    )
    context.globalAlpha = 1
  }

  #pictureOf({ card, pictures }: Shown<Card>, { width, height }: PixelSize): OffscreenCanvas {
    const key = `${width}x${height}`
    const found = pictures.get(key)
    if (found) return found
    const [oldest] = pictures.keys()
    if (pictures.size >= SIZES_KEPT && oldest !== undefined) pictures.delete(oldest)
    const picture = this.#draw(card, { width, height })
    pictures.set(key, picture)
    return picture
  }
}

function opacityOf(shown: { sinceMs: number; untilMs: number | null }, nowMs: number): number {
  const fadeIn = (nowMs - shown.sinceMs) / FADE_MS
  const fadeOut = shown.untilMs === null ? 1 : (shown.untilMs - nowMs) / FADE_MS
  return Math.max(0, Math.min(1, fadeIn, fadeOut))
}
