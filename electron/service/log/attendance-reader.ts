import { z } from 'zod'

import { openForReading } from '../storage/open-database.ts'
import { withLogErrors } from './log-error.ts'
import { LOG_SCHEMA } from './log-schema.ts'

/** Somebody came, went, or asked something in a thread; or the service came back, having seen nobody since then. */
export type AttendanceEvent =
  | { readonly type: 'viewerEntered' | 'viewerLeft'; readonly atMs: number; readonly userKey: string }
  | { readonly type: 'serviceResumed'; readonly awaySinceMs: number }
  | {
      readonly type: 'questionOpened' | 'questionJoined'
      readonly userKey: string
      readonly questionId: string
      readonly sentAtMs: number
      readonly text: string
    }

/** Events looked through at once; other work of the service goes on in between. */
const PAGE = 2_000

const row = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['viewerEntered', 'viewerLeft']), atMs: z.number().int(), userKey: z.string() }),
  z.object({ type: z.literal('serviceResumed'), awaySinceMs: z.number().int() }),
  z.object({
    type: z.enum(['questionOpened', 'questionJoined']),
    userKey: z.string(),
    questionId: z.string(),
    sentAtMs: z.number().int(),
    text: z.string(),
  }),
])
const seqRow = z.object({ seq: z.number().int() })

/**
 * Who came, went and asked in a session, in the order of its log up to `upToSeq`. Of the million events of a flood it
 * takes out of the file no more than these few values, and waits for `pause` after every few. Throws LogError.
 */
export async function* attendanceIn(
  file: string,
  upToSeq: number,
  pause: () => Promise<void>,
): AsyncGenerator<AttendanceEvent> {
  const db = withLogErrors(file, () => openForReading(file, LOG_SCHEMA))
  try {
    const page = db.prepare(`
      SELECT type, at AS atMs, coalesce(body ->> '$.userId', body ->> '$.message.userId') AS userKey,
        body ->> '$.questionId' AS questionId, body ->> '$.message.sentAtMs' AS sentAtMs,
        body ->> '$.message.text' AS text, body ->> '$.awaySinceMs' AS awaySinceMs
      FROM event
      WHERE seq > :after AND seq <= :upTo
        AND type IN ('viewerEntered', 'viewerLeft', 'serviceResumed', 'questionOpened', 'questionJoined')
      ORDER BY seq`)
    const { seq } = withLogErrors(file, () =>
      seqRow.parse(db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM event').get()),
    )
    const last = Math.min(seq, upToSeq)
    for (let after = 0; after < last; after += PAGE) {
      yield* withLogErrors(file, () =>
        z.array(row).parse(page.all({ after, upTo: Math.min(last, after + PAGE) })),
      )
      await pause()
    }
  } finally {
    db.close()
  }
}
