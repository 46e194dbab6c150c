import Database from 'better-sqlite3'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { SYSTEM, type Actor } from '#shared/domain/session/actor.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { erasePerson } from './erase-person.ts'
import { openSessionLogReader } from './log-reader.ts'
import { openSessionLogWriter } from './log-writer.ts'
import type { LogEntry } from './log-types.ts'
import type { TracedPerson } from './person-traces.ts'
import { createdEntry, danmakuEntry, snapshotAt } from './testing/entries.ts'
import { verifySessionLog } from './verify.ts'

const WANG: TracedPerson = {
  fanId: 'f00112233445566',
  identities: [
    { source: 'room', userId: 'v-9f3a7c' },
    { source: 'youzan', userId: '13800138000' },
  ],
  names: ['王小梅', '梅姐'],
}
const viewer: Actor = { role: 'viewer', id: 'v-9f3a7c', name: '小梅爱买' }
const bodyShape = z.record(z.string(), z.unknown())
const soon = (): Promise<void> => Promise.resolve()

const entry = (seq: number, type: string, body: unknown, actor: Actor = SYSTEM): LogEntry => ({
  event: { seq, atMs: 1_000 + seq, type, version: 1, actor, body },
  commandId: null,
})

/** A show in which the person does everything a person can do in one. */
function aShow(file: string): void {
  const log = openSessionLogWriter(file, { create: true })
  const own = { userId: 'room:v-9f3a7c', userName: '小梅爱买', source: 'room' }
  const message = {
    danmakuId: 'd3',
    userId: own.userId,
    userName: own.userName,
    fan: { tier: 'vip', privateDomain: true },
    text: '3号有L码吗',
    sentAtMs: 1,
  }
  log.append([
    createdEntry('s'),
    entry(2, 'viewerEntered', { userId: own.userId, userName: own.userName }, viewer),
    danmakuEntry(3, { ...own, text: '3号有L码吗' }, 'v-9f3a7c/say-1'),
    entry(4, 'questionOpened', {
      questionId: 'q4',
      threadKey: 'size/3',
      intent: 'size',
      itemNumber: 3,
      message,
      markedByHand: false,
    }),
    danmakuEntry(5, { text: '@小梅爱买 眼光真好', userName: '路人' }),
    danmakuEntry(6, { text: '王小梅这个名字真常见', userName: '王小梅', userId: 'room:somebody-else' }),
    entry(
      7,
      'questionAnswered',
      {
        questionId: 'q4',
        answer: {
          how: 'reply',
          text: '小梅爱买您好，有的',
          byId: 'host',
          byName: '梅姐',
          atMs: 2,
          intoQuestionId: null,
        },
      },
      { role: 'host', id: 'host', name: '梅姐' },
    ),
    danmakuEntry(8, { ...own, userName: '改了名的梅', text: '谢谢主播' }),
    entry(9, 'wonderOfTomorrow', {
      buyer: { source: 'youzan', userId: '13800138000', name: '王小梅' },
      fan: { fanKey: 'f00112233445566', name: '王小梅', sayAs: '梅姐' },
      text: '谢谢梅姐带走大衣，电话13800138000',
    }),
    danmakuEntry(10, { text: '和谁都没有关系' }),
  ])
  log.saveSnapshot(snapshotAt(10))
  log.close()
}

const bytesOf = (file: string): string =>
  [file, `${file}-wal`]
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path).toString('latin1'))
    .join('')
const asLatin1 = (text: string): string => Buffer.from(text).toString('latin1')

it('takes ids and names of a person out of a log, and keeps what was said', async () => {
  const file = join(tempFolder(), 's.db')
  aShow(file)
  expect(await erasePerson(file, WANG, soon)).toBe(7)

  const log = openSessionLogReader(file)
  const bodies = log.eventsAfter(0, 100).map(({ body }) => body)
  const at = (seq: number): Record<string, unknown> => bodyShape.parse(bodies[seq - 1])
  expect(at(2)).toEqual({
    userId: expect.stringMatching(/^room:gone-[0-9a-f]{16}-1$/),
    userName: expect.stringMatching(/^\*{3}[0-9a-f]{4}$/),
  })
  // One pseudonym for the person in the whole log, under whatever name they wrote; each account stays one viewer.
  expect([at(3)['userId'], at(8)['userId']]).toEqual([at(2)['userId'], at(2)['userId']])
  expect(at(8)).toMatchObject({ userName: at(2)['userName'], text: '谢谢主播' })
  expect(at(4)).toMatchObject({ message: { userId: at(2)['userId'], text: '3号有L码吗' } })
  expect(at(5)).toMatchObject({ text: `@${String(at(2)['userName'])} 眼光真好`, userName: '路人' })
  // Somebody else of that name keeps it, and so does a text that has nothing to do with the person.
  expect(at(6)).toMatchObject({ userName: '王小梅', text: '王小梅这个名字真常见' })
  expect(at(7)).toMatchObject({
    answer: { text: `${String(at(2)['userName'])}您好，有的`, byName: '梅姐', byId: 'host' },
  })
  expect(at(9)).toMatchObject({
    buyer: { userId: expect.stringMatching(/^gone-[0-9a-f]{16}-2$/), name: at(2)['userName'] },
    fan: { fanKey: expect.stringMatching(/^gone-/), sayAs: at(2)['userName'] },
  })
  expect(log.recentCommandIds(5).map(({ commandId }) => commandId)).toEqual([
    expect.stringMatching(/^gone-[0-9a-f]{16}-1\/say-1$/),
  ])
  expect(log.eventsAfter(1, 1)[0]?.actor).toEqual({
    role: 'viewer',
    id: expect.stringMatching(/^gone-/),
    name: at(2)['userName'],
  })
  expect(log.latestSnapshot()).toBeNull()
  log.close()
  expect(verifySessionLog(file)).toMatchObject({ ok: true, events: 10, lastSeq: 10 })
  for (const trace of ['v-9f3a7c', '13800138000', 'f00112233445566', '小梅爱买', '改了名的梅']) {
    expect(bytesOf(file)).not.toContain(asLatin1(trace))
  }
})

it('finds nothing the second time, and leaves the log append-only', async () => {
  const file = join(tempFolder(), 's.db')
  aShow(file)
  await erasePerson(file, WANG, soon)
  const before = openSessionLogReader(file)
  const events = before.eventsAfter(0, 100)
  before.close()
  expect(await erasePerson(file, WANG, soon)).toBe(0)
  const again = openSessionLogReader(file)
  expect(again.eventsAfter(0, 100)).toEqual(events)
  again.close()

  const db = new Database(file)
  expect(() => db.exec(`UPDATE event SET body = '{}' WHERE seq = 3`)).toThrow('append-only')
  expect(() => db.exec('DELETE FROM event WHERE seq = 3')).toThrow('append-only')
  db.close()
  const log = openSessionLogWriter(file, { create: false })
  log.append([danmakuEntry(11)])
  expect(log.lastSeq()).toBe(11)
  log.close()
})

it('draws another pseudonym for every log, and leaves strangers’ logs as they are', async () => {
  const folder = tempFolder()
  const names = new Set<unknown>()
  for (const name of ['a', 'b']) {
    const file = join(folder, `${name}.db`)
    aShow(file)
    await erasePerson(file, WANG, soon)
    const log = openSessionLogReader(file)
    names.add(Object(log.eventsAfter(1, 1)[0]?.body)['userId'])
    log.close()
  }
  expect(names.size).toBe(2)

  const file = join(folder, 'c.db')
  const log = openSessionLogWriter(file, { create: true })
  log.append([createdEntry('c'), danmakuEntry(2), danmakuEntry(3)])
  log.saveSnapshot(snapshotAt(3, 'c'))
  log.close()
  expect(await erasePerson(file, WANG, soon)).toBe(0)
  const untouched = openSessionLogReader(file)
  expect(untouched.latestSnapshot()?.seq).toBe(3)
  untouched.close()
})
