import type { Migration } from '../../storage/migrate.ts'

/**
 * What the reviews of sessions are compared by. All of it follows from reviews and logs and can be made anew.
 *
 * A roll-up is written in small turns: its rows count once `ready` is 1, and only then does the one before it stop
 * counting. `version` is the version of the reviews it was made by; `stale`: to be made anew though it still counts.
 * Orders that come, change or go after the show make it stale, whoever writes them. `metrics` is JSON.
 *
 * `review_thread.into_id`: the thread that one was merged into in the end. `review_asker.text`: what this asker wrote
 * first. `review_presence.visits`: who was there and when, as `packed-visits.ts` packs it, for a year of shows has a
 * million of them and all are read together; `review_viewer.parts`: in how many of its rows a viewer is.
 */
export const REVIEW_ROLLUPS: Migration = {
  version: 70,
  name: 'roll-ups of reviews',
  sql: `
    CREATE TABLE review_rollup (
      session_no INTEGER PRIMARY KEY,
      session_id TEXT NOT NULL,
      ready INTEGER NOT NULL CHECK (ready IN (0, 1)),
      stale INTEGER NOT NULL CHECK (stale IN (0, 1)),
      version INTEGER NOT NULL,
      title TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('show', 'rehearsal')),
      live_at INTEGER,
      from_at INTEGER NOT NULL,
      to_at INTEGER NOT NULL,
      metrics TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX review_rollup_of ON review_rollup (session_id) WHERE ready = 1;
    CREATE INDEX review_rollup_session ON review_rollup (session_id);
    CREATE INDEX review_rollup_unfinished ON review_rollup (session_no) WHERE ready = 0;
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
      into_id TEXT,
      response_ms INTEGER,
      askers INTEGER NOT NULL,
      PRIMARY KEY (session_no, question_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE review_viewer (
      viewer_no INTEGER PRIMARY KEY,
      user_key TEXT NOT NULL UNIQUE,
      parts INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE review_asker (
      viewer_no INTEGER NOT NULL REFERENCES review_viewer (viewer_no),
      session_no INTEGER NOT NULL REFERENCES review_rollup (session_no) ON DELETE CASCADE,
      question_id TEXT NOT NULL,
      sent_at INTEGER NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (viewer_no, session_no, question_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX review_asker_session ON review_asker (session_no);
    CREATE TABLE review_presence (
      session_no INTEGER NOT NULL REFERENCES review_rollup (session_no) ON DELETE CASCADE,
      part INTEGER NOT NULL,
      visits BLOB NOT NULL,
      PRIMARY KEY (session_no, part)
    ) STRICT;
    CREATE TRIGGER review_order_placed AFTER INSERT ON purchase_order WHEN new.session_id IS NOT NULL BEGIN
      UPDATE review_rollup SET stale = 1 WHERE session_id = new.session_id AND stale = 0;
    END;
    CREATE TRIGGER review_order_changed AFTER UPDATE ON purchase_order
      WHEN old.session_id IS NOT NULL OR new.session_id IS NOT NULL BEGIN
      UPDATE review_rollup SET stale = 1 WHERE session_id IN (old.session_id, new.session_id) AND stale = 0;
    END;
    CREATE TRIGGER review_order_gone AFTER DELETE ON purchase_order WHEN old.session_id IS NOT NULL BEGIN
      UPDATE review_rollup SET stale = 1 WHERE session_id = old.session_id AND stale = 0;
    END;
  `,
}
