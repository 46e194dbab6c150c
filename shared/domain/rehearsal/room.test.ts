import { readdirSync, readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { classify } from '#shared/domain/questions/classify.ts'

import { danmakuLineSchema, parseDanmakuLine, rehearsalRoomSchema } from './room.ts'

const line = { atMs: 1200, userId: 'u1', userName: '阿梅', text: '3号有L码吗' }
const parse = (value: unknown) => parseDanmakuLine(JSON.stringify(value))

describe('a line of a recording', () => {
  it('is read, dropping fields it does not need and a byte order mark', () => {
    expect(parseDanmakuLine(`\uFEFF${JSON.stringify({ ...line, colour: 'red' })}\r`)).toEqual({
      ok: true,
      value: line,
    })
  })

  it.each([
    ['', 'empty line'],
    ['  \t', 'empty line'],
    ['{"atMs":1,', 'not JSON'],
    ['hello', 'not JSON'],
    ['[1]', 'not a JSON object'],
    ['null', 'not a JSON object'],
    ['42', 'not a JSON object'],
    ['{}', 'missing field atMs; missing field userId; missing field userName; missing field text'],
  ])('%j is refused: %s', (source, reason) => {
    expect(parseDanmakuLine(source)).toEqual({ ok: false, reason })
  })

  it.each([
    [{ atMs: 1.5 }, 'atMs is not an integer'],
    [{ atMs: -1 }, 'atMs is negative'],
    [{ atMs: '12' }, 'atMs is not a number'],
    [{ atMs: null }, 'atMs is not a number'],
    [{ atMs: 2 ** 60 }, 'atMs is too large'],
    [{ userId: 7 }, 'userId is not a string'],
    [{ userId: '' }, 'userId is empty'],
    [{ userId: 'u'.repeat(65) }, 'userId is longer than 64 characters'],
    [{ userName: '' }, 'userName is empty'],
    [{ userName: '梅'.repeat(41) }, 'userName is longer than 40 characters'],
    [{ text: '  ' }, 'text is empty'],
    [{ text: '吗'.repeat(501) }, 'text is longer than 500 characters'],
    [{ text: undefined, atMs: -0.5 }, 'atMs is not an integer; missing field text'],
  ])('with %j is refused: %s', (change, reason) => {
    expect(parse({ ...line, ...change })).toEqual({ ok: false, reason })
  })

  it('never throws, and refuses with a reason or agrees with the schema', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (source) => {
        const parsed = parseDanmakuLine(source)
        if (parsed.ok) expect(danmakuLineSchema.parse(JSON.parse(source))).toEqual(parsed.value)
        else expect(parsed.reason).not.toBe('')
      }),
    )
  })
})

describe('a rehearsal room', () => {
  const item = { number: 1, title: '围巾', priceFen: 16900, listPriceFen: 26900 }
  const first = { atMs: 0, number: 1 }
  const room = {
    id: 'evening',
    file: 'evening.jsonl',
    language: 'zh-CN',
    title: '晚播',
    description: '一场晚播',
    durationMs: 60_000,
    items: [item, { ...item, number: 2 }],
    airings: [first, { atMs: 30_000, number: 2 }],
  }

  it('is accepted', () => {
    expect(rehearsalRoomSchema.parse(room)).toMatchObject(room)
  })

  it.each([
    ['a file outside its folder', { file: '../evening.jsonl' }],
    ['no items', { items: [] }],
    ['two items of one number', { items: [item, item] }],
    ['an airing of no item', { airings: [first, { atMs: 5, number: 7 }] }],
    ['nothing on air at the start', { airings: [{ ...first, atMs: 5 }] }],
    ['airings out of order', { airings: [first, { ...first, atMs: 9 }, { ...first, atMs: 8 }] }],
    ['an airing after the end', { airings: [first, { ...first, atMs: 60_000 }] }],
  ])('is refused with %s', (_, change) => {
    expect(rehearsalRoomSchema.safeParse({ ...room, ...change }).success).toBe(false)
  })
})

const folder = new URL('../../../resources/rehearsal/', import.meta.url)
const rooms = z
  .array(rehearsalRoomSchema)
  .parse(JSON.parse(readFileSync(new URL('rooms.json', folder), 'utf8')))

it('every shipped recording belongs to a room', () => {
  const recordings = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  expect(rooms.map(({ file }) => file).toSorted()).toEqual(recordings.toSorted())
  expect(new Set(rooms.map(({ id }) => id)).size).toBe(rooms.length)
})

describe.each(rooms)('the shipped room $id', (room) => {
  const source = readFileSync(new URL(room.file, folder), 'utf8')
  const danmaku = source
    .trimEnd()
    .split('\n')
    .map((text) => danmakuLineSchema.strict().parse(JSON.parse(text)))

  it('runs from 0 to its end in order, never silent for long', () => {
    const times = danmaku.map(({ atMs }) => atMs)
    expect(times[0]).toBe(0)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    const gaps = [...times.slice(1), room.durationMs].map((atMs, i) => atMs - (times[i] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...gaps)).toBeLessThan(15_000)
  })

  it('holds no message twice and gives every viewer one id and one name', () => {
    const keys = danmaku.map(({ userId, atMs, text }) => JSON.stringify([userId, atMs, text]))
    expect(new Set(keys).size).toBe(keys.length)
    const viewers = new Set(danmaku.map(({ userId, userName }) => JSON.stringify([userId, userName])))
    expect(viewers.size).toBe(new Set(danmaku.map(({ userId }) => userId)).size)
  })

  it('asks only about items that go on air', () => {
    const numbers = new Set(room.items.map(({ number }) => number))
    const named = danmaku.flatMap(({ text }) => [...text.matchAll(/(\d+)号|\b(?:number|item) (\d+)/gi)])
    expect(named.length).toBeGreaterThan(0)
    for (const [, chinese, english] of named) expect(numbers).toContain(Number(chinese ?? english))
  })

  it('is a sheet as a good host keeps one: lengths, talking points, stock and answers', () => {
    for (const item of room.items) {
      expect(item.plannedMs).not.toBeNull()
      expect(item.talkingPoints).toHaveLength(3)
      expect(item.stock).toBeGreaterThan(0)
      expect(item.faq.length).toBeGreaterThan(0)
    }
  })

  it('shows a newcomer several questions within ten seconds', () => {
    const early = danmaku.filter(({ atMs, text }) => atMs < 10_000 && classify(text).question)
    expect(early.length).toBeGreaterThanOrEqual(3)
  })
})
