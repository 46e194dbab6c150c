import { describe, expect, test } from 'vitest'

import { FIRST_RULES } from '#shared/domain/assistant/unattended-rules.ts'
import { rulesFormOf, rulesIn } from './rules-form.ts'

describe('the rules in the fields', () => {
  test('come out as they went in', () => {
    const night = { ...FIRST_RULES, hours: { fromMinute: 1_410, untilMinute: 360 }, drafts: true }
    for (const rules of [FIRST_RULES, night]) expect(rulesIn(rulesFormOf(rules), true)).toEqual(rules)
  })

  test('are none while no kind of question is chosen or the hours cannot be', () => {
    const form = rulesFormOf(FIRST_RULES)
    expect(rulesIn({ ...form, intents: [] }, true)).toBeNull()
    expect(rulesIn({ ...form, timed: true, from: '' }, true)).toBeNull()
    expect(rulesIn({ ...form, timed: true, from: '07:00', until: '07:00' }, true)).toBeNull()
    expect(rulesIn({ ...form, from: '' }, true)).not.toBeNull()
  })

  test('allow no drafts where none can be had', () => {
    expect(rulesIn({ ...rulesFormOf(FIRST_RULES), drafts: true }, false)?.drafts).toBe(false)
  })
})
