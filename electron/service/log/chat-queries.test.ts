import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import { openForWriting } from '../storage/open-database.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { CHAT_SQL } from './chat-queries.ts'
import { READ_SQL } from './log-reader.ts'
import { LOG_SCHEMA } from './log-schema.ts'
import type { LogEntry, SessionLogWriter } from './log-types.ts'
import { openSessionLogWriter, writerOn } from './log-writer.ts'
import { createdEntry, danmakuEntries, danmakuEntry } from './testing/entries.ts'

function logOf(...entries: LogEntry[]): SessionLogWriter {
  const log = openSessionLogWriter(join(tempFolder(), 's.db'), { create: true })
  onTestFinished(() => log.close())
  log.append(entries)
  return log
}

const seqs = (lines: readonly { seq: number }[]): number[] => lines.map((line) => line.seq)

/** Danmaku at 2-6 and 8-11, something else at 1 and 7. */
const room = (): SessionLogWriter =>
  logOf(
    createdEntry('s'),
    ...danmakuEntries(2, 6),
    { event: { seq: 7, atMs: 0, type: 'wentLive', version: 1, actor: SYSTEM, body: {} }, commandId: null },
    ...danmakuEntries(8, 11),
  )

const saying = (...texts: string[]): SessionLogWriter =>
  logOf(...texts.map((text, index) => danmakuEntry(index + 1, { text })))

describe('reading back in chat', () => {
  it('gives the newest lines in order of arrival, then those before them', () => {
    const log = room()
    expect(seqs(log.chatBefore(null, 3))).toEqual([9, 10, 11])
    expect(seqs(log.chatBefore(9, 3))).toEqual([5, 6, 8])
    expect(seqs(log.chatBefore(3, 5))).toEqual([2])
    expect(seqs(log.chatBefore(2, 5))).toEqual([])
  })

  it('gives the lines around a danmaku, with it among them', () => {
    const log = room()
    expect(seqs(log.chatAround('d6', 4))).toEqual([4, 5, 6, 8])
    expect(seqs(log.chatAround('d2', 4))).toEqual([2, 3, 4, 5])
    expect(seqs(log.chatAround('d11', 4))).toEqual([9, 10, 11])
    expect(seqs(log.chatAround('d7', 4))).toEqual([])
  })

  it('finds one danmaku by its id, and nothing under anything else', () => {
    const log = room()
    expect(log.danmaku('d8')).toMatchObject({
      seq: 8,
      danmakuId: 'd8',
      text: '第8条',
      atMs: expect.any(Number),
    })
    for (const id of [
      'd7',
      'd12',
      'd0',
      'd08',
      'd-1',
      'd8.0',
      '8',
      '',
      'd9999999999999999',
      'd8; DROP TABLE event',
    ]) {
      expect(log.danmaku(id)).toBeNull()
    }
  })
})

describe('searching chat', () => {
  it('finds text and names, newest first, and pages backwards', () => {
    const log = logOf(
      danmakuEntry(1, { text: '这件有L码吗' }),
      danmakuEntry(2, { text: '好看', userName: '爱买L码的人' }),
      danmakuEntry(3, { text: '没有' }),
      danmakuEntry(4, { text: 'L码还有吗' }),
    )
    expect(seqs(log.searchChat('L码', null, 10))).toEqual([4, 2, 1])
    expect(seqs(log.searchChat('L码', null, 2))).toEqual([4, 2])
    expect(seqs(log.searchChat('L码', 2, 10))).toEqual([1])
  })

  it.each([
    ['xl', 'XL还有吗'],
    ['ＸＬ', 'xl还有吗'],
    ['xl', 'ＸＬ还有吗'],
    ['XL', 'ｘｌ还有吗'],
    ['3号', '３号链接'],
    ['还有?', '还有？'],
    ['été', 'ÉTÉ 2026'],
    ['привет', 'ПРИВЕТ'],
    ['ガ', 'ｶﾞｯﾂ'],
    ['  码  ', '码'],
    ['"引号"', '说"引号"呢'],
    ['back\\slash', 'a back\\slash b'],
    ['a b', 'a　b'],
    ['👍', '👍👍'],
  ])('finds %s in %s', (wanted, text) => {
    expect(saying(text).searchChat(wanted, null, 5)).toHaveLength(1)
  })

  it('takes wildcards of SQL for what they are', () => {
    const log = saying('100%纯棉', '100分', 'a_b', 'axb')
    expect(log.searchChat('100%', null, 5).map((line) => line.text)).toEqual(['100%纯棉'])
    expect(log.searchChat('a_b', null, 5).map((line) => line.text)).toEqual(['a_b'])
    expect(log.searchChat('%', null, 5).map((line) => line.text)).toEqual(['100%纯棉'])
  })

  it('does not find what only the form of the log holds', () => {
    const log = saying('你好')
    for (const word of ['danmakuId', 'local', 'guest', 'sentAtMs', 'null']) {
      expect(log.searchChat(word, null, 5)).toEqual([])
    }
  })

  it('finds nothing for nothing', () => {
    const log = saying('你好')
    expect(log.searchChat('', null, 5)).toEqual([])
    expect(log.searchChat('   ', null, 5)).toEqual([])
    expect(log.searchChat('你', null, 0)).toEqual([])
  })
})

describe('the plans of the queries', () => {
  const plan = (sql: string): string => {
    const db = openForWriting(join(tempFolder(), 's.db'), LOG_SCHEMA, { create: true })
    onTestFinished(() => void db.close())
    writerOn(db, () => 0).append([createdEntry('s'), ...danmakuEntries(2, 200)])
    const steps = db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...Array.from({ length: sql.split('?').length - 1 }, () => 1))
    return steps.map((step) => (step as { detail: string }).detail).join('; ')
  }

  it.each([
    ['one danmaku', CHAT_SQL.one, 'SEARCH event USING INTEGER PRIMARY KEY (rowid=?)'],
    ['chat before', CHAT_SQL.before, 'SEARCH event USING INTEGER PRIMARY KEY (rowid<?)'],
    ['chat from', CHAT_SQL.from, 'SEARCH event USING INTEGER PRIMARY KEY (rowid>?)'],
    ['search', CHAT_SQL.search, 'SEARCH event USING INTEGER PRIMARY KEY (rowid<?)'],
    ['events after', READ_SQL.after, 'SEARCH event USING INTEGER PRIMARY KEY (rowid>?)'],
    ['last sequence', READ_SQL.lastSeq, 'SEARCH event'],
    ['command ids', READ_SQL.commandIds, 'SCAN event USING COVERING INDEX event_command'],
    // Walks back from the newest row and stops at the limit.
    ['message ids', READ_SQL.messageIds, 'SCAN event'],
  ])('%s', (_what, sql, expected) => {
    expect(plan(sql)).toBe(expected)
  })
})
