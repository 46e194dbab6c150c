import type { Database } from 'better-sqlite3'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { itemSchema, type Item } from '#shared/domain/run-sheet/item.ts'
import { savedRunSheetSchema, type SavedRunSheet } from '#shared/protocol/run-sheet.ts'
import { withStorageErrors } from '../storage/storage-error.ts'
import type { Settings } from './settings.ts'

/** Run-sheets kept by name, and the one of the last show. */
export interface RunSheets {
  /** By name. */
  readonly list: () => SavedRunSheet[]
  /** Null when there is none, or it can no longer be read. */
  readonly items: (sheetId: string) => Item[] | null
  /** Keeps a new sheet (`sheetId` null) or replaces one. What it says is why it did not. */
  readonly save: (
    sheetId: string | null,
    name: string,
    items: readonly Item[],
  ) => 'saved' | 'nameTaken' | 'notFound'
  readonly rename: (sheetId: string, name: string) => 'saved' | 'nameTaken' | 'notFound'
  /** False when it was not there. */
  readonly remove: (sheetId: string) => boolean
  /** The sheet the last show ended with: stock and what is skipped as they were then. */
  readonly last: () => Item[]
  readonly keepLast: (items: readonly Item[]) => void
  /** The images that the sheets show. */
  readonly assetIds: () => ReadonlySet<string>
}

const LAST = 'runSheet.last'
const sheet = z.array(itemSchema)
const listRows = z.array(savedRunSheetSchema)
const itemsRow = z.object({ items: z.string() })
const itemsRows = z.array(itemsRow)

export function runSheetsOf(db: Database, settings: Settings, nowMs: () => number): RunSheets {
  const list = db.prepare(`
    SELECT sheet_id AS sheetId, name, item_count AS items, saved_at AS savedAtMs FROM run_sheet ORDER BY name`)
  const items = db.prepare('SELECT items FROM run_sheet WHERE sheet_id = ?')
  const allItems = db.prepare('SELECT items FROM run_sheet')
  const nameTaken = db.prepare('SELECT 1 FROM run_sheet WHERE name = ? AND sheet_id <> ?')
  const insert = db.prepare(`
    INSERT INTO run_sheet (sheet_id, name, items, item_count, saved_at) VALUES (?, ?, ?, ?, ?)`)
  const replace = db.prepare(`
    UPDATE run_sheet SET name = ?, items = ?, item_count = ?, saved_at = ? WHERE sheet_id = ?`)
  const rename = db.prepare('UPDATE run_sheet SET name = ? WHERE sheet_id = ?')
  const remove = db.prepare('DELETE FROM run_sheet WHERE sheet_id = ?')

  const save = db.transaction((sheetId: string | null, name: string, saved: readonly Item[]) => {
    if (nameTaken.get(name, sheetId ?? '') !== undefined) return 'nameTaken'
    const json = JSON.stringify(saved)
    if (sheetId === null) insert.run(randomUUID(), name, json, saved.length, nowMs())
    else if (replace.run(name, json, saved.length, nowMs(), sheetId).changes === 0) return 'notFound'
    return 'saved'
  })
  const renameOne = db.transaction((sheetId: string, name: string) => {
    if (nameTaken.get(name, sheetId) !== undefined) return 'nameTaken'
    return rename.run(name, sheetId).changes === 0 ? 'notFound' : 'saved'
  })
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)
  const last = (): Item[] => settings.get(LAST, sheet) ?? []

  return {
    list: () => guarded(() => listRows.parse(list.all())),
    items: (sheetId) =>
      guarded(() => {
        const row = itemsRow.safeParse(items.get(sheetId))
        return row.success ? parsed(row.data.items) : null
      }),
    save: (sheetId, name, saved) => guarded(() => save(sheetId, name, saved)),
    rename: (sheetId, name) => guarded(() => renameOne(sheetId, name)),
    remove: (sheetId) => guarded(() => remove.run(sheetId).changes > 0),
    last,
    keepLast: (kept) => settings.set(LAST, kept),
    assetIds: () =>
      guarded(() => {
        const kept = itemsRows.parse(allItems.all()).flatMap((row) => parsed(row.items) ?? [])
        return new Set([...kept, ...last()].flatMap(({ assetId }) => assetId ?? []))
      }),
  }
}

/** Null for what another version has written. */
function parsed(json: string): Item[] | null {
  try {
    return sheet.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}
