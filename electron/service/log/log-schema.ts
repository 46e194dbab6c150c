import type { Schema } from '../storage/migrate.ts'

/**
 * One file per show. `event` is append-only, which triggers hold up against other tools too; `snapshot` is
 * rebuildable. The partial index serves retried commands: without it, finding a few hundred command ids in a
 * million danmaku would read them all.
 */
export const LOG_SCHEMA: Schema = {
  // 'HTsl'
  applicationId: 0x4854736c,
  what: 'session log',
  migrations: [
    {
      version: 10,
      name: 'events and snapshots',
      sql: `
        CREATE TABLE event (
          seq INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          type TEXT NOT NULL,
          version INTEGER NOT NULL,
          actor TEXT NOT NULL,
          body TEXT NOT NULL,
          command_id TEXT
        ) STRICT;
        CREATE INDEX event_command ON event (seq, command_id) WHERE command_id IS NOT NULL;
        CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
          BEGIN SELECT RAISE(ABORT, 'the session log is append-only'); END;
        CREATE TRIGGER event_never_goes BEFORE DELETE ON event
          BEGIN SELECT RAISE(ABORT, 'the session log is append-only'); END;
        CREATE TABLE snapshot (
          seq INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          body TEXT NOT NULL,
          checksum TEXT NOT NULL
        ) STRICT;
      `,
    },
  ],
}
