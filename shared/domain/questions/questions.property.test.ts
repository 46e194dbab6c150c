import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  A_MEI,
  ACT_KINDS,
  commandOf,
  comparable,
  HOST,
  Show,
  takeStep,
  XIAO_LIN,
  type ActKind,
  type Step,
} from '../testing/show.ts'
import { evolve, evolveAll } from '../session/evolve.ts'
import { EMPTY_STATE, fromSnapshot, toSnapshot, type SessionState } from '../session/state.ts'
import { answeredInTime, deadlineMs } from './clock.ts'
import { orderQueue } from './order.ts'
import { isPending, type Question } from './question.ts'

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      text: fc.constantFrom(
        '有L码吗',
        '多少钱',
        '什么时候发货',
        '求链接',
        '3号多少钱',
        '主播好',
        '敏感肌能用吗',
      ),
      by: fc.constantFrom('a', 'b', 'c', 'd'),
      ageMs: fc.integer({ min: 0, max: 20_000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 25_000 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      actor: fc.constantFrom(HOST, XIAO_LIN, A_MEI),
      kind: fc.constantFrom(...ACT_KINDS),
      on: fc.nat({ max: 30 }),
      other: fc.nat({ max: 30 }),
    }),
  },
)

describe('whatever people do', () => {
  const shows = fc.array(stepArbitrary, { maxLength: 120 })

  const played = (steps: Parameters<typeof takeStep>[1][]): Show => {
    const show = new Show()
    for (const step of steps) takeStep(show, step)
    return show
  }

  test('no question is lost: every pending one is in the queue exactly once, every asker in a thread', () => {
    fc.assert(
      fc.property(shows, (steps) => {
        const show = played(steps)
        const queue = orderQueue(show.state.questions.values(), show.nowMs)
        const queued = [...queue.inTime, ...queue.late].map(({ question }) => question.questionId)
        const pending = [...show.state.questions.values()].filter(isPending)
        expect(queued.toSorted()).toEqual(pending.map(({ questionId }) => questionId).toSorted())

        const asked = show.events.flatMap((event) =>
          event.type === 'questionOpened' || event.type === 'questionJoined'
            ? [event.body.message.danmakuId]
            : [],
        )
        const kept = [...show.state.questions.values()].flatMap((question) =>
          [...question.messages, ...question.further].map((message) => message.danmakuId),
        )
        expect(kept.toSorted()).toEqual(asked.toSorted())
      }),
    )
  })

  test('the deadline is the earliest send time of the thread and all merged into it, plus thirty seconds', () => {
    fc.assert(
      fc.property(shows, (steps) => {
        const { state } = played(steps)
        for (const question of state.questions.values()) {
          const inside = collectMessages(state, question)
          expect(deadlineMs(question)).toBe(Math.min(...inside.map((message) => message.sentAtMs)) + 30_000)
        }
      }),
    )
  })

  test('a question has a holder exactly while it is claimed, and never one whose claim has run out', () => {
    fc.assert(
      fc.property(shows, (steps) => {
        const show = played(steps)
        show.wait(0)
        for (const { lifecycle } of show.state.questions.values()) {
          expect(lifecycle.claim !== null).toBe(lifecycle.status === 'claimed')
          expect(lifecycle.answer !== null).toBe(lifecycle.status === 'answered')
          if (lifecycle.claim) expect(lifecycle.claim.untilMs).toBeGreaterThan(show.nowMs)
        }
      }),
    )
  })

  test('nobody takes a question that another person holds', () => {
    fc.assert(
      fc.property(shows, fc.nat({ max: 30 }), (steps, on) => {
        const show = played(steps)
        const held = [...show.state.questions.values()].filter(
          ({ lifecycle }) =>
            lifecycle.claim && lifecycle.claim.holderId !== A_MEI.id && lifecycle.claim.untilMs > show.nowMs,
        )
        const question = held[on % held.length]
        if (!question) return
        for (const kind of ['claimQuestion', 'replyToQuestion', 'dismissQuestion', 'pinQuestion'] as const) {
          const refusal = show.command(A_MEI, commandOf(kind, question.questionId, question.questionId))
          expect(refusal).toMatchObject({
            kind: 'alreadyClaimed',
            holderName: question.lifecycle.claim?.holderName,
          })
        }
      }),
    )
  })

  test('a late answer stays a miss: nothing done later turns a standing late answer into one in time', () => {
    fc.assert(
      fc.property(shows, shows, (before, after) => {
        const show = played(before)
        const misses = [...show.state.questions.values()].filter(
          (question) =>
            question.lifecycle.answer &&
            question.lifecycle.answer.how !== 'merged' &&
            !answeredInTime(question),
        )
        for (const step of after) takeStep(show, step)
        for (const miss of misses) {
          const now = show.state.questions.get(miss.questionId)
          expect(now && answeredInTime(now)).toBe(false)
        }
      }),
    )
  })

  test('undo puts the state back as it was before the action', () => {
    const kinds = fc.constantFrom<ActKind>(
      'claimQuestion',
      'releaseClaim',
      'answerAloud',
      'replyToQuestion',
      'mergeQuestion',
      'dismissQuestion',
      'reopenQuestion',
    )
    fc.assert(
      fc.property(shows, kinds, fc.nat({ max: 30 }), fc.nat({ max: 30 }), (steps, kind, on, other) => {
        const show = played(steps)
        const ids = [...show.state.questions.keys()]
        const [questionId, into] = [ids[on % ids.length], ids[other % ids.length]]
        if (questionId === undefined || into === undefined) return
        const before = show.state
        const renews = before.questions.get(questionId)?.lifecycle.claim?.holderId === XIAO_LIN.id
        if (kind === 'claimQuestion' && renews) return
        if (show.command(XIAO_LIN, commandOf(kind, questionId, into)) !== null) return
        expect(show.command(XIAO_LIN, { type: 'undo' })).toBeNull()
        expect(comparable(show.state)).toEqual(comparable(before))
      }),
    )
  })

  test('the totals are what counting the questions gives', () => {
    fc.assert(
      fc.property(shows, (steps) => {
        const { state } = played(steps)
        const questions = [...state.questions.values()]
        const answered = questions.filter(
          ({ lifecycle }) => lifecycle.answer && lifecycle.answer.how !== 'merged',
        )
        expect(state.totals).toMatchObject({
          questions: questions.length,
          answered: answered.length,
          answeredInTime: answered.filter(answeredInTime).length,
          dismissed: questions.filter(({ lifecycle }) => lifecycle.status === 'dismissed').length,
        })
      }),
    )
  })

  test('folding one by one, in batches, or from a snapshot in the middle leads to the same state', () => {
    fc.assert(
      fc.property(shows, fc.nat(), (steps, cut) => {
        const { events, state } = played(steps)
        const middle = cut % (events.length + 1)
        const oneByOne = events.reduce(evolve, EMPTY_STATE)
        const snapshot = toSnapshot(evolveAll(EMPTY_STATE, events.slice(0, middle)))
        const fromMiddle = evolveAll(fromSnapshot(structuredClone(snapshot)), events.slice(middle))
        expect(oneByOne).toEqual(state)
        expect(fromMiddle).toEqual(state)
      }),
    )
  })

  test('every question reaches the front: a guest is overtaken by fans for a bounded time only', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 25_000 }), { minLength: 1, maxLength: 20 }), (ages) => {
        const show = new Show()
        const guest = show.say('多少钱', 'guest', 9_000)
        const vip = { tier: 'vip', privateDomain: true } as const
        for (const [index, ageMs] of ages.entries()) {
          show.say(`${index + 1}号什么面料`, `fan${index}`, Math.min(ageMs, 900), vip)
        }
        const { inTime } = orderQueue(show.state.questions.values(), show.nowMs)
        // Eight seconds is the largest head start; who asked that much later can never stand before the guest.
        expect(inTime[0]?.question.questionId).toBe(guest)
      }),
    )
  })
})

/** Messages by walking the events' merges, independently of what the thread itself says. */
function collectMessages(state: SessionState, question: Question): Question['messages'] {
  const merged = [...state.questions.values()].filter(
    (other) => other.lifecycle.answer?.intoQuestionId === question.questionId,
  )
  return [...question.messages, ...merged.flatMap((other) => collectMessages(state, other))]
}
