import { describe, expect, test } from 'vitest'

import { A_MEI, comparable, HOST, Show, XIAO_LIN } from '../testing/show.ts'
import { ANSWER_WITHIN_MS, answeredInTime, bandOf, CLAIM_LASTS_MS, deadlineMs, secondsLeft } from './clock.ts'
import { askerIdsOf, askersOf, isAskedBy, isPending, messagesOf, type Question } from './question.ts'
import { itemOf } from '../run-sheet/item.ts'

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
      item: itemOf({ number: 3, title: '大衣', priceFen: 39_900, listPriceFen: null }),
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

  test('goes on back through one person’s actions, and passes over renewals of a claim', () => {
    const { show, questionId } = ask()
    show.command(XIAO_LIN, { type: 'claimQuestion', questionId })
    show.nowMs += 5_000
    show.command(XIAO_LIN, { type: 'claimQuestion', questionId })
    show.command(XIAO_LIN, { type: 'answerAloud', questionId })
    expect(show.command(XIAO_LIN, { type: 'undo' })).toBeNull()
    expect(questionOf(show, questionId).lifecycle.status).toBe('claimed')
    expect(show.command(XIAO_LIN, { type: 'undo' })).toBeNull()
    expect(questionOf(show, questionId).lifecycle.status).toBe('open')
    expect(show.command(XIAO_LIN, { type: 'undo' })).toEqual({ kind: 'nothingToUndo' })
  })

  test('has nothing to take back of a claim that ran out by itself', () => {
    const { show, questionId } = ask()
    show.command(XIAO_LIN, { type: 'claimQuestion', questionId })
    show.wait(CLAIM_LASTS_MS)
    expect(show.command(XIAO_LIN, { type: 'undo' })).toEqual({ kind: 'nothingToUndo' })
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
