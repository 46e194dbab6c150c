import type { Migration } from '../../storage/migrate.ts'

/**
 * How far each log has come at each collector. `sync_length` knows how many events the log of a show that is over
 * holds, so that nobody opens hundreds of files to count; `sync_withheld` lists events that a collector refused;
 * `sync_replacement` those that have changed (somebody was forgotten) since they were sent.
 */
export const SYNC: Migration = {
  version: 90,
  name: 'sync with collectors',
  sql: `
    CREATE TABLE sync_length (
      session_id TEXT PRIMARY KEY,
      events INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sync_cursor (
      collector TEXT NOT NULL,
      session_id TEXT NOT NULL,
      seq INTEGER NOT NULL,
      synced_at INTEGER,
      PRIMARY KEY (collector, session_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sync_withheld (
      collector TEXT NOT NULL,
      session_id TEXT NOT NULL,
      seq INTEGER NOT NULL,
      type TEXT NOT NULL,
      reason TEXT NOT NULL,
      found_at INTEGER NOT NULL,
      PRIMARY KEY (collector, session_id, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sync_replacement (
      collector TEXT NOT NULL,
      session_id TEXT NOT NULL,
      seq INTEGER NOT NULL,
      mark INTEGER NOT NULL,
      PRIMARY KEY (collector, session_id, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sync_upload (
      collector TEXT NOT NULL,
      session_id TEXT NOT NULL,
      file TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      sent INTEGER NOT NULL,
      upload_url TEXT,
      asked_at INTEGER NOT NULL,
      done_at INTEGER,
      PRIMARY KEY (collector, session_id, file)
    ) STRICT, WITHOUT ROWID;
  `,
}
