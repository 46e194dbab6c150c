import Database from 'better-sqlite3'
import fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { toRawEvent, type SessionEvent } from '#shared/domain/session/event.ts'
import { logReviewOf, reviewOf } from '#shared/domain/review/review-of.ts'
import { withOrders } from '#shared/domain/review/with-orders.ts'
import { naiveMetrics } from '#shared/domain/review/testing/naive-metrics.ts'
import { lived, randomSession } from '#shared/testing/random-session.ts'
import { erasePerson } from '../log/erase-person.ts'
import { LogError } from '../log/log-error.ts'
import { openSessionLogWriter } from '../log/log-writer.ts'
import { createdEntry, danmakuEntries, danmakuEntry } from '../log/testing/entries.ts'
import { verifySessionLog } from '../log/verify.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { countWriters } from './count-writers.ts'
import { logFigures, logReview } from './make-review.ts'

const OPEN = { closed: false }
const soon = (): Promise<void> => Promise.resolve()

function logOf(events: readonly SessionEvent[], folder = tempFolder()): string {
  const file = join(folder, 's.db')
  const log = openSessionLogWriter(file, { create: true })
  log.append(events.map((event) => ({ event: toRawEvent(event), commandId: null })))
  log.close()
  return file
}

const kept = (file: string): unknown => {
  const db = new Database(file)
  try {
    const isThere = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'kept_review'`).get() !== undefined
    return isThere ? db.prepare('SELECT count(*) FROM kept_review').pluck().get() : 0
  } finally {
    db.close()
  }
}

/** What a session with an end looks like; the same each time. */
const ended = (): readonly SessionEvent[] => {
  const [events] = fc
    .sample(
      randomSession.map((session) => lived({ ...session, end: 'host' }).events),
      { seed: 7, numRuns: 20 },
    )
    .filter((sample) => sample.some(({ type }) => type === 'showEnded') && sample.length > 40)
  if (!events) throw new Error('no session of the sample has an end')
  return events
}

describe('the review of a log', () => {
  it('is that of its events, read row by row or kept', () => {
    const folder = tempFolder()
    let number = 0
    fc.assert(
      fc.property(randomSession, (session) => {
        const { events } = lived(session)
        const file = logOf(events, join(folder, String((number += 1))))
        expect(logReview(file, OPEN)).toEqual(logReviewOf(events))
        expect(withOrders(logReview(file, OPEN), [])).toEqual(reviewOf(events))
      }),
      { numRuns: 12 },
    )
  })

  it('counts the same with a second thread', () => {
    const file = join(tempFolder(), 's.db')
    const log = openSessionLogWriter(file, { create: true })
    log.append([createdEntry('s'), ...danmakuEntries(2, 45_000)])
    log.append([danmakuEntry(45_001, { fan: { tier: 'vip', privateDomain: true }, userId: 'local:mei' })])
    log.close()
    const db = new Database(file, { readonly: true })
    const window = { fromMs: 1_763_799_970_500, toMs: 1_763_800_044_000 }
    const alone = countWriters(db, window, 45_001).finish()
    expect(countWriters(db, window, 45_001, 0).finish()).toEqual(alone)
    expect(alone).toMatchObject({ total: 43_999, messages: [30_498, 13_501] })
    const whole = { fromMs: 0, toMs: 1_763_800_099_000 }
    expect(countWriters(db, whole, 45_001).finish().loyal).toEqual(new Map([['local:mei', 'vip']]))
    db.close()
  })

  it('is kept once the session has ended, and made anew when the log has grown or the copy is broken', () => {
    const events = ended()
    const file = logOf(events)
    const review = logReview(file, OPEN)
    expect(kept(file)).toBe(2)
    expect(verifySessionLog(file)).toMatchObject({ ok: true, events: events.length })

    const db = new Database(file)
    db.exec(`UPDATE kept_review SET body = replace(body, '"pv":', '"pv":1') WHERE part = 'figures'`)
    db.close()
    expect(logFigures(file, OPEN)).toEqual(review.figures)

    const log = openSessionLogWriter(file, { create: false })
    log.append([danmakuEntry(events.length + 1)])
    log.close()
    expect(logFigures(file, OPEN).session.lastSeq).toBe(events.length + 1)
  })

  it('of a session that runs is not kept beside its log; of one that crashed it is, once nobody writes there', () => {
    const file = logOf(ended().filter(({ type }) => type !== 'showEnded'))
    const review = logReview(file, OPEN)
    expect([review.figures.session.endReason, kept(file)]).toEqual([null, 0])
    expect(logReview(file, { closed: true })).toEqual(review)
    expect(kept(file)).toBe(2)
  })

  it('forgets whom the log forgets, and keeps its figures', async () => {
    const events = ended()
    const file = logOf(events)
    const before = logReview(file, OPEN)
    const person = { fanId: 'f1', identities: [{ source: 'room', userId: 'a' }], names: [] }
    expect(JSON.stringify(before)).toContain('"room:a"')
    expect(await erasePerson(file, person, soon)).toBeGreaterThan(0)
    expect(kept(file)).toBe(0)
    const after = logReview(file, OPEN)
    expect(JSON.stringify(after)).not.toContain('"room:a"')
    expect(withOrders(after, []).metrics).toEqual(naiveMetrics(events))
  })

  it('is refused, with the place, when an event cannot be read', () => {
    const events = ended()
    const file = logOf(events)
    const db = new Database(file)
    db.exec('DROP TRIGGER event_never_changes')
    const { seq } = events.find(({ type }) => type === 'questionOpened') ?? { seq: 0 }
    db.prepare(`UPDATE event SET body = '{"questionId":7}' WHERE seq = ?`).run(seq)
    db.close()
    expect(() => logReview(file, OPEN)).toThrow(`event ${seq} cannot be read`)
    expect(() => logReview(join(tempFolder(), 'none.db'), OPEN)).toThrow(LogError)
  })
})
