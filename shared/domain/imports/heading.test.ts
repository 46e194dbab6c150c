import { expect, it } from 'vitest'

import type { ImportColumn } from './column.ts'
import { headingRow, recogniseHeadings, unitOf } from './heading.ts'

const column = (field: string, zh: string, headings: string[] = []): ImportColumn => ({
  field,
  format: 'text',
  label: { zh, en: field },
  headings,
  examples: [],
})
const COLUMNS = [
  column('name', '昵称', ['客户昵称']),
  column('spent', '累计消费', ['消费金额']),
  column('phone', '手机号'),
]

const fieldsOf = (headings: string[], chosen?: ReadonlyMap<string, string>) =>
  Object.fromEntries(recogniseHeadings(headings, COLUMNS, chosen))

it('knows a heading whatever its width, case, blanks, marks and units', () => {
  expect(fieldsOf([' ＊客户昵称 ', '累计消费（元）', 'PHONE', '别的'])).toEqual({
    0: 'name',
    1: 'spent',
    2: 'phone',
  })
})

it('gives a field to one column: the one that names it letter by letter', () => {
  expect(fieldsOf(['手机号(收货人)', '手机号'])).toEqual({ 1: 'phone' })
})

it('prefers what was chosen by hand, also to leave a column out', () => {
  expect(fieldsOf(['别的', '昵称'], new Map([['别的', 'name']]))).toEqual({ 0: 'name' })
  expect(fieldsOf(['昵称'], new Map([['昵称', '']]))).toEqual({})
})

it('finds the headings below a title, and units in their brackets', () => {
  expect(headingRow([['客户导出'], ['2026-11'], ['昵称', '手机号'], ['小林', '1']], COLUMNS)).toBe(2)
  expect(headingRow([[null], ['a', 'b'], ['c', 'd']], COLUMNS)).toBe(1)
  expect([
    unitOf('金额(分)', 'money'),
    unitOf('时长（分）', 'duration'),
    unitOf('金额(万元)', 'money'),
  ]).toEqual(['fen', 'minute', 'wan'])
})
