import { z } from 'zod'

import type { Database } from './database.ts'
import type { StoredSession } from './session-store.ts'

const eventRow = z.object({
  seq: z.number(),
  at_ms: z.number().nullable(),
  version: z.number().nullable(),
  type: z.string().nullable(),
  actor: z.string().nullable(),
  body: z.string().nullable(),
  withheld: z.string().nullable(),
})

/** An event as the JSON text it goes out as. */
export interface EventText {
  readonly seq: number
  readonly text: string
}

/** Events of a session in order, after `afterSeq`, of one type or of all. Texts of bodies are given as they came. */
export async function readEvents(
  database: Database,
  { sessionKey, month }: Pick<StoredSession, 'sessionKey' | 'month'>,
  page: { readonly afterSeq: number; readonly limit: number; readonly type?: string | undefined },
): Promise<readonly EventText[]> {
  const ofType = page.type === undefined ? '' : 'and type = $5'
  const rows = await database.rows(
    eventRow,
    `select seq, at_ms, version, type, actor::text as actor, body::text as body, withheld from event
     where session_key = $1 and month = $2::date and seq > $3 ${ofType} order by seq limit $4`,
    [sessionKey, month, page.afterSeq, page.limit, ...(page.type === undefined ? [] : [page.type])],
  )
  return rows.map((row) => ({ seq: row.seq, text: textOf(row) }))
}

const textOf = ({
  seq,
  at_ms: atMs,
  version,
  type,
  actor,
  body,
  withheld,
}: z.infer<typeof eventRow>): string =>
  withheld === null
    ? `{"seq":${seq},"atMs":${atMs},"type":${JSON.stringify(type)},"version":${version},"actor":${actor},"body":${body}}`
    : `{"seq":${seq},"withheld":${JSON.stringify(withheld)}}`
