import type { Migration } from '../migrate.ts'

/** The files lie in the recordings folder under their id; these rows say whose they are. */
export const migration030: Migration = {
  number: 30,
  name: 'recordings',
  sql: `
    create table recording (
      recording_id text primary key,
      studio_id text not null,
      session_id text not null,
      file_name text not null,
      file_type text not null,
      bytes bigint not null,
      created_at timestamptz not null default now(),
      finished_at timestamptz
    );
    create index recording_by_session on recording (studio_id, session_id);
  `,
}
