import type { Schema } from '../storage/migrate.ts'
import { FANS } from './migrations/20-fans.ts'
import { PRODUCTS } from './migrations/30-products.ts'
import { RUN_SHEETS } from './migrations/40-run-sheets.ts'
import { ORDERS } from './migrations/50-orders.ts'
import { IMPORTS } from './migrations/60-imports.ts'
import { SYNC } from './migrations/90-sync.ts'
import { REVIEW_ROLLUPS } from './migrations/70-review-rollups.ts'
import { SUGGESTIONS } from './migrations/80-suggestions.ts'

/** What outlives a show: settings, the list of shows, fans, moderation, canned replies, paired devices. */
export const LIBRARY_SCHEMA: Schema = {
  // 'HTlb'
  applicationId: 0x48546c62,
  what: 'studio library',
  migrations: [
    {
      version: 10,
      name: 'first tables',
      sql: `
        CREATE TABLE setting (
          key TEXT PRIMARY KEY,
          value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE session (
          session_id TEXT PRIMARY KEY,
          file TEXT NOT NULL,
          title TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('show', 'rehearsal')),
          phase TEXT NOT NULL CHECK (phase IN ('preparing', 'live', 'ended')),
          created_at INTEGER NOT NULL,
          live_at INTEGER,
          ended_at INTEGER,
          danmaku INTEGER NOT NULL,
          questions INTEGER NOT NULL,
          answered INTEGER NOT NULL,
          answered_in_time INTEGER NOT NULL,
          dismissed INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX session_newest ON session (created_at, session_id);
        CREATE TABLE canned_reply (
          position INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          text TEXT NOT NULL,
          intent TEXT NOT NULL,
          shortcut TEXT UNIQUE,
          updated_at INTEGER
        ) STRICT;
        CREATE TABLE fan (
          user_id TEXT PRIMARY KEY,
          name TEXT NOT NULL,
          tier TEXT NOT NULL,
          private_domain INTEGER NOT NULL CHECK (private_domain IN (0, 1)),
          updated_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE blocked_word (
          word TEXT PRIMARY KEY,
          created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE muted_viewer (
          user_id TEXT PRIMARY KEY,
          name TEXT NOT NULL,
          created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE access_grant (
          token_hash TEXT PRIMARY KEY,
          role TEXT NOT NULL,
          actor_id TEXT NOT NULL,
          name TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX access_grant_actor ON access_grant (actor_id);
        CREATE INDEX access_grant_expiry ON access_grant (expires_at);
      `,
    },
    FANS,
    PRODUCTS,
    RUN_SHEETS,
    ORDERS,
    IMPORTS,
    REVIEW_ROLLUPS,
    SUGGESTIONS,
    SYNC,
  ],
}
