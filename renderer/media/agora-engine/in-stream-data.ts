import type { AgoraApi } from '#shared/protocol/agora.ts'
import type { ProductCard } from '../media-state.ts'

/** The SDK takes no larger message. */
const MAX_BYTES = 1024
/** For viewers who come later: what is inside the video reaches only those who watch. */
const AGAIN_MS = 10_000

/**
 * Tells the viewers' players which product is on air: at once by a data stream, and inside the video stream (SEI) so
 * that it meets the picture it belongs to. The message is JSON:
 * `{"type":"product","number":3,"title":"…","price":"…","dailyPrice":"…","stock":"…","soldOut":false}`, or
 * `{"type":"product"}` when none is on air.
 */
export class InStreamData {
  readonly #api: AgoraApi<HTMLElement>
  #card: ProductCard | null = null
  /** Viewers were told about a product, so they must also be told that there is none any more. */
  #told = false
  #streamId: number | null = null
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(api: AgoraApi<HTMLElement>) {
    this.#api = api
  }

  setProduct(card: ProductCard | null): void {
    if (JSON.stringify(card) === JSON.stringify(this.#card)) return
    this.#card = card
    if (this.#streamId !== null) this.#send()
  }

  /** The channel was joined, for the first time or again: streams of before are gone. */
  opened(): void {
    this.closed()
    this.#streamId = this.#api.openDataStream()
    if (this.#card || this.#told) this.#send()
    this.#timer = setInterval(() => {
      if (this.#card) this.#api.sendMetadata(productMessage(this.#card))
    }, AGAIN_MS)
  }

  closed(): void {
    clearInterval(this.#timer)
    this.#streamId = null
  }

  #send(): void {
    // Nothing was on air and nothing is.
    if (!this.#card && !this.#told) return
    this.#told = true
    const message = productMessage(this.#card)
    if (this.#streamId !== null && this.#streamId >= 0) this.#api.sendData(this.#streamId, message)
    this.#api.sendMetadata(message)
  }
}

/** At most 1 KB of UTF-8: the title gives way. */
export function productMessage(card: ProductCard | null): string {
  if (!card) return JSON.stringify({ type: 'product' })
  const { number, title, livePrice: price, dailyPrice, stock, soldOut } = card
  const message = (shown: string) =>
    JSON.stringify({
      type: 'product',
      number,
      title: shown,
      price: clip(price),
      dailyPrice: dailyPrice === null ? null : clip(dailyPrice),
      stock: stock === null ? null : clip(stock),
      soldOut,
    })
  let shown = title
  while (shown !== '' && sizeOf(message(shown)) > MAX_BYTES) {
    // Well formed: cutting must not leave half a character.
    shown = shown.slice(0, Math.floor(shown.length * 0.9)).toWellFormed()
  }
  return message(shown)
}

const clip = (text: string): string => text.slice(0, 40).toWellFormed()
const sizeOf = (text: string): number => new TextEncoder().encode(text).length
