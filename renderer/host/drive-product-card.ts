import type { Item } from '#shared/domain/run-sheet/item.ts'
import type { ProductCard } from '#renderer/media/media-state.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { formatFen } from '#renderer/ui/money.ts'

/** Puts the item on air on the product card of the picture. Returns the way to stop. */
export function driveProductCard(client: StaffClient, engine: MediaEngine): () => void {
  let shown: Item | null = null
  const show = (item: Item | null): void => {
    if (item === shown) return
    shown = item
    engine.setProductCard(item && productCardOf(item))
  }
  const itemOf = () => client.store.getState().session?.itemOnAir?.item ?? null
  show(itemOf())
  return client.store.subscribe(() => show(itemOf()))
}

/** A daily price that is not above the live one is no reason to buy now, and is left out. */
function productCardOf({ number, title, priceFen, listPriceFen }: Item): ProductCard {
  const compare = listPriceFen !== null && priceFen !== null && listPriceFen > priceFen
  return {
    number,
    title,
    livePrice: priceFen === null ? '' : formatFen(priceFen),
    dailyPrice: compare ? formatFen(listPriceFen) : null,
    stock: null,
    soldOut: false,
  }
}
