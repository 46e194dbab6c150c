import type { Migration } from '../../storage/migrate.ts'

/** Run-sheets by name, to be loaded into a show. `items` is the list of items as JSON, `item_count` its length. */
export const RUN_SHEETS: Migration = {
  version: 40,
  name: 'run-sheet templates',
  sql: `
    CREATE TABLE run_sheet (
      sheet_id TEXT PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      items TEXT NOT NULL,
      item_count INTEGER NOT NULL,
      saved_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
