import { isSoldOut, type Item } from '#shared/domain/run-sheet/item.ts'
import { priceAt } from '#shared/domain/run-sheet/price.ts'
import type { ProductCard } from '#renderer/media/media-state.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { subscribeToTicks } from '#renderer/session-client/ticks.ts'
import { formatFen } from '#renderer/ui/money.ts'

/** What the card says of the stock, in the language of the show. */
export interface StockWords {
  readonly left: (stock: number) => string
  readonly soldOut: () => string
}

/**
 * Keeps the item on air on the product card of the picture: its price inside its window and outside, what is left,
 * and that it is sold out, each the moment it is so. Returns the way to stop.
 */
export function driveProductCard(client: StaffClient, engine: MediaEngine, words: StockWords): () => void {
  let shown: string | null = null
  const show = (): void => {
    const item = client.store.getState().session?.itemOnAir?.item ?? null
    const card = item && productCardOf(item, client.clock.nowMs(), words)
    const now = JSON.stringify(card)
    if (now === shown) return
    shown = now
    engine.setProductCard(card)
  }
  show()
  const stops = [client.store.subscribe(show), subscribeToTicks(show)]
  return () => {
    for (const stop of stops) stop()
  }
}

function productCardOf(item: Item, nowMs: number, words: StockWords): ProductCard {
  const { number, title, stock } = item
  const { fen, compareFen } = priceAt(item, nowMs)
  const soldOut = isSoldOut(item)
  return {
    number,
    title,
    livePrice: fen === null ? '' : formatFen(fen),
    dailyPrice: compareFen === null ? null : formatFen(compareFen),
    stock: soldOut ? words.soldOut() : stock === null ? null : words.left(stock),
    soldOut,
  }
}
