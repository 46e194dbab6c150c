import type { Migration } from '../migrate.ts'

/*
 * What is computed from a session's events, kept until they change (`revision`). Orders are kept one by one, because
 * a day begins elsewhere for each reader.
 */
export const migration020: Migration = {
  number: 20,
  name: 'roll-ups',
  sql: `
    create table session_rollup (
      session_key uuid primary key,
      revision bigint not null,
      version integer not null,
      figures json not null,
      computed_at timestamptz not null default now()
    );

    create table session_order (
      session_key uuid not null,
      order_id text not null,
      studio_id text not null,
      kind text not null,
      placed_at_ms bigint not null,
      net_fen bigint not null,
      refunded boolean not null,
      primary key (session_key, order_id)
    );
    create index session_order_by_day on session_order (studio_id, placed_at_ms);
  `,
}
