import Database from 'better-sqlite3'
import fc from 'fast-check'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import { parseEvent } from '#shared/domain/session/event.ts'
import { openForWriting } from '../storage/open-database.ts'
import { overwrite } from '../storage/testing/damage.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { openSessionLogReader } from './log-reader.ts'
import { LOG_SCHEMA } from './log-schema.ts'
import type { LogEntry, SessionLogWriter } from './log-types.ts'
import { openSessionLogWriter, writerOn } from './log-writer.ts'
import { createdEntry, danmakuEntries, danmakuEntry, snapshotAt } from './testing/entries.ts'

interface OpenLog {
  readonly file: string
  readonly log: SessionLogWriter
}

function newLog(): OpenLog {
  const file = join(tempFolder(), 'sessions', 's.db')
  const log = openSessionLogWriter(file, { create: true })
  onTestFinished(() => log.close())
  return { file, log }
}

const seqs = (log: SessionLogWriter): number[] => [...log.iterate()].map((event) => event.seq)

describe('appending to a session log', () => {
  it('gives back every event as it was, in order, also after reopening', () => {
    const { file, log } = newLog()
    const entries = [createdEntry('s'), ...danmakuEntries(2, 150)]
    log.append(entries.slice(0, 1))
    log.append(entries.slice(1))
    log.close()
    const reader = openSessionLogReader(file)
    onTestFinished(() => reader.close())
    expect([...reader.iterate()]).toEqual(entries.map((entry) => entry.event))
    expect(reader.lastSeq()).toBe(150)
    expect(reader.eventsAfter(147, 2).map((event) => event.seq)).toEqual([148, 149])
  })

  it('takes any split into batches, around the number of rows in one statement too', () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 30, max: 100 })), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(sizes, (batches) => {
        const log = writerOn(
          openForWriting(join(tempFolder(), 's.db'), LOG_SCHEMA, { create: true }),
          () => 0,
        )
        let last = 0
        for (const size of batches) {
          log.append(danmakuEntries(last + 1, last + size))
          last += size
        }
        expect(seqs(log)).toEqual(Array.from({ length: last }, (_, index) => index + 1))
        log.close()
      }),
      { numRuns: 15 },
    )
  }, 60_000)

  it('keeps text whatever is in it', () => {
    const { log } = newLog()
    const texts = [
      '"引号" \\ 反斜杠',
      '换\n行\t',
      '👩‍👩‍👧',
      '\u0000零',
      '</script>',
      '𠮷野家',
      "'; DROP TABLE event; --",
    ]
    log.append(texts.map((text, index) => danmakuEntry(index + 1, { text })))
    expect(log.chatBefore(null, 10).map((line) => line.text)).toEqual(texts)
  })

  it.each([
    ['a gap', [danmakuEntry(3)]],
    ['a repetition', [danmakuEntry(1)]],
    ['a gap inside the batch', [danmakuEntry(2), danmakuEntry(4)]],
  ])('refuses %s and keeps nothing of the batch', (_what, entries) => {
    const { log } = newLog()
    log.append([createdEntry('s')])
    expect(() => log.append(entries)).toThrow(
      expect.objectContaining({ name: 'LogError', kind: 'notContiguous' }),
    )
    expect(seqs(log)).toEqual([1])
    log.append(danmakuEntries(2, 3))
    expect(seqs(log)).toEqual([1, 2, 3])
  })

  it('notices that another process has written to the same log', () => {
    const { file, log } = newLog()
    log.append([createdEntry('s')])
    const other = openSessionLogWriter(file, { create: false })
    onTestFinished(() => other.close())
    other.append([danmakuEntry(2)])
    expect(() => log.append([danmakuEntry(2, { text: '别的' })])).toThrow(
      expect.objectContaining({ kind: 'notContiguous' }),
    )
    expect(log.danmaku('d2')?.text).toBe('第2条')
  })

  it('keeps events of a later studio and passes them on', () => {
    const { log } = newLog()
    const future: LogEntry['event'][] = [
      { seq: 2, atMs: 5, type: 'hologramShown', version: 3, actor: SYSTEM, body: { depth: { cm: 4 } } },
      { seq: 3, atMs: 6, type: 'wentLive', version: 2, actor: SYSTEM, body: { stage: '二号' } },
    ]
    log.append([createdEntry('s'), ...future.map((event) => ({ event, commandId: null }))])
    expect(log.eventsAfter(1, 10)).toEqual(future)
    expect(log.eventsAfter(1, 10).map((event) => parseEvent(event).type)).toEqual(['unknown', 'unknown'])
  })

  it('is append-only', () => {
    const { file, log } = newLog()
    log.append([createdEntry('s')])
    const db = openForWriting(file, LOG_SCHEMA, { create: false })
    onTestFinished(() => void db.close())
    expect(() => db.exec(`UPDATE event SET at = 0`)).toThrow(/append-only/)
    expect(() => db.exec(`DELETE FROM event`)).toThrow(/append-only/)
    expect(() => db.exec(`INSERT OR REPLACE INTO event VALUES (1, 0, 'x', 1, '{}', '{}', NULL)`)).toThrow(
      /append-only/,
    )
    expect(log.eventsAfter(0, 9)).toEqual([createdEntry('s').event])
  })

  it('commits to the disk before it returns', () => {
    const { file } = newLog()
    const db = openForWriting(file, LOG_SCHEMA, { create: false })
    onTestFinished(() => void db.close())
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
  })
})

describe('a full disk', () => {
  it('refuses the whole batch, keeps what was there, and goes on when there is room again', () => {
    const { file } = newLog()
    const db = openForWriting(file, LOG_SCHEMA, { create: false })
    const log = writerOn(db, () => 0)
    onTestFinished(() => log.close())
    log.append([createdEntry('s'), ...danmakuEntries(2, 100)])
    const pages = Number(db.pragma('page_count', { simple: true }))
    db.pragma(`max_page_count = ${pages + 2}`)

    const many = danmakuEntries(101, 1_000)
    expect(() => log.append(many)).toThrow(expect.objectContaining({ name: 'LogError', kind: 'full' }))
    expect(log.lastSeq()).toBe(100)
    expect(seqs(log)).toHaveLength(100)

    db.pragma('max_page_count = 1000000')
    log.append(many)
    expect(seqs(log)).toHaveLength(1_000)
  })
})

describe('snapshots', () => {
  it('gives the newest one and keeps the last two', () => {
    const { file, log } = newLog()
    log.append([createdEntry('s'), ...danmakuEntries(2, 30)])
    expect(log.latestSnapshot()).toBeNull()
    for (const seq of [10, 20, 30]) log.saveSnapshot(snapshotAt(seq))
    expect(log.latestSnapshot()).toEqual(snapshotAt(30))
    const db = new Database(file, { readonly: true })
    onTestFinished(() => void db.close())
    expect(db.prepare('SELECT seq FROM snapshot ORDER BY seq').pluck().all()).toEqual([20, 30])
  })

  it('passes over one that is damaged', () => {
    const { file, log } = newLog()
    log.append([createdEntry('s'), ...danmakuEntries(2, 20)])
    log.saveSnapshot(snapshotAt(10))
    log.saveSnapshot(snapshotAt(20))
    const db = new Database(file)
    onTestFinished(() => void db.close())
    db.exec(`UPDATE snapshot SET body = replace(body, '周二', '周三') WHERE seq = 20`)
    expect(log.latestSnapshot()?.seq).toBe(10)
    db.exec(`UPDATE snapshot SET body = 'x'`)
    expect(log.latestSnapshot()).toBeNull()
  })

  it('refuses one that is ahead of the log', () => {
    const { log } = newLog()
    log.append([createdEntry('s')])
    expect(() => log.saveSnapshot(snapshotAt(2))).toThrow(expect.objectContaining({ kind: 'notContiguous' }))
  })
})

describe('what a restart asks for', () => {
  it('finds the newest command ids, newest first', () => {
    const { log } = newLog()
    log.append([createdEntry('s'), danmakuEntry(2, {}, 'c-a'), danmakuEntry(3), danmakuEntry(4, {}, 'c-b')])
    expect(log.recentCommandIds(5)).toEqual([
      { commandId: 'c-b', seq: 4 },
      { commandId: 'c-a', seq: 2 },
    ])
    expect(log.recentCommandIds(1)).toEqual([{ commandId: 'c-b', seq: 4 }])
  })

  it('finds the newest message ids of sources, newest first, and passes over messages without one', () => {
    const { log } = newLog()
    log.append([
      createdEntry('s'),
      danmakuEntry(2, { source: 'a', sourceMessageId: 'm1' }),
      danmakuEntry(3, { sourceMessageId: null }),
      danmakuEntry(4, { source: 'b', sourceMessageId: 'm1' }),
    ])
    expect(log.recentMessageIds(5)).toEqual([
      { source: 'b', sourceMessageId: 'm1' },
      { source: 'a', sourceMessageId: 'm1' },
    ])
  })
})

describe('opening a log', () => {
  const kindOf = (open: () => { close: () => void }): unknown => {
    try {
      open().close()
      return null
    } catch (error) {
      return (error as { kind?: unknown }).kind
    }
  }

  it('says that a file is missing and does not make one', () => {
    const file = join(tempFolder(), 'none.db')
    expect(kindOf(() => openSessionLogReader(file))).toBe('missing')
    expect(kindOf(() => openSessionLogWriter(file, { create: false }))).toBe('missing')
    expect(kindOf(() => openSessionLogReader(file))).toBe('missing')
  })

  it('refuses a file of a newer studio and leaves every byte of it alone', () => {
    const { file, log } = newLog()
    log.append([createdEntry('s')])
    log.close()
    const db = new Database(file)
    db.pragma('user_version = 990')
    db.close()
    const before = readFileSync(file)
    expect(kindOf(() => openSessionLogWriter(file, { create: true }))).toBe('newerVersion')
    expect(kindOf(() => openSessionLogReader(file))).toBe('newerVersion')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('refuses what is no log and leaves every byte of it alone', () => {
    const file = join(tempFolder(), 'note.db')
    writeFileSync(file, '这不是数据库。'.repeat(400))
    const before = readFileSync(file)
    expect(kindOf(() => openSessionLogWriter(file, { create: true }))).toBe('damaged')
    expect(kindOf(() => openSessionLogReader(file))).toBe('damaged')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('makes a log out of the empty file that a crash left behind', () => {
    const file = join(tempFolder(), 's.db')
    writeFileSync(file, '')
    expect(kindOf(() => openSessionLogReader(file))).toBe('damaged')
    expect(kindOf(() => openSessionLogWriter(file, { create: false }))).toBeNull()
    expect(kindOf(() => openSessionLogReader(file))).toBeNull()
  })

  it('reports a damaged page as soon as it is read', () => {
    const { file, log } = newLog()
    log.append([createdEntry('s'), ...danmakuEntries(2, 500)])
    log.close()
    overwrite(file, -8_192, new Uint8Array(8_192).fill(0xa5))
    expect(
      kindOf(() => {
        const reader = openSessionLogReader(file)
        try {
          return { close: reader.close, events: [...reader.iterate()] }
        } catch (error) {
          reader.close()
          throw error
        }
      }),
    ).toBe('damaged')
  })

  it('reports a row that is no event', () => {
    const { file, log } = newLog()
    log.append([createdEntry('s')])
    const db = new Database(file)
    onTestFinished(() => void db.close())
    db.exec(`INSERT INTO event VALUES (2, 0, 'wentLive', 1, '{"role":"nobody"}', '{}', NULL)`)
    expect(() => log.eventsAfter(0, 5)).toThrow(expect.objectContaining({ kind: 'damaged' }))
  })
})
