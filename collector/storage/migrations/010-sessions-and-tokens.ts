import type { Migration } from '../migrate.ts'

/*
 * `session_key` is derived from studio and session id (session-key.ts), so that every row of a session is found, and
 * on a cluster lies, by one column. A session's events lie in the partition of its month, so that (session_key, seq)
 * is as good as unique although the key of a partitioned table has to name the month too.
 *
 * `actor` and `body` are `json`, not `jsonb`: that keeps the text as it came, with the escape of U+0000, lone
 * surrogates and numbers no double holds, all of which `jsonb` refuses or changes. Of `json` PostgreSQL checks the
 * syntax, which `text` would not.
 */
export const migration010: Migration = {
  number: 10,
  name: 'sessions and tokens',
  sql: `
    create table studio (
      studio_id text primary key,
      created_at timestamptz not null default now()
    );

    create table token (
      token_id text primary key,
      scope text not null check (scope in ('studio', 'team', 'admin')),
      studio_id text references studio,
      label text not null,
      secret_hash text not null,
      created_at timestamptz not null default now(),
      revoked_at timestamptz,
      check ((scope = 'studio') = (studio_id is not null))
    );

    create table token_studio (
      token_id text not null references token,
      studio_id text not null references studio,
      primary key (token_id, studio_id)
    );

    create table session (
      session_key uuid primary key,
      studio_id text not null,
      session_id text not null,
      month date not null,
      title text not null,
      kind text not null,
      phase text not null,
      created_at_ms bigint not null,
      live_at_ms bigint,
      ended_at_ms bigint,
      last_seq bigint not null,
      highest_seq bigint not null,
      revision bigint not null,
      received_at timestamptz not null default now(),
      changed_at timestamptz not null default now()
    );
    create index session_by_studio on session (studio_id, created_at_ms desc, session_id);

    create table event (
      session_key uuid not null,
      seq bigint not null,
      at_ms bigint,
      month date not null,
      version integer,
      type text,
      viewer text,
      actor json,
      body json,
      withheld text,
      check ((withheld is null) = (type is not null)),
      primary key (session_key, seq, month)
    ) partition by range (month);
  `,
}
