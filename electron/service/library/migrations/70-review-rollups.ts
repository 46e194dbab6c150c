import type { Migration } from '../../storage/migrate.ts'

/**
 * What the reviews of sessions are compared by. All of it follows from reviews and logs and can be made anew.
 * `review_rollup.version` is the version of reviews it was made by, `presence_seq` up to where of the log it is known
 * who was there; -1 for both: to be made anew. `metrics` is JSON. `review_visit` is one presence of one viewer, its
 * times in ms after `from_at`: rows of two small numbers and two offsets, since a year of shows has a million. They lie
 * by viewer, so that one pass meets each person's shows together.
 */
export const REVIEW_ROLLUPS: Migration = {
  version: 70,
  name: 'roll-ups of reviews',
  sql: `
    CREATE TABLE review_rollup (
      session_no INTEGER PRIMARY KEY,
      session_id TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL,
      presence_seq INTEGER NOT NULL,
      title TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('show', 'rehearsal')),
      live_at INTEGER,
      from_at INTEGER NOT NULL,
      to_at INTEGER NOT NULL,
      metrics TEXT NOT NULL
    ) STRICT;
    CREATE INDEX review_rollup_by_time ON review_rollup (from_at, session_no);
    CREATE TABLE review_item (
      session_no INTEGER NOT NULL REFERENCES review_rollup (session_no) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      item_id TEXT NOT NULL,
      product_id TEXT,
      item_number INTEGER NOT NULL,
      title TEXT NOT NULL,
      planned_ms INTEGER,
      aired_ms INTEGER NOT NULL,
      viewers INTEGER NOT NULL,
      orders INTEGER NOT NULL,
      buyers INTEGER NOT NULL,
      pieces INTEGER NOT NULL,
      gmv_fen INTEGER NOT NULL,
      conversion_rate REAL,
      PRIMARY KEY (session_no, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE review_thread (
      session_no INTEGER NOT NULL REFERENCES review_rollup (session_no) ON DELETE CASCADE,
      question_id TEXT NOT NULL,
      intent TEXT NOT NULL,
      item_id TEXT,
      text TEXT NOT NULL,
      sent_at INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      response_ms INTEGER,
      askers INTEGER NOT NULL,
      PRIMARY KEY (session_no, question_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE review_viewer (
      viewer_no INTEGER PRIMARY KEY,
      user_key TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE review_asker (
      viewer_no INTEGER NOT NULL REFERENCES review_viewer (viewer_no),
      session_no INTEGER NOT NULL REFERENCES review_rollup (session_no) ON DELETE CASCADE,
      question_id TEXT NOT NULL,
      sent_at INTEGER NOT NULL,
      PRIMARY KEY (viewer_no, session_no, question_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX review_asker_session ON review_asker (session_no);
    CREATE TABLE review_visit (
      viewer_no INTEGER NOT NULL REFERENCES review_viewer (viewer_no),
      session_no INTEGER NOT NULL REFERENCES review_rollup (session_no) ON DELETE CASCADE,
      from_ms INTEGER NOT NULL,
      to_ms INTEGER NOT NULL CHECK (to_ms >= from_ms),
      PRIMARY KEY (viewer_no, session_no, from_ms)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX review_visit_session ON review_visit (session_no);
  `,
}
