import { expect, test } from 'vitest'

import { defaultRules } from '#shared/domain/shout-outs/default-rules.ts'
import { draftOf, numberIn, rulesIn, templateProblem, visitsIn } from './rules-form.ts'

const rules = defaultRules('zh-CN')

test('rules that were shown and not touched are saved as they were', () => {
  expect(rulesIn(draftOf(rules))).toEqual(rules)
  expect(rulesIn(draftOf(defaultRules('en')))).toEqual(defaultRules('en'))
})

test('numbers are taken as people write them, and refused outside of what makes sense', () => {
  const limits = { min: 10, max: 900 }
  expect(numberIn(' 45 ', limits)).toBe(45)
  for (const wrong of ['', '9', '901', '一分钟', '-45', '4e2', '45 s'])
    expect(numberIn(wrong, limits)).toBeNull()
  expect(visitsIn('10, 30、50，100')).toEqual([10, 30, 50, 100])
  expect(visitsIn('')).toEqual([])
  for (const wrong of ['0', '1.5', '第十次']) expect(visitsIn(wrong)).toBeNull()
})

test('one wrong field keeps the whole form from being saved', () => {
  const draft = draftOf(rules)
  expect(rulesIn({ ...draft, gapMs: '3' })).toBeNull()
  const vip = { ...draft.tiers.vip, cooldownMinutes: '0' }
  expect(rulesIn({ ...draft, tiers: { ...draft.tiers, vip } })).toBeNull()
  const entered = { ...draft.templates.entered, member: '{名字}好' }
  expect(rulesIn({ ...draft, templates: { ...draft.templates, entered } })).toBeNull()
})

test('empty lines are nothing, and what is wrong with a line is told', () => {
  const draft = draftOf(rules)
  const entered = { ...draft.templates.entered, vip: '\n  {name}来啦  \n\n{name}好\n' }
  expect(rulesIn({ ...draft, templates: { ...draft.templates, entered } })?.templates.entered.vip).toEqual([
    '{name}来啦',
    '{name}好',
  ])
  expect(templateProblem('{name}好')).toBeNull()
  expect(templateProblem('{名字}好')).toEqual({ kind: 'unknownVariable', name: '名字' })
  expect(templateProblem('{name好')).toEqual({ kind: 'strayBrace' })
  expect(templateProblem('好'.repeat(121))).toEqual({ kind: 'tooLong', n: 120 })
  expect(templateProblem('好\n'.repeat(7))).toEqual({ kind: 'tooMany', n: 6 })
})
