import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { parseEvent, type SessionEvent } from '#shared/domain/session/event.ts'
import { newestVersion } from '../storage/migrate.ts'
import { integrityProblems, openForInspection } from '../storage/open-database.ts'
import { readableRows } from '../storage/readable-rows.ts'
import { messageOf, storageProblemOf } from '../storage/storage-error.ts'
import { problemList, type Problem, type ProblemList } from '../storage/verification.ts'
import { eventReader } from './event-row.ts'
import { READ_SQL } from './log-reader.ts'
import { LogError } from './log-error.ts'
import { LOG_SCHEMA } from './log-schema.ts'
import { LOST_EVENT_TYPE } from './salvage.ts'
import { readSnapshot } from './snapshots.ts'

export interface LogVerification {
  readonly file: string
  /** True when no problem was found. */
  readonly ok: boolean
  /** Rows of the file up to the first page that cannot be read. */
  readonly events: number
  readonly lastSeq: number
  /** Stand-ins left by salvage where an event could not be saved. Known, so no problem of this file. */
  readonly lost: number
  /**
   * Kinds: those of LogProblemKind, `integrity` (SQLite's own check), `gap`, `event` (a row that is no event),
   * `firstEvent`, `snapshot`, `more`.
   */
  readonly problems: readonly Problem[]
}

const PAGE = 2_000

/**
 * Reads a session log from end to end and says what is wrong with it. Never changes the file, and may run beside the
 * process that writes it. An empty file, as a crash right after its making leaves it, is whole.
 */
export function verifySessionLog(file: string): LogVerification {
  const problems = problemList()
  const counts = { events: 0, lastSeq: 0, lost: 0 }
  try {
    const { db, version } = openForInspection(file, LOG_SCHEMA)
    try {
      for (const message of integrityProblems(db, 'integrity_check')) problems.add('integrity', null, message)
      if (version === newestVersion(LOG_SCHEMA)) {
        checkEvents(db, basename(file, '.db'), problems, counts)
        checkSnapshots(db, problems, counts.lastSeq)
      } else if (version > 0) {
        problems.add('readOnly', null, `schema ${version} is older than this version of the studio reads`)
      }
    } finally {
      db.close()
    }
  } catch (error) {
    const kind = storageProblemOf(error)
    if (kind === null) throw error
    problems.add(kind, null, messageOf(error))
  }
  return { file, ok: problems.count() === 0, ...counts, problems: problems.list() }
}

const seqRow = z.object({ seq: z.number().int() })

function checkEvents(
  db: Database,
  sessionId: string,
  problems: ProblemList,
  counts: { events: number; lastSeq: number; lost: number },
): void {
  const after = db.prepare(READ_SQL.after)
  const understood = understandingInto(problems)
  for (;;) {
    const { rows, broken } = readableRows(after, counts.lastSeq, PAGE)
    for (const row of rows) {
      const { seq } = seqRow.parse(row)
      if (seq !== counts.lastSeq + 1) {
        problems.add('gap', counts.lastSeq + 1, `events ${counts.lastSeq + 1} to ${seq - 1} are missing`)
      }
      const event = understood(row, seq)
      if (counts.events === 0) checkFirst(event, sessionId, problems)
      if (event?.type === 'unknown' && event.originalType === LOST_EVENT_TYPE) counts.lost += 1
      counts.events += 1
      counts.lastSeq = seq
    }
    if (broken !== null) {
      problems.add('damaged', counts.lastSeq + 1, `cannot be read from here on: ${broken.message}`)
      return
    }
    if (rows.length < PAGE) return
  }
}

/** Reads rows as events; what cannot be one becomes a problem and null. */
function understandingInto(problems: ProblemList): (row: unknown, seq: number) => SessionEvent | null {
  const eventOf = eventReader()
  return (row, seq) => {
    try {
      return parseEvent(eventOf(row))
    } catch (error) {
      problems.add('event', seq, messageOf(error instanceof LogError ? error.cause : error))
      return null
    }
  }
}

function checkFirst(event: SessionEvent | null, sessionId: string, problems: ProblemList): void {
  if (event === null) return
  if (event.type !== 'sessionCreated') {
    const type = event.type === 'unknown' ? event.originalType : event.type
    problems.add('firstEvent', event.seq, `the log begins with ${type} instead of sessionCreated`)
  } else if (event.body.sessionId !== sessionId) {
    problems.add('firstEvent', event.seq, `this is the log of session ${event.body.sessionId}`)
  }
}

function checkSnapshots(db: Database, problems: ProblemList, lastSeq: number): void {
  const all = readableRows(db.prepare('SELECT seq, body, checksum FROM snapshot ORDER BY seq'))
  if (all.broken !== null) problems.add('snapshot', null, all.broken.message)
  for (const row of all.rows) {
    const seq = seqRow.safeParse(row).data?.seq ?? null
    const read = readSnapshot(row)
    if ('problem' in read) problems.add('snapshot', seq, read.problem)
    else if (read.snapshot.seq > lastSeq) {
      problems.add('snapshot', seq, `stands ahead of the log, which ends at ${lastSeq}`)
    }
  }
}
