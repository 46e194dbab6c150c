import { expect, it } from 'vitest'

import { birthdayOf, BLANK_FAN, checkForm } from './fan-form.ts'
import { checkRule, ruleFormOf } from './rule-form.ts'

it.each([
  ['05-20', '05-20'],
  ['5-2', '05-02'],
  ['1990-05-20', '1990-05-20'],
  ['1990.5.20', '1990-05-20'],
  ['5月20日', '05-20'],
  ['１９９０年５月２０日', '1990-05-20'],
  ['0520', '05-20'],
  ['19900520', '1990-05-20'],
  ['13-01', null],
  ['05-32', null],
  ['明天', null],
])('reads the birthday %s', (text, birthday) => {
  expect(birthdayOf(text)).toBe(birthday)
})

it('tells what is missing before anything is saved', () => {
  expect(checkForm(BLANK_FAN)).toMatchObject({ nameMissing: true, edit: null })
  const named = { ...BLANK_FAN, name: ' 王小梅 ' }
  expect(checkForm(named).edit?.name).toBe('王小梅')
  expect(checkForm({ ...named, birthday: '2月' })).toMatchObject({ birthdayInvalid: true, edit: null })
  expect(checkForm({ ...named, identities: [{ source: 'room', userId: ' ' }] })).toMatchObject({
    identityMissing: true,
    edit: null,
  })
  // A row that was added and left empty is no account.
  expect(checkForm({ ...named, identities: [{ source: '', userId: '' }] }).edit?.identities).toEqual([])
})

it('reads a tier rule as people type numbers, and says which field it cannot read', () => {
  const form = {
    key: 'k',
    tier: 'vip' as const,
    orders: '５',
    spent: '2,000元',
    withinDays: '180',
    visits: '',
  }
  const check = checkRule(form)
  expect(check).toEqual({
    ok: true,
    rule: { tier: 'vip', minOrders: 5, minSpentFen: 200_000, withinDays: 180, minVisits: 0 },
  })
  if (check.ok) expect(ruleFormOf(check.rule, 'k')).toMatchObject({ orders: '5', spent: '2000', visits: '' })
  expect(checkRule({ ...form, orders: '很多', withinDays: '99999' })).toEqual({
    ok: false,
    fields: ['orders', 'withinDays'],
    empty: false,
  })
  expect(checkRule({ ...form, orders: '', spent: '', withinDays: '' })).toMatchObject({
    ok: false,
    empty: true,
  })
})
