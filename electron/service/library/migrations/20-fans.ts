import type { Migration } from '../../storage/migrate.ts'

/**
 * Fans become people with identities on several sources. Until now a row was a viewer key (`source:userId`) with a
 * standing that somebody had given by hand: each becomes a fan with that one identity. `told_*` is what imports
 * told, `later_*` what the orders in the library add to it; both are kept so that lists sort by an index.
 * `fan_tier_before` lets the last application of the tier rules be taken back. `erasure` is the durable list of
 * people whose traces in logs are still to be pseudonymised, `erasure_log` the logs still to go through for each.
 */
export const FANS: Migration = {
  version: 20,
  name: 'fans with identities',
  sql: `
    CREATE TABLE fan_moved AS
      SELECT 'f' || lower(hex(randomblob(8))) AS fan_id, user_id, name, tier, private_domain, updated_at FROM fan;
    DROP TABLE fan;
    CREATE TABLE fan (
      fan_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      say_as TEXT NOT NULL DEFAULT '',
      tier TEXT NOT NULL CHECK (tier IN ('guest', 'member', 'vip')),
      tier_by TEXT NOT NULL CHECK (tier_by IN ('hand', 'import', 'rules')),
      private_domain INTEGER NOT NULL CHECK (private_domain IN (0, 1)),
      first_seen INTEGER,
      last_seen INTEGER,
      seen_before INTEGER,
      visits INTEGER NOT NULL DEFAULT 0,
      visited_session TEXT,
      told_orders INTEGER NOT NULL DEFAULT 0,
      told_spent INTEGER NOT NULL DEFAULT 0,
      told_last_order INTEGER,
      told_until INTEGER,
      later_orders INTEGER NOT NULL DEFAULT 0,
      later_spent INTEGER NOT NULL DEFAULT 0,
      later_last_order INTEGER,
      orders INTEGER NOT NULL GENERATED ALWAYS AS (told_orders + later_orders) VIRTUAL,
      spent INTEGER NOT NULL GENERATED ALWAYS AS (told_spent + later_spent) VIRTUAL,
      last_order INTEGER GENERATED ALWAYS AS
        (nullif(max(coalesce(told_last_order, -1), coalesce(later_last_order, -1)), -1)) VIRTUAL,
      birthday TEXT,
      tags TEXT NOT NULL DEFAULT '[]',
      notes TEXT NOT NULL DEFAULT '',
      consent TEXT NOT NULL DEFAULT 'unknown' CHECK (consent IN ('unknown', 'given', 'refused')),
      words TEXT NOT NULL DEFAULT '',
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE fan_identity (
      source TEXT NOT NULL,
      user_id TEXT NOT NULL,
      fan_id TEXT NOT NULL REFERENCES fan (fan_id) ON DELETE CASCADE,
      PRIMARY KEY (source, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX fan_identity_of ON fan_identity (fan_id);
    CREATE TABLE fan_tag (
      fan_id TEXT NOT NULL REFERENCES fan (fan_id) ON DELETE CASCADE,
      tag TEXT NOT NULL,
      PRIMARY KEY (fan_id, tag)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX fan_tag_fans ON fan_tag (tag, fan_id);
    CREATE TABLE fan_tier_before (
      fan_id TEXT PRIMARY KEY REFERENCES fan (fan_id) ON DELETE CASCADE,
      tier TEXT NOT NULL,
      tier_by TEXT NOT NULL,
      tier_now TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE erasure (
      erasure_id TEXT PRIMARY KEY,
      person TEXT NOT NULL,
      requested_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE erasure_log (
      erasure_id TEXT NOT NULL REFERENCES erasure (erasure_id) ON DELETE CASCADE,
      session_id TEXT NOT NULL,
      problem TEXT,
      PRIMARY KEY (erasure_id, session_id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO fan (fan_id, name, tier, tier_by, private_domain, words, updated_at)
      SELECT fan_id, coalesce(nullif(trim(substr(name, 1, 40)), ''), substr(user_id, 1, 40), '?'),
        CASE WHEN tier IN ('member', 'vip') THEN tier ELSE 'guest' END, 'hand', private_domain,
        lower(name || char(10) || user_id), updated_at
      FROM fan_moved;
    INSERT INTO fan_identity (source, user_id, fan_id)
      SELECT
        CASE WHEN instr(user_id, ':') > 1 THEN substr(user_id, 1, instr(user_id, ':') - 1) ELSE 'other' END,
        CASE WHEN instr(user_id, ':') > 1 THEN substr(user_id, instr(user_id, ':') + 1) ELSE user_id END,
        fan_id
      FROM fan_moved WHERE true ON CONFLICT DO NOTHING;
    DROP TABLE fan_moved;
    CREATE INDEX fan_by_last_seen ON fan (last_seen DESC, fan_id);
    CREATE INDEX fan_by_spent ON fan (spent DESC, fan_id);
    CREATE INDEX fan_by_orders ON fan (orders DESC, fan_id);
    CREATE INDEX fan_by_visits ON fan (visits DESC, fan_id);
    CREATE INDEX fan_by_name ON fan (name, fan_id);
    CREATE INDEX fan_by_session ON fan (visited_session, last_seen DESC, fan_id);
    CREATE INDEX fan_by_tier ON fan (tier, last_seen DESC, fan_id);
  `,
}
