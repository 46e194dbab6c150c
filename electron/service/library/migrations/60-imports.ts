import type { Migration } from '../../storage/migrate.ts'

/**
 * Imports that were applied, and what each record was before and after: enough to take a cancelled or interrupted
 * import back, and a finished one as long as nobody has changed the records since. Changes of one `chunk` belong
 * together.
 */
export const IMPORTS: Migration = {
  version: 60,
  name: 'imports with what was before',
  sql: `
    CREATE TABLE import_run (
      import_id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      file_name TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('applying', 'done', 'undoing', 'undone')),
      counts TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      ended_at INTEGER
    ) STRICT;
    CREATE INDEX import_run_newest ON import_run (kind, started_at);
    CREATE TABLE import_change (
      import_id TEXT NOT NULL REFERENCES import_run (import_id) ON DELETE CASCADE,
      chunk INTEGER NOT NULL,
      position INTEGER NOT NULL,
      record_id TEXT NOT NULL,
      before TEXT,
      after TEXT,
      PRIMARY KEY (import_id, chunk, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX import_change_of ON import_change (record_id);
  `,
}
