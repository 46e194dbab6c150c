import type { Database } from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import type { Review, ReviewItem, ReviewThread } from '#shared/domain/review/review.ts'
import { withStorageErrors } from '../storage/storage-error.ts'
import type { Person } from './erasures.ts'
import { eachPackedVisit, packVisits } from './packed-visits.ts'

/** One presence of a viewer in a show, in ms since the epoch. */
export interface RolledVisit {
  readonly userKey: string
  readonly fromMs: number
  readonly toMs: number
}

/** What a viewer wrote first in a thread. */
export interface RolledAsk {
  readonly questionId: string
  readonly userKey: string
  readonly sentAtMs: number
  readonly text: string
}

/** A thread, and the one it was merged into in the end. */
export interface ThreadToRoll {
  readonly thread: ReviewThread
  readonly intoId: string | null
}

/** The roll-up of a session as far as making it goes. */
export interface RollupState {
  readonly version: number
  /** It counts, but what it was made from has changed since. */
  readonly stale: boolean
}

/**
 * Roll-ups of reviews, one a session. A new one is written as a draft, in as many turns as its writer likes, and then
 * takes the place of the one before at once; what is left of that one goes in turns too (`sweep`).
 */
export interface ReviewRollups {
  readonly states: () => ReadonlyMap<string, RollupState>
  /** A draft of this review with its items; returns its number. */
  readonly begin: (review: Review) => number
  readonly addThreads: (draft: number, threads: readonly ThreadToRoll[]) => void
  readonly addAsks: (draft: number, asks: readonly RolledAsk[]) => void
  /** Adds visits; `fromMs` is where the review begins to count. */
  readonly addVisits: (draft: number, fromMs: number, visits: readonly RolledVisit[]) => void
  /** The draft counts from here on. */
  readonly publish: (draft: number) => void
  /**
   * Takes away some rows of drafts that were left and of roll-ups that no longer count, or the visits of one `addVisits`;
   * true when none are left.
   */
  readonly sweep: (rowsMax: number) => boolean
  /** The roll-up of this session is to be made anew, and so is a draft that is being written. */
  readonly outdate: (sessionId: string) => void
  /** Takes a person out: a drawn name for each of their keys, and nothing of what was asked in threads they were in. */
  readonly forget: (person: Pick<Person, 'identities'>) => void
}

const stateRows = z.array(
  z
    .object({ sessionId: z.string(), version: z.number().int(), stale: z.number() })
    .transform(({ stale, ...row }) => ({ ...row, stale: stale === 1 })),
)
const numberRow = z.object({ number: z.number().int() })
const partRow = z.object({ visits: z.instanceof(Uint8Array) })

export function reviewRollupsOf(db: Database): ReviewRollups {
  const statements = prepare(db)
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)
  const numberOf = (row: unknown): number | null => numberRow.safeParse(row).data?.number ?? null

  const viewerNo = (userKey: string): number => {
    const known = numberOf(statements.viewer.get(userKey))
    return known ?? Number(statements.addViewer.run(userKey).lastInsertRowid)
  }

  const begin = db.transaction((review: Review): number => {
    const { sessionId, title, kind, liveAtMs, fromMs, toMs } = review.session
    const metrics = JSON.stringify(review.metrics)
    const row = { sessionId, version: review.version, title, kind, liveAtMs, fromMs, toMs, metrics }
    const sessionNo = Number(statements.addRollup.run(row).lastInsertRowid)
    for (const [position, item] of review.items.entries())
      statements.addItem.run({ ...itemRow(item), sessionNo, position })
    return sessionNo
  })

  const addThreads = db.transaction((sessionNo: number, threads: readonly ThreadToRoll[]): void => {
    for (const { thread, intoId } of threads) {
      const { questionId, intent, itemId, text, earliestSentAtMs, outcome, responseMs, askerCount } = thread
      const row = { questionId, intent, itemId, text, earliestSentAtMs, outcome, responseMs, askerCount }
      statements.addThread.run({ ...row, sessionNo, intoId })
    }
  })

  const addAsks = db.transaction((sessionNo: number, asks: readonly RolledAsk[]): void => {
    for (const { userKey, ...ask } of asks)
      statements.addAsk.run({ ...ask, viewerNo: viewerNo(userKey), sessionNo })
  })

  const addVisits = db.transaction(
    (sessionNo: number, originMs: number, visits: readonly RolledVisit[]): void => {
      if (visits.length === 0) return
      const numbered = visits.map(({ userKey, fromMs, toMs }) => ({
        viewerNo: viewerNo(userKey),
        fromMs: fromMs - originMs,
        toMs: toMs - originMs,
      }))
      statements.addPart.run({ sessionNo, visits: packVisits(numbered) })
      for (const viewer of new Set(numbered.map((visit) => visit.viewerNo))) statements.inPart.run(viewer)
    },
  )

  const publish = db.transaction((sessionNo: number): void => {
    statements.retire.run(sessionNo)
    statements.publish.run(sessionNo)
  })

  /** Viewers of rows that were taken away by this run of the studio: whoever is in no roll-up any more goes too. */
  const gone = new Set<number>()
  const sweep = db.transaction((rowsMax: number): boolean => {
    const sessionNo = numberOf(statements.unfinished.get())
    if (sessionNo === null) return true
    let left = rowsMax
    const part = statements.dropPart.get(sessionNo)
    if (part !== undefined) {
      const inIt = new Set<number>()
      eachPackedVisit(partRow.parse(part).visits, (viewer) => inIt.add(viewer))
      for (const viewer of inIt) {
        statements.outOfPart.run(viewer)
        gone.add(viewer)
      }
      return false
    }
    for (const drop of statements.dropSome) {
      const dropped = drop.all(sessionNo, left)
      left -= dropped.length
      for (const row of dropped) {
        const viewer = numberOf(row)
        if (viewer !== null) gone.add(viewer)
      }
      if (left <= 0) return false
    }
    for (const viewer of gone) statements.dropViewer.run({ viewer })
    gone.clear()
    statements.dropRollup.run(sessionNo)
    return false
  })

  const forget = db.transaction(({ identities }: Pick<Person, 'identities'>): void => {
    for (const { source, userId } of identities) {
      const known = numberOf(statements.viewer.get(viewerKey(source, userId)))
      if (known === null) continue
      statements.emptyThreads.run(known)
      statements.emptyAsks.run(known)
      statements.renameViewer.run(viewerKey(source, `gone-${randomBytes(8).toString('hex')}`), known)
    }
  })

  return {
    states: () =>
      guarded(
        () =>
          new Map(
            stateRows.parse(statements.states.all()).map(({ sessionId, ...rest }) => [sessionId, rest]),
          ),
      ),
    begin: (review) => guarded(() => begin(review)),
    addThreads: (draft, threads) => guarded(() => addThreads(draft, threads)),
    addAsks: (draft, asks) => guarded(() => addAsks(draft, asks)),
    addVisits: (draft, fromMs, visits) => guarded(() => addVisits(draft, fromMs, visits)),
    publish: (draft) => guarded(() => publish(draft)),
    sweep: (rowsMax) => guarded(() => sweep(rowsMax)),
    outdate: (sessionId) => guarded(() => void statements.outdate.run(sessionId)),
    forget: (person) => guarded(() => forget(person)),
  }
}

function itemRow(item: ReviewItem) {
  const { itemId, productId, itemNumber, title, plannedMs, airedMs, viewers } = item
  const { orders, buyers, pieces, gmvFen, conversionRate } = item
  const shown = { itemId, productId, itemNumber, title, plannedMs, airedMs, viewers }
  return { ...shown, orders, buyers, pieces, gmvFen, conversionRate }
}

function prepare(db: Database) {
  const dropSome = (table: string, key: string, viewer: string) =>
    db.prepare(`DELETE FROM ${table} WHERE (${key}) IN
      (SELECT ${key} FROM ${table} WHERE session_no = ? LIMIT ?) RETURNING ${viewer} AS number`)
  return {
    states: db.prepare('SELECT session_id AS sessionId, version, stale FROM review_rollup WHERE ready = 1'),
    addRollup: db.prepare(`
      INSERT INTO review_rollup (session_id, ready, stale, version, title, kind, live_at, from_at, to_at, metrics)
      VALUES (:sessionId, 0, 0, :version, :title, :kind, :liveAtMs, :fromMs, :toMs, :metrics)`),
    addItem: db.prepare(`
      INSERT INTO review_item (session_no, position, item_id, product_id, item_number, title, planned_ms, aired_ms,
        viewers, orders, buyers, pieces, gmv_fen, conversion_rate)
      VALUES (:sessionNo, :position, :itemId, :productId, :itemNumber, :title, :plannedMs, :airedMs,
        :viewers, :orders, :buyers, :pieces, :gmvFen, :conversionRate)`),
    addThread: db.prepare(`
      INSERT INTO review_thread (session_no, question_id, intent, item_id, text, sent_at, outcome, into_id, response_ms,
        askers)
      VALUES (:sessionNo, :questionId, :intent, :itemId, :text, :earliestSentAtMs, :outcome, :intoId, :responseMs,
        :askerCount)`),
    addAsk: db.prepare(`
      INSERT INTO review_asker (viewer_no, session_no, question_id, sent_at, text)
      VALUES (:viewerNo, :sessionNo, :questionId, :sentAtMs, :text) ON CONFLICT DO NOTHING`),
    addPart: db.prepare(`
      INSERT INTO review_presence (session_no, part, visits)
      VALUES (:sessionNo, (SELECT count(*) FROM review_presence WHERE session_no = :sessionNo), :visits)`),
    inPart: db.prepare('UPDATE review_viewer SET parts = parts + 1 WHERE viewer_no = ?'),
    outOfPart: db.prepare('UPDATE review_viewer SET parts = parts - 1 WHERE viewer_no = ?'),
    dropPart: db.prepare(`
      DELETE FROM review_presence WHERE rowid =
        (SELECT rowid FROM review_presence WHERE session_no = ? ORDER BY part LIMIT 1) RETURNING visits`),
    viewer: db.prepare('SELECT viewer_no AS number FROM review_viewer WHERE user_key = ?'),
    addViewer: db.prepare('INSERT INTO review_viewer (user_key) VALUES (?)'),
    retire: db.prepare(`
      UPDATE review_rollup SET ready = 0
      WHERE ready = 1 AND session_id = (SELECT session_id FROM review_rollup WHERE session_no = ?)`),
    publish: db.prepare('UPDATE review_rollup SET ready = 1 WHERE session_no = ?'),
    unfinished: db.prepare(
      'SELECT session_no AS number FROM review_rollup WHERE ready = 0 ORDER BY session_no LIMIT 1',
    ),
    // Children first; the roll-up itself goes after the last of them.
    dropSome: [
      dropSome('review_asker', 'viewer_no, session_no, question_id', 'viewer_no'),
      dropSome('review_thread', 'session_no, question_id', 'NULL'),
      dropSome('review_item', 'session_no, position', 'NULL'),
    ],
    dropRollup: db.prepare('DELETE FROM review_rollup WHERE session_no = ?'),
    dropViewer: db.prepare(`
      DELETE FROM review_viewer WHERE viewer_no = :viewer AND parts <= 0
        AND NOT EXISTS (SELECT 1 FROM review_asker WHERE viewer_no = :viewer)`),
    outdate: db.prepare('UPDATE review_rollup SET stale = 1 WHERE session_id = ?'),
    emptyThreads: db.prepare(`
      UPDATE review_thread SET text = '' WHERE (session_no, question_id) IN
        (SELECT session_no, question_id FROM review_asker WHERE viewer_no = ?)`),
    emptyAsks: db.prepare(`UPDATE review_asker SET text = '' WHERE viewer_no = ?`),
    renameViewer: db.prepare('UPDATE review_viewer SET user_key = ? WHERE viewer_no = ?'),
  }
}
