import { rowReason } from '#shared/domain/imports/reason.ts'
import { RUN_SHEET_COLUMNS } from '#shared/domain/run-sheet/columns.ts'
import { ITEM_NUMBER_MAX, itemSchema, RUN_SHEET_MAX, type Item } from '#shared/domain/run-sheet/item.ts'
import {
  cellsOfItem,
  itemOfRow,
  parseSheetRow,
  withSheetRow,
  type SheetRow,
} from '#shared/domain/run-sheet/sheet-row.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import type { Importer, ImportContext, RecordChange, RecordStore } from '../importer.ts'

/**
 * The run-sheet of the running session, or, where none can be opened, the one the next show begins with. Rows are
 * known by product, then by link number, then (without either) by title; what the file does not have stays.
 */
export const runSheetImporter: Importer<SheetRow, Item> = {
  kind: 'runSheet',
  columns: RUN_SHEET_COLUMNS,
  parseRow: parseSheetRow,
  recordSchema: itemSchema,
  titleOf: (item) => `${item.number} ${item.title}`,
  cellsOf: cellsOfItem,
  open: runSheetStore,
}

function runSheetStore(context: ImportContext): RecordStore<SheetRow, Item> {
  const sheet = (): readonly Item[] => context.session()?.state().runSheet ?? context.library.runSheets.last()
  /** Items of this file that named no number: theirs is only a place to stay, which others may claim. */
  const numberless = new Set<string>()
  const given = new Set<number>()

  const nextFree = (): number => {
    const taken = new Set([...given, ...sheet().map(({ number }) => number)])
    let number = 1
    while (taken.has(number) && number < ITEM_NUMBER_MAX) number += 1
    given.add(number)
    return number
  }
  const byProduct = (productId: string) => sheet().find((item) => item.productId === productId)
  const keyOf = ({ productId, number, title }: SheetRow): string => {
    if (productId !== null && byProduct(productId)) return `product:${productId}`
    if (number !== null) return `number:${number}`
    return productId === null ? `title:${title}` : `product:${productId}`
  }
  const added = new Set<string>()

  return {
    keysOfRow: (row) => [keyOf(row)],
    refuse: (row) => {
      const key = keyOf(row)
      if (added.has(key) || sheet().some((item) => keyMatches(item, key))) return null
      if (sheet().length + added.size >= RUN_SHEET_MAX) return rowReason('sheetFull', null, '', RUN_SHEET_MAX)
      added.add(key)
      return null
    },
    keysOfRecord: ({ itemId, productId, number, title }) => [
      ...(productId === null ? [] : [`product:${productId}`]),
      ...(numberless.has(itemId) ? [] : [`number:${number}`]),
      `title:${title}`,
    ],
    find: (key) => sheet().find((item) => keyMatches(item, key))?.itemId ?? null,
    read: (itemId) => sheet().find((item) => item.itemId === itemId) ?? null,
    create: (row, itemId) => {
      if (row.number === null) numberless.add(itemId)
      else given.add(row.number)
      return itemOfRow(row, itemId, row.number ?? nextFree())
    },
    update: withSheetRow,
    write: (changes) => writeSheet(context, changes),
    alsoChanged: (changes) => {
      const before = sheet()
      const named = new Set(changes.map(({ id }) => id))
      return sheetAfter(before, changes).flatMap((after) => {
        const was = before.find(({ itemId }) => itemId === after.itemId)
        const isMoved = was !== undefined && was.number !== after.number && !named.has(after.itemId)
        return isMoved ? [{ id: after.itemId, before: was, after }] : []
      })
    },
    inView: () => sheet().map(({ itemId, number, title }) => ({ id: itemId, title: `${number} ${title}` })),
    all: () => sheet(),
  }
}

const keyMatches = (item: Item, key: string): boolean =>
  key === `product:${item.productId}` || key === `number:${item.number}` || key === `title:${item.title}`

/** The whole sheet in one event: what is on air keeps its id, and with it its time. */
async function writeSheet(context: ImportContext, changes: readonly RecordChange<Item>[]): Promise<void> {
  const session = context.session()
  if (!session) {
    const { runSheets } = context.library
    return runSheets.keepLast(sheetAfter(runSheets.last(), changes))
  }
  const outcome = await session.record(SYSTEM, null, (state) =>
    state.phase === 'ended'
      ? []
      : [
          {
            type: 'runSheetLoaded',
            body: { items: [...sheetAfter(state.runSheet, changes)], from: 'import' },
          },
        ],
  )
  if (!outcome.ok || outcome.events.length === 0)
    throw new Error('the run-sheet of a show that is over stays')
}

function sheetAfter(sheet: readonly Item[], changes: readonly RecordChange<Item>[]): readonly Item[] {
  const after = new Map(changes.map((change) => [change.id, change.after]))
  const kept = sheet.flatMap((item) => {
    const changed = after.get(item.itemId)
    return changed === undefined ? [item] : changed === null ? [] : [changed]
  })
  const known = new Set(sheet.map(({ itemId }) => itemId))
  const added = changes.flatMap(({ id, after: item }) => (item !== null && !known.has(id) ? [item] : []))
  const written = new Set(changes.map(({ id }) => id))
  const items = withOwnNumbers([...kept, ...added], written)
  if (items.length > RUN_SHEET_MAX) throw new RangeError(`a run-sheet holds ${RUN_SHEET_MAX} items`)
  return items
}

/** What the file says of a number holds: an item it does not speak of, that has the same, gets the next free one. */
function withOwnNumbers(items: readonly Item[], written: ReadonlySet<string>): readonly Item[] {
  const owner = new Map<number, string>()
  for (const item of items.toSorted(
    (a, b) => Number(written.has(b.itemId)) - Number(written.has(a.itemId)),
  )) {
    if (!owner.has(item.number)) owner.set(item.number, item.itemId)
  }
  let free = 0
  return items.map((item) => {
    if (owner.get(item.number) === item.itemId) return item
    do free += 1
    while (owner.has(free))
    owner.set(free, item.itemId)
    return { ...item, number: free }
  })
}
