import type { Migration } from '../../storage/migrate.ts'

/**
 * What was suggested after each show and decided about it. `suggestion_show`: shows that were looked at, by which
 * version of the rules. A suggestion's id follows from its topic, so that the same one keeps its decision when a review
 * is made anew; `position` null: the newest reading no longer gives it, and its decision is kept for when it is back.
 * `checklist_entry` has the accepted ones by the same id, `active` 0 when the acceptance was taken back;
 * `checklist_tick` what became of each in each later show, an empty `session_id` standing for the coming one. No viewer is in any of them: bodies hold counts, and ids of
 * threads and prompts of the session's own log.
 */
export const SUGGESTIONS: Migration = {
  version: 80,
  name: 'suggestions and their checklist',
  sql: `
    CREATE TABLE suggestion_show (
      session_id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('show', 'rehearsal')),
      from_at INTEGER NOT NULL,
      rules_version INTEGER NOT NULL,
      review_version INTEGER NOT NULL,
      made_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX suggestion_show_newest ON suggestion_show (kind, from_at);
    CREATE TABLE suggestion (
      session_id TEXT NOT NULL REFERENCES suggestion_show (session_id) ON DELETE CASCADE,
      suggestion_id TEXT NOT NULL,
      position INTEGER,
      body TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'dismissed')),
      decided_at INTEGER,
      PRIMARY KEY (session_id, suggestion_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX suggestion_of ON suggestion (suggestion_id);
    CREATE TABLE checklist_entry (
      suggestion_id TEXT PRIMARY KEY,
      session_id TEXT NOT NULL,
      body TEXT NOT NULL,
      active INTEGER NOT NULL CHECK (active IN (0, 1)),
      accepted_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE checklist_tick (
      suggestion_id TEXT NOT NULL REFERENCES checklist_entry (suggestion_id) ON DELETE CASCADE,
      session_id TEXT NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('done', 'notThisTime')),
      ticked_at INTEGER NOT NULL,
      PRIMARY KEY (suggestion_id, session_id)
    ) STRICT, WITHOUT ROWID;
  `,
}
