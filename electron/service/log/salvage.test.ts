import Database from 'better-sqlite3'
import fc from 'fast-check'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseEvent } from '#shared/domain/session/event.ts'
import { recoverState } from '../session/recover.ts'
import { fingerprint, middleLeafPage, overwrite } from '../storage/testing/damage.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { openSessionLogReader } from './log-reader.ts'
import type { SessionLogReader } from './log-types.ts'
import { openSessionLogWriter } from './log-writer.ts'
import { salvageSessionLog } from './salvage.ts'
import { createdEntry, danmakuEntries, danmakuEntry, snapshotAt } from './testing/entries.ts'
import { verifySessionLog } from './verify.ts'

const EVENTS = 400

function wholeLog(folder = tempFolder()): string {
  const file = join(folder, 's.db')
  const log = openSessionLogWriter(file, { create: true })
  log.append([createdEntry('s'), danmakuEntry(2, {}, 'c-2'), ...danmakuEntries(3, EVENTS)])
  log.saveSnapshot(snapshotAt(300))
  log.close()
  return file
}

function reading(file: string): SessionLogReader {
  const log = openSessionLogReader(file)
  onTestFinished(() => log.close())
  return log
}

/** Changes rows behind the back of the triggers. */
function alter(file: string, sql: string): void {
  const db = new Database(file)
  db.exec(`DROP TRIGGER event_never_changes; DROP TRIGGER event_never_goes; ${sql}`)
  db.close()
}

describe('salvaging a damaged log', () => {
  it('saves what lies outside a ruined page and keeps everything in its place', () => {
    const file = wholeLog()
    const leaf = middleLeafPage(file, 'event')
    overwrite(file, (leaf.page - 1) * leaf.bytes, new Uint8Array(leaf.bytes).fill(0xff))
    const ruined = fingerprint(file)

    const result = salvageSessionLog(file)

    expect(result.saved + result.lost).toBe(EVENTS)
    expect(result.lost).toBeGreaterThan(0)
    expect(result.lost).toBeLessThan(40)
    expect(verifySessionLog(file)).toMatchObject({ ok: true, events: EVENTS, lost: result.lost })
    const log = reading(file)
    expect(log.danmaku(`d${EVENTS}`)?.text).toBe(`第${EVENTS}条`)
    expect(log.latestSnapshot()).toEqual(snapshotAt(300))
    expect(log.recentCommandIds(5)).toEqual([{ commandId: 'c-2', seq: 2 }])
    expect(dirname(result.keptAs)).toBe(join(dirname(file), 'damaged'))
    expect(fingerprint(result.keptAs)).toEqual(ruined)
  })

  it('gives a log that opens, recovers and takes the next event', () => {
    const file = wholeLog()
    alter(file, `UPDATE event SET body = 'x' WHERE seq = 350; DELETE FROM event WHERE seq = 399`)
    expect(salvageSessionLog(file)).toMatchObject({ saved: EVENTS - 2, lost: 2, lastSeq: EVENTS })
    const log = openSessionLogWriter(file, { create: false })
    onTestFinished(() => log.close())
    expect(recoverState(log).seq).toBe(EVENTS)
    log.append([danmakuEntry(EVENTS + 1)])
    expect(verifySessionLog(file)).toMatchObject({ ok: true, events: EVENTS + 1, lost: 2 })
  })

  it('puts the beginning together again from the snapshot when that is lost', () => {
    const file = wholeLog()
    alter(file, 'DELETE FROM event WHERE seq < 4')
    expect(salvageSessionLog(file)).toMatchObject({ saved: EVENTS - 3, lost: 3 })
    const [first, second, , fourth] = reading(file).eventsAfter(0, 4).map(parseEvent)
    expect(first).toMatchObject({
      type: 'sessionCreated',
      body: { sessionId: 's', title: '周二场', kind: 'show' },
    })
    expect(second).toMatchObject({ type: 'unknown', originalType: 'eventLost' })
    expect(fourth).toMatchObject({ type: 'danmakuReceived' })
    expect(verifySessionLog(file).ok).toBe(true)
  })

  it('takes over what a crash left in the WAL, and moves the WAL along with its file', () => {
    const running = wholeLog()
    const log = openSessionLogWriter(running, { create: false })
    log.append(danmakuEntries(EVENTS + 1, EVENTS + 50))
    const folder = tempFolder()
    for (const suffix of ['', '-wal']) copyFileSync(running + suffix, join(folder, `s.db${suffix}`))
    log.close()
    const file = join(folder, 's.db')
    const before = fingerprint(file)
    expect(before).toHaveLength(2)

    const result = salvageSessionLog(file)

    expect(result).toMatchObject({ saved: EVENTS + 50, lost: 0 })
    expect(fingerprint(result.keptAs)).toEqual(before)
    expect(readdirSync(folder).toSorted()).toEqual(['damaged', 's.db'])
  })

  it('begins a fresh log when nothing can be read', () => {
    const file = join(tempFolder(), 's.db')
    writeFileSync(file, 'nothing of a database'.repeat(1_000))
    const before = readFileSync(file)
    const result = salvageSessionLog(file)
    expect(result).toMatchObject({ saved: 0, lost: 1, lastSeq: 1 })
    expect(readFileSync(result.keptAs).equals(before)).toBe(true)
    expect(verifySessionLog(file)).toMatchObject({ ok: true, events: 1 })
  })

  it('keeps both originals when a log is salvaged twice in the same millisecond', () => {
    const file = wholeLog()
    const nowMs = (): number => 1_000
    const first = salvageSessionLog(file, { nowMs })
    const second = salvageSessionLog(file, { nowMs })
    expect(second.keptAs).not.toBe(first.keptAs)
    expect([first, second].map(({ keptAs }) => existsSync(keptAs))).toEqual([true, true])
  })

  it('leaves a missing file and the log of a newer studio alone', () => {
    const missing = join(tempFolder(), 's.db')
    expect(() => salvageSessionLog(missing)).toThrow(
      expect.objectContaining({ name: 'LogError', kind: 'missing' }),
    )
    const newer = wholeLog()
    const db = new Database(newer)
    db.pragma('user_version = 990')
    db.close()
    const before = fingerprint(newer)
    expect(() => salvageSessionLog(newer)).toThrow(expect.objectContaining({ kind: 'newerVersion' }))
    expect(fingerprint(newer)).toEqual(before)
    expect(existsSync(`${newer}.salvaged`)).toBe(false)
  })

  it('always gives a whole log, whatever bytes are flipped', () => {
    const original = wholeLog()
    const bytes = readFileSync(original)
    const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(flips, (changes) => {
        const file = join(tempFolder(), 's.db')
        const damaged = Buffer.from(bytes)
        for (const [at, mask] of changes) damaged[at] = (damaged[at] ?? 0) ^ mask
        writeFileSync(file, damaged)
        // A flip in the version field makes it a file of a newer studio, which is not ours to touch.
        if (damaged.readInt32BE(60) > 10) return
        const result = salvageSessionLog(file)
        expect(readFileSync(result.keptAs).equals(damaged)).toBe(true)
        expect(verifySessionLog(file)).toMatchObject({ ok: true, events: result.lastSeq })
      }),
      { numRuns: 25 },
    )
  }, 60_000)
})
