import type { Item } from '#shared/domain/run-sheet/item.ts'

/** A row of the sheet; `gone`: removed by somebody else while the pointer was over the list. */
export interface HeldRow {
  readonly item: Item
  readonly gone: boolean
}

/**
 * The sheet as the list shows it while the pointer is over it: every row shown keeps its place, removed ones too, and
 * what has been added since stands after them. Without `held`, the sheet as it is.
 */
export function holdOrder(held: readonly Item[] | null, sheet: readonly Item[]): readonly HeldRow[] {
  if (held === null || held === sheet) return sheet.map((item) => ({ item, gone: false }))
  const latest = new Map(sheet.map((item) => [item.itemId, item]))
  const shown = new Set(held.map(({ itemId }) => itemId))
  return [
    ...held.map((item) => ({ item: latest.get(item.itemId) ?? item, gone: !latest.has(item.itemId) })),
    ...sheet.filter(({ itemId }) => !shown.has(itemId)).map((item) => ({ item, gone: false })),
  ]
}

/** The held order after a move of one's own, which is meant to be seen at once. */
export function moveHeld(held: readonly Item[], itemId: string, targetId: string): readonly Item[] {
  const item = held.find((one) => one.itemId === itemId)
  const to = held.findIndex((one) => one.itemId === targetId)
  return item === undefined || to < 0 ? held : held.filter((one) => one !== item).toSpliced(to, 0, item)
}

/** Items whose number starts with what was typed, or whose title, coupon or product has it. */
export function filterRows(rows: readonly HeldRow[], text: string): readonly HeldRow[] {
  const wanted = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^#|[号#]$/g, '')
  if (wanted === '') return rows
  const isNumber = /^\d{1,3}$/.test(wanted)
  return rows.filter(
    ({ item }) =>
      (isNumber && String(item.number).startsWith(wanted)) ||
      `${item.title}\n${item.coupon}\n${item.productId ?? ''}`.toLowerCase().includes(wanted),
  )
}
