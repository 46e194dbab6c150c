import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { intentSchema } from '#shared/domain/questions/intent.ts'
import { acrossSessionSchema, type AcrossSession } from '#shared/domain/review/across/across.ts'
import { metricsSchema, rateSchema, type Metrics } from '#shared/domain/review/metrics.ts'
import { REVIEW_VERSION, threadOutcomeSchema } from '#shared/domain/review/review.ts'
import { withStorageErrors } from '../storage/storage-error.ts'
import { eachPackedVisit } from './packed-visits.ts'

/** A session whose roll-up counts. `liveAtMs` null: it never went live. */
export interface RolledSession extends AcrossSession {
  readonly sessionNo: number
  readonly liveAtMs: number | null
  readonly metrics: Metrics
}

const int = z.number().int()
const itemRow = z.object({
  itemId: z.string(),
  productId: z.string().nullable(),
  title: z.string(),
  itemNumber: int,
  plannedMs: int.nullable(),
  airedMs: int,
  viewers: int,
  orders: int,
  pieces: int,
  gmvFen: int,
  conversionRate: rateSchema,
})
export type RolledItem = z.infer<typeof itemRow>

const threadRow = z.object({
  sessionNo: int,
  questionId: z.string(),
  intent: intentSchema,
  itemId: z.string().nullable(),
  productId: z.string().nullable(),
  title: z.string().nullable(),
  text: z.string(),
  sentAtMs: int,
  outcome: threadOutcomeSchema,
  responseMs: int.nullable(),
  askers: int,
})
export type RolledThread = z.infer<typeof threadRow>

/** `text` is what this asker wrote; outcome and response are of the thread that theirs was merged into, if it was. */
const questionRow = threadRow.omit({ askers: true })
export type RolledQuestion = z.infer<typeof questionRow>

/** What roll-ups tell. Those of older versions of reviews do not count. */
export interface RolledReviews {
  /** Oldest first. */
  readonly sessions: () => RolledSession[]
  /** Hands over every visit by numbers, those of one session together: from and to in ms after its `fromMs`. */
  readonly eachVisit: (
    take: (sessionNo: number, viewerNo: number, fromMs: number, toMs: number) => void,
  ) => void
  /** Viewer numbers are at most this. */
  readonly highestViewer: () => number
  /** The fan of each viewer number, of fans that are known by several keys: for everybody else the number will do. */
  readonly joined: () => ReadonlyMap<number, string>
  readonly viewers: (userKeys: readonly string[]) => number[]
  readonly askedBy: (viewerNo: number) => RolledQuestion[]
  readonly items: (sessionNo: number) => RolledItem[]
  /** Of one session, newest first. */
  readonly threads: (sessionNo: number) => RolledThread[]
  /** Every order that was not refunded in full, with who bought: a fan, else the buyer's key. */
  readonly purchases: () => IterableIterator<{ readonly person: string; readonly placedAtMs: number }>
}

const sessionRows = z.array(
  acrossSessionSchema
    .extend({ sessionNo: int, liveAtMs: int.nullable(), metrics: z.string() })
    .transform(({ metrics, ...row }) => ({
      ...row,
      metrics: metricsSchema.safeParse(JSON.parse(metrics)).data,
    })),
)
const joinedRows = z.array(z.tuple([int, z.string()]))
const purchaseRow = z.tuple([z.string(), int])
const numberRow = z.object({ number: int })
const partRow = z.object({ sessionNo: int, visits: z.instanceof(Uint8Array) })

const THREAD_COLUMNS = `thread.session_no AS sessionNo, thread.question_id AS questionId, thread.intent,
  thread.item_id AS itemId, item.product_id AS productId, item.title, thread.text, thread.sent_at AS sentAtMs,
  thread.outcome, thread.response_ms AS responseMs, thread.askers`
// A sheet may hold an item once only; its first row stands for it if it should not.
const ITEM_OF_THREAD = `LEFT JOIN review_item AS item ON item.session_no = thread.session_no AND item.position =
  (SELECT min(position) FROM review_item AS same
    WHERE same.session_no = thread.session_no AND same.item_id = thread.item_id)`

export function rolledReviewsOf(db: Database): RolledReviews {
  const sessions = db.prepare(`
    SELECT session_no AS sessionNo, session_id AS sessionId, title, kind, live_at AS liveAtMs, from_at AS fromMs,
      to_at AS toMs, metrics
    FROM review_rollup WHERE ready = 1 AND version = ? ORDER BY from_at, session_no`)
  const parts = db.prepare(
    'SELECT session_no AS sessionNo, visits FROM review_presence ORDER BY session_no, part',
  )
  const highest = db.prepare('SELECT coalesce(max(viewer_no), 0) AS number FROM review_viewer')
  const joined = db
    .prepare(
      `SELECT viewer_no, fan_id FROM fan_identity JOIN review_viewer ON user_key = source || ':' || user_id
      WHERE fan_id IN (SELECT fan_id FROM fan_identity GROUP BY fan_id HAVING count(*) > 1)`,
    )
    .raw()
  const viewer = db.prepare('SELECT viewer_no AS number FROM review_viewer WHERE user_key = ?')
  const askedBy = db.prepare(`
    SELECT thread.session_no AS sessionNo, thread.question_id AS questionId, thread.intent, thread.item_id AS itemId,
      item.product_id AS productId, item.title, asker.text, asker.sent_at AS sentAtMs,
      coalesce(main.outcome, thread.outcome) AS outcome, coalesce(main.response_ms, thread.response_ms) AS responseMs
    FROM review_asker AS asker
    JOIN review_thread AS thread USING (session_no, question_id) ${ITEM_OF_THREAD}
    LEFT JOIN review_thread AS main ON main.session_no = thread.session_no AND main.question_id = thread.into_id
    WHERE asker.viewer_no = ?`)
  const items = db.prepare(`
    SELECT item_id AS itemId, product_id AS productId, title, item_number AS itemNumber, planned_ms AS plannedMs,
      aired_ms AS airedMs, viewers, orders, pieces, gmv_fen AS gmvFen, conversion_rate AS conversionRate
    FROM review_item WHERE session_no = ? ORDER BY position`)
  const threads = db.prepare(`
    SELECT ${THREAD_COLUMNS} FROM review_thread AS thread ${ITEM_OF_THREAD}
    WHERE thread.session_no = ? ORDER BY thread.sent_at DESC, thread.question_id`)
  const purchases = db
    .prepare(
      `SELECT coalesce(fan_id, source || ':' || user_id), placed_at
      FROM purchase_order LEFT JOIN fan_identity USING (source, user_id) WHERE status <> 'refunded'`,
    )
    .raw()
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  return {
    sessions: () =>
      guarded(() =>
        // Figures that cannot be read are made anew; until then the session is one without a roll-up.
        sessionRows
          .parse(sessions.all(REVIEW_VERSION))
          .flatMap(({ metrics, ...session }) => (metrics ? [{ ...session, metrics }] : [])),
      ),
    eachVisit: (take) =>
      guarded(() => {
        for (const row of parts.iterate()) {
          const { sessionNo, visits } = partRow.parse(row)
          eachPackedVisit(visits, (viewerNo, fromMs, toMs) => take(sessionNo, viewerNo, fromMs, toMs))
        }
      }),
    highestViewer: () => guarded(() => numberRow.parse(highest.get()).number),
    joined: () => guarded(() => new Map(joinedRows.parse(joined.all()))),
    viewers: (userKeys) =>
      guarded(() => userKeys.flatMap((key) => numberRow.safeParse(viewer.get(key)).data?.number ?? [])),
    askedBy: (viewerNo) => guarded(() => z.array(questionRow).parse(askedBy.all(viewerNo))),
    items: (sessionNo) => guarded(() => z.array(itemRow).parse(items.all(sessionNo))),
    threads: (sessionNo) => guarded(() => z.array(threadRow).parse(threads.all(sessionNo))),
    purchases: function* () {
      for (const row of purchases.iterate()) {
        const [person, placedAtMs] = purchaseRow.parse(row)
        yield { person, placedAtMs }
      }
    },
  }
}
