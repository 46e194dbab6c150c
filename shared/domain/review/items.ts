import { countStock } from '../run-sheet/count-stock.ts'
import { piecesOf, type ShowOrder } from '../orders/show-order.ts'
import { evolveRunSheet } from '../run-sheet/evolve-run-sheet.ts'
import type { Airing } from '../run-sheet/airings.ts'
import type { Item } from '../run-sheet/item.ts'
import { itemByNumber } from '../run-sheet/run-sheet.ts'
import type { KnownEvent } from '../session/event.ts'
import { draftOf, EMPTY_STATE } from '../session/state.ts'
import type { Span } from './presence.ts'
import type { ReviewItem, ReviewThread } from './review.ts'
import type { ReviewWindow } from './window.ts'

export type SheetEvent = Extract<
  KnownEvent,
  { type: 'runSheetLoaded' | 'stockAdjusted' | `item${string}` | 'orderPlaced' | 'orderRefunded' }
>

/** An item as the log alone tells of it; orders are added by `withOrders`. */
export type LogItem = Omit<
  ReviewItem,
  'orders' | 'buyers' | 'pieces' | 'gmvFen' | 'conversionRate' | 'ordersAfterSoldOut'
>

export interface ItemsFold {
  readonly add: (event: SheetEvent) => void
  readonly itemIdOf: (number: number | null) => string | null
  readonly runSheet: () => readonly Item[]
  readonly airings: () => readonly Airing[]
  readonly orders: () => readonly ShowOrder[]
  /** Items whose stock ran out while the log was written, with when; an item may be there more than once. */
  readonly ranOut: () => readonly { readonly item: Item; readonly atMs: number; readonly seq: number }[]
  readonly finish: (
    threads: readonly ReviewThread[],
    stays: ReadonlyMap<string, readonly Span[]>,
  ) => readonly LogItem[]
}

/**
 * Follows the run-sheet by the session's own rules, and keeps when each item was on air. Items put on air beside the
 * sheet share one line for each number and title, named by them.
 */
export function createItems(window: ReviewWindow): ItemsFold {
  const draft = draftOf(EMPTY_STATE)
  const airings: (Airing & { readonly item: Item | null })[] = []
  const orders = new Map<string, ShowOrder>()
  const soldOutMs = new Map<string, number>()
  const ranOut: { item: Item; atMs: number; seq: number }[] = []

  const watchStock = (atMs: number, seq: number, before: readonly Item[]): void => {
    if (before === draft.runSheet) return
    for (const item of draft.runSheet) {
      if (item.stock !== 0) soldOutMs.delete(item.itemId)
      else if (!soldOutMs.has(item.itemId)) {
        soldOutMs.set(item.itemId, atMs)
        const had = before.find(({ itemId }) => itemId === item.itemId)
        if (had && had.stock !== 0) ranOut.push({ item, atMs, seq })
      }
    }
  }
  const place = (order: ShowOrder): void => {
    const known = orders.get(order.orderId)
    orders.set(order.orderId, order)
    countStock(draft, known ? piecesOf(known) : new Map(), piecesOf(order))
  }
  const apply = (event: SheetEvent): void => {
    switch (event.type) {
      case 'orderPlaced':
        return place(event.body.order)
      case 'orderRefunded': {
        const { orderId, refundedFen, refunded } = event.body
        const order = orders.get(orderId)
        if (order) place({ ...order, refundedFen, refunded })
        return
      }
      case 'itemPutOnAir':
        airings.push({ itemId: event.body.item.itemId, fromMs: event.atMs, item: event.body.item })
        return evolveRunSheet(draft, event)
      case 'itemTakenOffAir':
        airings.push({ itemId: '', fromMs: event.atMs, item: null })
        return evolveRunSheet(draft, event)
      case 'runSheetLoaded':
      case 'itemAdded':
      case 'itemChanged':
      case 'itemRemoved':
      case 'itemMoved':
      case 'stockAdjusted':
        return evolveRunSheet(draft, event)
      default:
        event satisfies never
    }
  }

  return {
    add: (event) => {
      const before = draft.runSheet
      apply(event)
      watchStock(event.atMs, event.seq, before)
    },
    itemIdOf: (number) => (number === null ? null : itemByNumber(draft.runSheet, number)?.itemId) || null,
    runSheet: () => draft.runSheet,
    airings: () => airings.map(({ itemId, fromMs }) => ({ itemId, fromMs })),
    orders: () => [...orders.values()],
    ranOut: () => ranOut,
    finish: (threads, stays) => {
      const aired = spansOf(airings, window)
      const known = new Map(draft.runSheet.map((item) => [item.itemId, item]))
      for (const { key, item } of aired) if (!known.has(key)) known.set(key, { ...item, itemId: key })
      for (const { itemId } of threads) {
        const item = itemId === null || known.has(itemId) ? null : lastKnown(airings, itemId)
        if (item) known.set(item.itemId, item)
      }
      const viewers = viewersOf(aired, stays)
      return [...known.values()].map((item): LogItem => {
        const spans = joinedSpans(aired.filter(({ key }) => key === item.itemId).map(({ span }) => span))
        return {
          itemId: item.itemId,
          productId: item.productId,
          itemNumber: item.number,
          title: item.title,
          plannedMs: item.plannedMs,
          airedMs: spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0),
          spans,
          viewers: viewers.get(item.itemId) ?? 0,
          questions: questionsAbout(item.itemId, threads),
          stockAtEnd: item.stock,
          soldOutAtMs: soldOutMs.get(item.itemId) ?? null,
        }
      })
    },
  }
}

interface Aired {
  readonly key: string
  readonly item: Item
  readonly span: Span
}

/** What is not of the sheet has no id: number and title tell one such thing from another. */
const keyOf = ({ itemId, number, title }: Item): string => itemId || `beside:${number}:${title}`

function spansOf(
  airings: readonly { readonly fromMs: number; readonly item: Item | null }[],
  window: ReviewWindow,
): readonly Aired[] {
  return airings.flatMap(({ item, fromMs }, index): Aired[] => {
    const endMs = airings[index + 1]?.fromMs ?? window.toMs
    const span = { fromMs: Math.max(fromMs, window.fromMs), toMs: Math.min(endMs, window.toMs) }
    return item === null || span.toMs <= span.fromMs ? [] : [{ key: keyOf(item), item, span }]
  })
}

/** An item that is put on air again while it is stays on air. */
function joinedSpans(spans: readonly Span[]): { fromMs: number; toMs: number }[] {
  const joined: { fromMs: number; toMs: number }[] = []
  for (const span of spans) {
    const last = joined.at(-1)
    if (last && last.toMs >= span.fromMs) last.toMs = Math.max(last.toMs, span.toMs)
    else joined.push({ ...span })
  }
  return joined
}

const lastKnown = (airings: readonly { readonly item: Item | null }[], itemId: string): Item | null =>
  airings.findLast(({ item }) => item?.itemId === itemId)?.item ?? null

/** Distinct viewers present while each item was on air. Spans follow one another, so each stay meets a run of them. */
function viewersOf(
  aired: readonly Aired[],
  stays: ReadonlyMap<string, readonly Span[]>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const own of stays.values()) {
    const met = new Set<string>()
    for (const stay of own) {
      for (let index = firstEndingAfter(aired, stay.fromMs); index < aired.length; index++) {
        const { key, span } = aired[index] ?? { key: '', span: stay }
        if (span.fromMs > stay.toMs || (span.fromMs === stay.toMs && stay.fromMs < stay.toMs)) break
        met.add(key)
      }
    }
    for (const key of met) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function firstEndingAfter(aired: readonly Aired[], atMs: number): number {
  let low = 0
  let high = aired.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((aired[middle]?.span.toMs ?? 0) > atMs) high = middle
    else low = middle + 1
  }
  return low
}

function questionsAbout(itemId: string, threads: readonly ReviewThread[]): LogItem['questions'] {
  const byIntent = new Map<ReviewThread['intent'], LogItem['questions'][number]>()
  for (const { itemId: about, intent, outcome } of threads) {
    if (about !== itemId || outcome === 'merged' || outcome === 'dismissed') continue
    const tally = byIntent.get(intent) ?? { intent, threads: 0, inTime: 0, missed: 0 }
    tally.threads += 1
    if (outcome === 'inTime') tally.inTime += 1
    if (outcome === 'missed') tally.missed += 1
    byIntent.set(intent, tally)
  }
  return [...byIntent.values()].toSorted((a, b) => b.threads - a.threads)
}
