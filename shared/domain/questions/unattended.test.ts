import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { bandOf, deadlineMs } from './clock.ts'
import type { Lifecycle, Question } from './question.ts'
import { UNATTENDED_AFTER_MS, unattendedQueue } from './unattended.ts'

const OPEN: Lifecycle = { status: 'open', claim: null, answer: null }
const NOW = 1_000_000

function question(sentAgoMs: number, lifecycle: Lifecycle = OPEN): Question {
  return {
    questionId: `q${sentAgoMs}`,
    threadKey: 'size:3:',
    intent: 'size',
    itemNumber: 3,
    messages: [
      {
        danmakuId: 'd1',
        userId: 'u',
        userName: '阿梅',
        fan: { tier: 'guest', privateDomain: false },
        text: '有L码吗',
        sentAtMs: NOW - sentAgoMs,
      },
    ],
    further: [],
    mergedFrom: [],
    earliestSentAtMs: NOW - sentAgoMs,
    lifecycle,
    changed: { seq: 1, byName: '' },
  }
}

const heldUntil = (untilMs: number): Lifecycle => ({
  status: 'claimed',
  claim: { holderId: 'm1', holderName: '小林', untilMs },
  answer: null,
})
const DISMISSED: Lifecycle = { status: 'dismissed', claim: null, answer: null }
const LONG_AGO = NOW - 60_000

describe('the unattended queue', () => {
  it('is one with a question about to run out, nobody on it and nobody about', () => {
    expect(unattendedQueue([question(20_000), question(25_000)], LONG_AGO, NOW)).toEqual({
      count: 2,
      firstDeadlineMs: NOW + 5_000,
    })
  })

  it('is not one while somebody of the staff is at work', () => {
    expect(unattendedQueue([question(25_000)], NOW - UNATTENDED_AFTER_MS + 1, NOW)).toBeNull()
    expect(unattendedQueue([question(25_000)], NOW - UNATTENDED_AFTER_MS, NOW)).not.toBeNull()
  })

  it('does not ring for what has time left, is over, or is held', () => {
    expect(unattendedQueue([question(5_000)], LONG_AGO, NOW)).toBeNull()
    expect(unattendedQueue([question(40_000)], LONG_AGO, NOW)).toBeNull()
    expect(unattendedQueue([question(25_000, heldUntil(NOW + 1))], LONG_AGO, NOW)).toBeNull()
    expect(unattendedQueue([question(25_000, DISMISSED)], LONG_AGO, NOW)).toBeNull()
  })

  it('rings for a claim that has run out before the service took it back', () => {
    expect(unattendedQueue([question(25_000, heldUntil(NOW))], LONG_AGO, NOW)?.count).toBe(1)
  })

  it('counts exactly the unheld questions about to run out', () => {
    const lifecycles = fc.constantFrom(OPEN, DISMISSED, heldUntil(NOW + 5_000), heldUntil(NOW - 1))
    const questions = fc.array(fc.tuple(fc.integer({ min: 0, max: 60_000 }), lifecycles))
    fc.assert(
      fc.property(questions, fc.integer({ min: 0, max: 60_000 }), (specs, quietMs) => {
        const all = specs.map(([agoMs, lifecycle]) => question(agoMs, lifecycle))
        const alone = all.filter((one) => {
          const band = bandOf(deadlineMs(one), NOW)
          const { status, claim } = one.lifecycle
          const free = status === 'open' || (status === 'claimed' && claim !== null && claim.untilMs <= NOW)
          return free && (band === 'soon' || band === 'urgent')
        })
        const expected = quietMs >= UNATTENDED_AFTER_MS && alone.length > 0
        const alarm = unattendedQueue(all, NOW - quietMs, NOW)
        expect(alarm?.count ?? 0).toBe(expected ? alone.length : 0)
        if (alarm) expect(alarm.firstDeadlineMs).toBe(Math.min(...alone.map(deadlineMs)))
      }),
    )
  })
})
