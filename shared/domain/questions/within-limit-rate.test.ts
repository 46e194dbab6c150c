import { describe, expect, it } from 'vitest'

import type { Actor } from '../session/actor.ts'
import type { Command } from '../session/command.ts'
import { decide } from '../session/decide.ts'
import type { KnownEvent, NewEvent } from '../session/event.ts'
import { evolveAll } from '../session/evolve.ts'
import { EMPTY_STATE, type SessionState } from '../session/state.ts'
import { withinLimitRate } from './within-limit-rate.ts'

const HOST: Actor = { role: 'host', id: 'h', name: '禾姐' }

/** A room whose questions are opened and answered through the real rules. */
class Room {
  state: SessionState = EMPTY_STATE

  ask(questionId: string, sentAtMs: number): void {
    this.apply(sentAtMs, {
      type: 'questionOpened',
      body: {
        questionId,
        threadKey: questionId,
        intent: 'size',
        itemNumber: null,
        markedByHand: false,
        message: {
          danmakuId: `d-${questionId}`,
          userId: `u-${questionId}`,
          userName: '静静妈',
          fan: { tier: 'guest', privateDomain: false },
          text: '有L码吗',
          sentAtMs,
        },
      },
    })
  }

  act(atMs: number, command: Command): void {
    const decision = decide(this.state, command, { nowMs: atMs, actor: HOST })
    if (!decision.ok) throw new Error(`refused: ${decision.refusal.kind}`)
    this.apply(atMs, ...decision.events)
  }

  rate(nowMs: number) {
    return withinLimitRate(this.state.totals, this.state.questions.values(), nowMs)
  }

  private apply(atMs: number, ...events: readonly NewEvent[]): void {
    const first = this.state.seq + 1
    const known = events.map((event, index): KnownEvent => ({
      seq: first + index,
      atMs,
      version: 1,
      actor: HOST,
      ...event,
    }))
    this.state = evolveAll(this.state, known)
  }
}

function roomWith(...questionIds: readonly string[]): Room {
  const room = new Room()
  for (const questionId of questionIds) room.ask(questionId, 0)
  return room
}

describe('the share answered within the limit', () => {
  it('is unknown before any question is answered or missed', () => {
    expect(roomWith('q1').rate(30_000)).toEqual({ inTime: 0, eligible: 0, rate: null })
  })

  it('counts a question as missed the moment its time is over, answered or not', () => {
    const room = roomWith('q1', 'q2')
    room.act(10_000, { type: 'answerAloud', questionId: 'q1' })
    expect(room.rate(30_000).rate).toBe(1)
    expect(room.rate(30_001)).toEqual({ inTime: 1, eligible: 2, rate: 0.5 })
    room.act(40_000, { type: 'answerAloud', questionId: 'q2' })
    expect(room.rate(40_000)).toEqual({ inTime: 1, eligible: 2, rate: 0.5 })
  })

  it('leaves out what is not a question and what was merged', () => {
    const room = roomWith('q1', 'q2', 'q3')
    room.act(1_000, { type: 'mergeQuestion', questionId: 'q2', intoQuestionId: 'q1' })
    room.act(2_000, { type: 'dismissQuestion', questionId: 'q3' })
    room.act(3_000, { type: 'replyToQuestion', questionId: 'q1', text: '有的' })
    expect(room.rate(60_000)).toEqual({ inTime: 1, eligible: 1, rate: 1 })
  })

  it('takes an undone answer back', () => {
    const room = roomWith('q1')
    room.act(5_000, { type: 'answerAloud', questionId: 'q1' })
    room.act(6_000, { type: 'undo' })
    expect(room.rate(6_000).eligible).toBe(0)
    expect(room.rate(31_000)).toEqual({ inTime: 0, eligible: 1, rate: 0 })
  })
})
