import { describe, expect, it } from 'vitest'
import type { SessionSummary } from '#shared/protocol/down.ts'
import { durationMsOf, inTimePercent } from './session-rate.ts'

const summary: SessionSummary = {
  sessionId: 's',
  title: '',
  kind: 'show',
  phase: 'ended',
  createdAtMs: 0,
  liveAtMs: 1_000,
  endedAtMs: 61_000,
  danmaku: 0,
  questions: 12,
  answered: 10,
  answeredInTime: 8,
  dismissed: 0,
}

describe('the share of questions answered in time', () => {
  it('counts an unanswered question as a miss', () => {
    expect(inTimePercent(summary)).toBe(67)
  })

  it('leaves out what was no question, and says nothing about no questions', () => {
    expect(inTimePercent({ ...summary, dismissed: 4 })).toBe(100)
    expect(inTimePercent({ ...summary, questions: 3, answeredInTime: 0, dismissed: 3 })).toBe(null)
  })
})

it('a show that never went live has no length', () => {
  expect(durationMsOf(summary)).toBe(60_000)
  expect(durationMsOf({ ...summary, liveAtMs: null })).toBe(null)
})
