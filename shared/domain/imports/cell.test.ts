import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseList, parseMoney, parseWhole, parseYesNo } from './cell.ts'
import { parseBirthday, parseDate, parseDuration, type WallTime } from './cell-time.ts'

const EMPTY = { ok: true, value: null }
const is = (value: unknown) => ({ ok: true, value })
const utc = (wall: WallTime): number =>
  Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second)

describe('money', () => {
  it.each([
    ['¥1,299.00', 129_900],
    ['1299元', 129_900],
    ['￥１，２９９．５', 129_950],
    [' 1.2万 ', 1_200_000],
    ['-12.5', -1_250],
    ['-¥12.50', -1_250],
    [0.1 + 0.2, 30],
    [1_299, 129_900],
  ])('reads %j', (cell, fen) => expect(parseMoney(cell)).toEqual(is(fen)))

  it.each(['三百', '12.345', '$12', '1,29', '--5', '12元钱', '1e5'])('refuses %j', (cell) =>
    expect(parseMoney(cell)).toEqual({ ok: false, kind: 'notMoney' }),
  )

  it.each(['', '-', '无', null, '—'])('takes %j for nothing', (cell) =>
    expect(parseMoney(cell)).toEqual(EMPTY),
  )

  it('counts in the unit of the heading', () => {
    expect(parseMoney('1299', 'fen')).toEqual(is(1_299))
    expect(parseMoney(1.5, 'wan')).toEqual(is(1_500_000))
  })

  it('comes back whole from every way of writing it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (fen) => {
        const yuan = (fen / 100).toFixed(2)
        const grouped = yuan.replace(/\B(?=(?:\d{3})+\.)/g, ',')
        for (const text of [yuan, `¥${grouped}`, `${grouped}元`, `￥ ${yuan} `]) {
          expect(parseMoney(text)).toEqual(is(fen))
        }
        expect(parseMoney(fen / 100)).toEqual(is(fen))
      }),
    )
  })
})

describe('dates', () => {
  const at = Date.UTC(2026, 10, 2, 10, 20, 33)
  it.each([
    '2026-11-02 10:20:33',
    '2026/11/2 10:20:33',
    '2026.11.02 10:20:33',
    '2026年11月2日 10时20分33秒',
    '2026年11月02日 上午10:20:33',
    '2026-11-02T10:20:33Z',
    '2026-11-02T18:20:33+08:00',
    '20261102102033',
    String(at),
    at / 1_000,
    46_328 + (10 * 3_600 + 20 * 60 + 33) / 86_400,
  ])('reads %j', (cell) => expect(parseDate(cell, utc)).toEqual(is(at)))

  it.each(['2026-02-30', '2026-13-01', '2026-11-02 25:00', 'yesterday', '11/02/2026', '7'])(
    'refuses %j',
    (cell) => expect(parseDate(cell, utc)).toEqual({ ok: false, kind: 'notDate' }),
  )

  it('takes what shops write for never as nothing', () => {
    expect(parseDate('0000-00-00 00:00:00', utc)).toEqual(EMPTY)
  })

  it('reads any second of a century, however it is written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1970, 0, 2) / 1_000, max: Date.UTC(2070, 0, 1) / 1_000 }),
        (second) => {
          const iso = new Date(second * 1_000).toISOString().slice(0, 19).replace('T', ' ')
          expect(parseDate(iso, utc)).toEqual(is(second * 1_000))
          expect(parseDate(iso.replaceAll('-', '/'), utc)).toEqual(is(second * 1_000))
          expect(parseDate(25_569 + second / 86_400, utc)).toEqual(is(second * 1_000))
        },
      ),
    )
  })

  it.each([
    ['1990-05-20', '1990-05-20'],
    ['5月20日', '05-20'],
    ['05-20', '05-20'],
    ['2/29', '02-29'],
    ['19900520', '1990-05-20'],
    [33_013, '1990-05-20'],
  ])('reads the birthday %j', (cell, birthday) => expect(parseBirthday(cell)).toEqual(is(birthday)))

  it.each(['1991-02-29', '13-01', 'May'])('refuses the birthday %j', (cell) =>
    expect(parseBirthday(cell)).toEqual({ ok: false, kind: 'notBirthday' }),
  )
})

it.each([
  ['5:00', 300_000],
  ['00:05:00', 300_000],
  ['5分钟', 300_000],
  ['5′', 300_000],
  ['1小时30分', 5_400_000],
  ['90s', 90_000],
  [300, 300_000],
  [300 / 86_400, 300_000],
  ['1899-12-31 00:05:00', 300_000],
])('reads the length %j', (cell, ms) => expect(parseDuration(cell)).toEqual(is(ms)))

it('reads lengths in the unit of the heading, and refuses what is none', () => {
  expect(parseDuration('5', 'minute')).toEqual(is(300_000))
  expect(parseDuration('long')).toEqual({ ok: false, kind: 'notDuration' })
  expect(parseDuration('5:75')).toEqual({ ok: false, kind: 'notDuration' })
})

it('reads whole numbers, yes and no, and lists', () => {
  expect(parseWhole('1,200 次')).toEqual(is(1_200))
  expect(parseWhole('12.5')).toEqual({ ok: false, kind: 'notNumber' })
  for (const yes of ['是', 'Y', '1', 'TRUE', true, '√']) expect(parseYesNo(yes)).toEqual(is(true))
  for (const no of ['否', 'n', 0, false]) expect(parseYesNo(no)).toEqual(is(false))
  expect(parseYesNo('maybe')).toEqual({ ok: false, kind: 'notYesNo' })
  expect(parseList('老客，敏感肌;老客、上海')).toEqual(['老客', '敏感肌', '上海'])
})

it('never throws, whatever a cell holds', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null)), (cell) => {
      for (const parse of [parseMoney, parseWhole, parseYesNo, parseBirthday, parseDuration]) {
        expect(parse(cell)).toHaveProperty('ok')
      }
      expect(parseDate(cell, utc)).toHaveProperty('ok')
    }),
  )
})
