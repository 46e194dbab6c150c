import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import {
  A_MEI,
  ACT_KINDS,
  commandOf,
  HOST,
  Show,
  takeStep,
  XIAO_LIN,
  type ActKind,
  type Step,
} from '../testing/show.ts'
import { fromSnapshot, toSnapshot, type SessionState } from '../session/state.ts'
import { evolve, evolveAll } from '../session/evolve.ts'
import { EMPTY_STATE } from '../session/state.ts'
import { ANSWER_WITHIN_MS, answeredInTime, bandOf, CLAIM_LASTS_MS, deadlineMs, secondsLeft } from './clock.ts'
import { orderQueue } from './order.ts'
import { askerIdsOf, askersOf, isAskedBy, isPending, messagesOf, type Question } from './question.ts'

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

const questionOf = (show: Show, questionId: string | null): Question => {
  const question = show.state.questions.get(questionId ?? '')
  if (!question) throw new Error(`no question ${questionId}`)
  return question
}

function ask(text = '有L码吗', show = new Show()): { show: Show; questionId: string } {
  const questionId = show.say(text)
  if (questionId === null) throw new Error(`"${text}" was not taken for a question`)
  return { show, questionId }
}

describe('the clock', () => {
  test('runs thirty seconds from the moment the viewer sent the question, not from its arrival', () => {
    const show = new Show()
    const questionId = show.say('有L码吗', 'a', 4_000)
    expect(deadlineMs(questionOf(show, questionId))).toBe(show.nowMs - 4_000 + ANSWER_WITHIN_MS)
  })

  test.each([
    [30_000, 30, 'calm'],
    [15_001, 16, 'calm'],
    [15_000, 15, 'soon'],
    [7_001, 8, 'soon'],
    [7_000, 7, 'urgent'],
    [1, 1, 'urgent'],
    [0, 0, 'urgent'],
    [-1, -1, 'late'],
    [-8_000, -8, 'late'],
  ] as const)('shows %i ms left as %i s, %s', (leftMs, seconds, band) => {
    expect(secondsLeft(leftMs, 0)).toBe(seconds)
    expect(bandOf(leftMs, 0)).toBe(band)
  })

  test('an answer at the last millisecond is in time, one later is a miss', () => {
    const { show, questionId } = ask()
    show.nowMs += ANSWER_WITHIN_MS
    show.command(HOST, { type: 'answerAloud', questionId })
    expect(answeredInTime(questionOf(show, questionId))).toBe(true)

    const late = ask()
    late.show.nowMs += ANSWER_WITHIN_MS + 1
    late.show.command(HOST, { type: 'answerAloud', questionId: late.questionId })
    expect(answeredInTime(questionOf(late.show, late.questionId))).toBe(false)
    expect(late.show.state.totals).toMatchObject({ answered: 1, answeredInTime: 0 })
  })
})

describe('threads', () => {
  test('viewers who ask the same about the same item share one thread with the earliest deadline', () => {
    const show = new Show()
    show.command(HOST, {
      type: 'putItemOnAir',
      item: { number: 3, title: '大衣', priceFen: 39_900, listPriceFen: null },
    })
    const first = show.say('有L码吗', 'a')
    show.nowMs += 2_000
    const second = show.say('3号有L码么', 'b', 5_000)
    expect(second).toBe(first)
    const question = questionOf(show, first)
    expect(askersOf(question).map(({ userId }) => userId)).toEqual(['room:a', 'room:b'])
    expect(deadlineMs(question)).toBe(show.nowMs - 5_000 + ANSWER_WITHIN_MS)
  })

  test('a flood of askers is kept whole: the first messages in full, the rest by id', () => {
    const show = new Show()
    const asked = Array.from({ length: 60 }, (_, index) => show.say('多少钱', `u${index % 45}`))
    expect(new Set(asked).size).toBe(1)
    const question = questionOf(show, asked[0] ?? null)
    expect(question.messages).toHaveLength(20)
    expect(question.further).toHaveLength(40)
    expect(askerIdsOf(question).size).toBe(45)
    expect(isAskedBy(question, 'room:u44')).toBe(true)
  })

  test('the same words about another item are another thread', () => {
    const show = new Show()
    expect(show.say('2号多少钱')).not.toBe(show.say('3号多少钱'))
  })

  test('a fresh question does not fall into the late lane because of an old one', () => {
    const { show, questionId } = ask('多少钱')
    show.wait(ANSWER_WITHIN_MS + 1)
    const fresh = show.say('多少钱', 'b')
    expect(fresh).not.toBe(questionId)
    expect(bandOf(deadlineMs(questionOf(show, fresh)), show.nowMs)).toBe('calm')
  })

  test('a question of a muted viewer, or with a blocked word, is kept in the log and not put to the host', () => {
    const show = new Show()
    show.command(XIAO_LIN, { type: 'muteViewer', userId: 'room:spam', userName: 'spam' })
    show.command(XIAO_LIN, { type: 'blockWord', word: 'ＶＸ' })
    expect(show.say('多少钱', 'spam')).toBeNull()
    expect(show.say('多少钱 加 v x 便宜')).toBeNull()
    expect(show.state.totals.danmaku).toBe(2)
    const hidden = show.events.flatMap((event) =>
      event.type === 'danmakuReceived' ? [event.body.hidden] : [],
    )
    expect(hidden).toEqual(['mutedViewer', 'blockedWord'])
  })

  test('merging by hand keeps every asker and the earliest deadline, and undo takes it apart again', () => {
    const show = new Show()
    const older = show.say('什么时候发货', 'a')
    show.nowMs += 3_000
    const newer = show.say('多少钱', 'b')
    const before = show.state
    expect(
      show.command(XIAO_LIN, { type: 'mergeQuestion', questionId: older ?? '', intoQuestionId: newer ?? '' }),
    ).toBeNull()
    const target = questionOf(show, newer)
    expect(messagesOf(target).map(({ text }) => text)).toEqual(['多少钱', '什么时候发货'])
    expect(deadlineMs(target)).toBe(show.nowMs - 3_000 + ANSWER_WITHIN_MS)
    expect(questionOf(show, older).lifecycle.answer).toMatchObject({ how: 'merged', intoQuestionId: newer })

    expect(show.command(XIAO_LIN, { type: 'undo' })).toBeNull()
    expect(comparable(show.state)).toEqual(comparable(before))
  })

  test('a merged thread stays in once the one it went into has been answered: a miss cannot be undone that way', () => {
    const show = new Show()
    const late = show.say('什么时候发货', 'a', 20_000)
    const fresh = show.say('多少钱', 'b')
    show.command(XIAO_LIN, { type: 'mergeQuestion', questionId: late ?? '', intoQuestionId: fresh ?? '' })
    show.nowMs += 15_000
    show.command(HOST, { type: 'answerAloud', questionId: fresh ?? '' })
    expect(answeredInTime(questionOf(show, fresh))).toBe(false)
    expect(show.command(XIAO_LIN, { type: 'reopenQuestion', questionId: late ?? '' })).toMatchObject({
      kind: 'alreadyClosed',
    })
    expect(show.command(XIAO_LIN, { type: 'undo' })).toMatchObject({ kind: 'alreadyClosed' })
    expect(answeredInTime(questionOf(show, fresh))).toBe(false)
  })
})

describe('claims', () => {
  test('a second claim is refused with the name of who holds it', () => {
    const { show, questionId } = ask()
    expect(show.command(XIAO_LIN, { type: 'claimQuestion', questionId })).toBeNull()
    expect(show.command(A_MEI, { type: 'claimQuestion', questionId })).toEqual({
      kind: 'alreadyClaimed',
      holderName: '小林',
      untilMs: show.nowMs + CLAIM_LASTS_MS,
    })
  })

  test('a claim that runs out returns to the queue, and another moderator may take it', () => {
    const { show, questionId } = ask()
    show.command(XIAO_LIN, { type: 'claimQuestion', questionId })
    show.wait(CLAIM_LASTS_MS)
    expect(questionOf(show, questionId).lifecycle.status).toBe('open')
    expect(show.command(A_MEI, { type: 'claimQuestion', questionId })).toBeNull()
  })

  test('the host answers aloud past a claim, another moderator does not', () => {
    const { show, questionId } = ask()
    show.command(XIAO_LIN, { type: 'claimQuestion', questionId })
    expect(show.command(A_MEI, { type: 'answerAloud', questionId })).toMatchObject({ kind: 'alreadyClaimed' })
    expect(show.command(HOST, { type: 'answerAloud', questionId })).toBeNull()
  })
})

describe('undo', () => {
  test('refuses what somebody else has changed since, and names them', () => {
    const { show, questionId } = ask()
    show.command(XIAO_LIN, { type: 'dismissQuestion', questionId })
    show.command(A_MEI, { type: 'reopenQuestion', questionId })
    expect(show.command(XIAO_LIN, { type: 'undo' })).toEqual({ kind: 'changedSince', byName: '阿梅' })
  })

  test('takes a card off the wall together with the answer', () => {
    const { show, questionId } = ask()
    show.command(XIAO_LIN, { type: 'pinQuestion', questionId, answer: '有' })
    expect(show.state.wall).toMatchObject({ question: '有L码吗', answer: '有' })
    show.command(XIAO_LIN, { type: 'undo' })
    expect(show.state.wall).toBeNull()
    expect(isPending(questionOf(show, questionId))).toBe(true)
  })
})

test('nobody but staff can command a show', () => {
  const show = new Show()
  const viewer = { role: 'viewer', id: 'v', name: 'v' } as const
  expect(show.command(viewer, { type: 'goLive' })).toEqual({ kind: 'notAllowed' })
  expect(show.command(XIAO_LIN, { type: 'goLive' })).toEqual({ kind: 'notAllowed' })
})

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

/** The state without what an undo legitimately leaves behind: sequence, who changed last, the undo list, order of maps. */
function comparable(state: SessionState): unknown {
  const questions = [...state.questions.values()]
    .map(({ changed: _changed, ...question }) => question)
    .toSorted((a, b) => (a.questionId < b.questionId ? -1 : 1))
  return { ...state, seq: 0, undo: [], closed: state.closed.toSorted(), questions, joinable: [] }
}

/** Messages by walking the events' merges, independently of what the thread itself says. */
function collectMessages(state: SessionState, question: Question): Question['messages'] {
  const merged = [...state.questions.values()].filter(
    (other) => other.lifecycle.answer?.intoQuestionId === question.questionId,
  )
  return [...question.messages, ...merged.flatMap((other) => collectMessages(state, other))]
}
