import { beforeEach, describe, expect, it } from 'vitest'

import type { NewEvent } from '#shared/domain/session/event.ts'
import { EMPTY_STATE } from '#shared/domain/session/state.ts'
import type { Clock } from '../../clock.ts'
import type { RunningSession } from '../../session/running-session.ts'
import { createOutsideAttendance, type OutsideAttendance } from './outside-attendance.ts'

let nowMs: number
let planned: { readonly atMs: number; readonly task: () => void }[]
let batches: NewEvent[][]
let attendance: OutsideAttendance

const clock: Clock = {
  nowMs: () => nowMs,
  setImmediate: (task) => task(),
  setTimeout: (task, ms) => {
    const one = { atMs: nowMs + ms, task }
    planned.push(one)
    return { cancel: () => void (planned = planned.filter((other) => other !== one)) }
  },
}
const pass = (ms: number): void => {
  const untilMs = nowMs + ms
  for (;;) {
    const [next] = planned.toSorted((one, other) => one.atMs - other.atMs)
    if (!next || next.atMs > untilMs) break
    planned = planned.filter((other) => other !== next)
    nowMs = next.atMs
    next.task()
  }
  nowMs = untilMs
}
/** What the log holds, in short: +bean came, -bean went. */
const logged = (): string[] =>
  batches.flat().flatMap((event) => {
    if (event.type === 'viewerEntered') return [`+${event.body.userId}`]
    return event.type === 'viewerLeft' ? [`-${event.body.userId}`] : []
  })
const viewer = (userId: string) => ({ userId, userName: userId })

beforeEach(() => {
  nowMs = 1_800_000_000_000
  planned = []
  batches = []
  const session: Pick<RunningSession, 'record'> = {
    record: (_actor, _commandId, decide) => {
      batches.push(decide(EMPTY_STATE))
      return Promise.resolve({ ok: true, durable: true, events: [] })
    },
  }
  attendance = createOutsideAttendance('agora', () => session as RunningSession, clock)
})

describe('viewers of an outside source', () => {
  it('come and go once, however often they lose the network for a moment', () => {
    attendance.change([viewer('bean'), viewer('lily')], [])
    pass(1_000)
    attendance.change([], ['bean', 'ghost'])
    pass(5_000)
    attendance.change([viewer('bean')], [])
    pass(20_000)
    expect(logged()).toEqual(['+agora:bean', '+agora:lily'])
    attendance.change([], ['bean'])
    pass(12_000)
    expect(logged().slice(2)).toEqual(['-agora:bean'])
  })

  it('who are in no part of a snapshot have left', () => {
    attendance.change([viewer('bean'), viewer('lily')], [])
    attendance.snapshot(1, [viewer('lily')], false)
    attendance.snapshot(1, [viewer('tom')], true)
    pass(12_000)
    expect(logged()).toEqual(['+agora:bean', '+agora:lily', '+agora:tom', '-agora:bean'])
  })

  it('are still there when the link is back soon, and counted as gone when it is not', () => {
    attendance.change([viewer('bean')], [])
    attendance.linkLost()
    pass(50_000)
    attendance.linkBack()
    pass(50_000)
    expect(logged()).toEqual(['+agora:bean'])
    attendance.linkLost()
    pass(62_000)
    expect(logged()).toEqual(['+agora:bean', '-agora:bean'])
  })

  it('reach the log by the hundreds at a time, so that questions come in between', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => viewer(`u${index}`))
    attendance.snapshot(1, many, true)
    pass(300)
    expect(batches.map((batch) => batch.length)).toEqual([500, 500, 500])
    pass(2_000)
    expect(logged()).toHaveLength(5_000)
  })

  it('have entered the session that follows too, and have left when the studio closes', () => {
    attendance.change([viewer('bean')], [])
    pass(200)
    attendance.startOver()
    pass(200)
    attendance.close()
    expect(logged()).toEqual(['+agora:bean', '+agora:bean', '-agora:bean'])
    expect(planned).toEqual([])
  })
})
