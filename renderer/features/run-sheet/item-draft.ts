import { itemSchema, type Item, type ItemColour } from '#shared/domain/run-sheet/item.ts'
import { itemByNumber } from '#shared/domain/run-sheet/run-sheet.ts'
import type { Faq } from '#shared/domain/products/product.ts'
import { parsePrice, priceFieldText } from '#renderer/ui/price-text.ts'
import { parseSpan, spanFieldText } from '#renderer/ui/span-text.ts'

/** An item as its editor holds it: what was typed, right or wrong. Times are local, as `datetime-local` writes them. */
export interface ItemDraft {
  readonly number: string
  readonly productId: string | null
  readonly title: string
  readonly planned: string
  readonly talkingPoints: readonly string[]
  readonly listPrice: string
  readonly price: string
  readonly validFrom: string
  readonly validUntil: string
  readonly stock: string
  readonly coupon: string
  readonly assetId: string | null
  readonly faq: readonly Faq[]
  readonly hostNotes: string
  readonly moderatorNotes: string
  readonly colour: ItemColour | null
  readonly skip: boolean
}

export type DraftProblem =
  | {
      readonly kind: 'numberNeeded' | 'titleNeeded' | 'notASpan' | 'spanTooLong' | 'notAPrice' | 'tooPrecise'
    }
  | { readonly kind: 'tooLarge' | 'notATime' | 'windowBackwards' | 'notAStock' | 'faqIncomplete' }
  | { readonly kind: 'numberTaken'; readonly title: string }

export type DraftField = keyof ItemDraft
export type DraftProblems = Readonly<Partial<Record<DraftField, DraftProblem>>>

/** What a draft comes to: an item if nothing is wrong with it. */
export interface CheckedDraft {
  readonly item: Item | null
  readonly problems: DraftProblems
  /** The live price is above the daily one: allowed, and mostly a slip. */
  readonly dearer: boolean
}

export const draftOf = (item: Item): ItemDraft => ({
  number: String(item.number),
  productId: item.productId,
  title: item.title,
  planned: spanFieldText(item.plannedMs),
  talkingPoints: item.talkingPoints,
  listPrice: priceFieldText(item.listPriceFen),
  price: priceFieldText(item.priceFen),
  validFrom: timeFieldText(item.validFromMs),
  validUntil: timeFieldText(item.validUntilMs),
  stock: item.stock === null ? '' : String(item.stock),
  coupon: item.coupon,
  assetId: item.assetId,
  faq: item.faq,
  hostNotes: item.hostNotes,
  moderatorNotes: item.moderatorNotes,
  colour: item.colour,
  skip: item.skip,
})

/**
 * Reads a draft of the item `before`; `sheet` tells which numbers are taken. A field that was left as it was keeps its
 * value to the ms, which the text may not tell.
 */
export function checkDraft(draft: ItemDraft, before: Item, sheet: readonly Item[]): CheckedDraft {
  const { itemId } = before
  const kept = draftOf(before)
  const problems: { -readonly [Field in DraftField]?: DraftProblem } = {}
  const number = wholeOf(draft.number, 1, 999)
  const planned = parseSpan(draft.planned)
  const price = parsePrice(draft.price)
  const listPrice = parsePrice(draft.listPrice)
  const validFromMs = timeOf(draft.validFrom)
  const validUntilMs = timeOf(draft.validUntil)
  const stock = draft.stock.trim() === '' ? null : wholeOf(draft.stock, 0, 10_000_000)

  if (number === null) problems.number = { kind: 'numberNeeded' }
  else {
    const others = sheet.filter((item) => item.itemId !== itemId)
    const taken = itemByNumber(others, number)
    if (taken) problems.number = { kind: 'numberTaken', title: taken.title }
  }
  if (draft.title.trim() === '') problems.title = { kind: 'titleNeeded' }
  if (!planned.ok) problems.planned = { kind: planned.problem === 'tooLong' ? 'spanTooLong' : 'notASpan' }
  if (!price.ok) problems.price = { kind: price.problem }
  if (!listPrice.ok) problems.listPrice = { kind: listPrice.problem }
  if (validFromMs === undefined) problems.validFrom = { kind: 'notATime' }
  if (validUntilMs === undefined) problems.validUntil = { kind: 'notATime' }
  else if (validUntilMs !== null && (validFromMs ?? 0) >= validUntilMs) {
    problems.validUntil = { kind: 'windowBackwards' }
  }
  if (draft.stock.trim() !== '' && stock === null) problems.stock = { kind: 'notAStock' }
  const faq = draft.faq.filter(({ question, answer }) => question.trim() !== '' || answer.trim() !== '')
  if (faq.some(({ question, answer }) => question.trim() === '' || answer.trim() === '')) {
    problems.faq = { kind: 'faqIncomplete' }
  }

  const dearer =
    price.ok && listPrice.ok && price.fen !== null && listPrice.fen !== null && price.fen > listPrice.fen
  if (Object.keys(problems).length > 0) return { item: null, problems, dearer }
  const parsed = itemSchema.safeParse({
    itemId,
    number,
    productId: draft.productId,
    title: draft.title,
    plannedMs: draft.planned === kept.planned ? before.plannedMs : planned.ok ? planned.spanMs : null,
    talkingPoints: draft.talkingPoints.map((point) => point.trim()).filter((point) => point !== ''),
    listPriceFen: listPrice.ok ? listPrice.fen : null,
    priceFen: price.ok ? price.fen : null,
    validFromMs: draft.validFrom === kept.validFrom ? before.validFromMs : validFromMs,
    validUntilMs: draft.validUntil === kept.validUntil ? before.validUntilMs : validUntilMs,
    stock,
    coupon: draft.coupon,
    assetId: draft.assetId,
    faq,
    hostNotes: draft.hostNotes,
    moderatorNotes: draft.moderatorNotes,
    colour: draft.colour,
    skip: draft.skip,
  })
  // The fields themselves hold lengths to their limits: nothing else is left to be wrong.
  return { item: parsed.data ?? null, problems, dearer }
}

/** A new item's draft takes the lowest number above all others, as long as there is one. */
export function nextNumber(sheet: readonly Item[]): number {
  const highest = sheet.reduce((most, { number }) => Math.max(most, number), 0)
  if (highest < 999) return highest + 1
  const taken = new Set(sheet.map(({ number }) => number))
  for (let number = 1; number <= 999; number += 1) if (!taken.has(number)) return number
  return 1
}

export function movePoint(points: readonly string[], from: number, to: number): readonly string[] {
  const point = points[from]
  return point === undefined ? points : points.toSpliced(from, 1).toSpliced(to, 0, point)
}

function wholeOf(text: string, min: number, max: number): number | null {
  const plain = text.normalize('NFKC').replaceAll(/[\s,]/g, '')
  if (!/^\d{1,9}$/.test(plain)) return null
  const value = Number(plain)
  return value >= min && value <= max ? value : null
}

/** Null for none, undefined for what is no time. */
function timeOf(text: string): number | null | undefined {
  if (text === '') return null
  const atMs = new Date(text).getTime()
  return Number.isNaN(atMs) || atMs < 0 ? undefined : atMs
}

function timeFieldText(atMs: number | null): string {
  if (atMs === null) return ''
  const date = new Date(atMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}
