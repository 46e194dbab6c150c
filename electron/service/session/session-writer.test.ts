import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'

import { HOST } from '#shared/domain/testing/show.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import { accept, refuse } from '#shared/domain/session/decision.ts'
import type { NewEvent } from '#shared/domain/session/event.ts'
import { EMPTY_STATE } from '#shared/domain/session/state.ts'
import type { LogHealth } from '#shared/protocol/down.ts'
import type { Clock } from '../clock.ts'
import { LogError } from '../log/log-error.ts'
import { openSessionLogWriter } from '../log/log-writer.ts'
import type { SessionLogWriter } from '../log/log-types.ts'
import { recoverState } from './recover.ts'
import { createSessionWriter, type Commit, type IntakeOutcome, type SessionWriter } from './session-writer.ts'

const LIKE: NewEvent = { type: 'likesAdded', body: { userId: 'u', userName: 'u', count: 1 } }
const CREATED: NewEvent = {
  type: 'sessionCreated',
  body: { sessionId: 's', title: 't', kind: 'show', mutedViewers: [], blockedWords: [] },
}

/** Time that stands still until a test moves it; timers run in order of their time. */
class TestClock implements Clock {
  private now = 1_000
  private timers: { atMs: number; run: () => void }[] = []
  readonly nowMs = (): number => this.now
  readonly setImmediate = (callback: () => void): void => void this.setTimeout(callback, 0)
  readonly setTimeout = (callback: () => void, ms: number) => {
    const timer = { atMs: this.now + ms, run: callback }
    this.timers.push(timer)
    return { cancel: () => void (this.timers = this.timers.filter((other) => other !== timer)) }
  }

  advance(ms: number): void {
    const untilMs = this.now + ms
    for (;;) {
      const due = this.timers.filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0]
      if (!due) break
      this.timers = this.timers.filter((other) => other !== due)
      this.now = due.atMs
      due.run()
    }
    this.now = untilMs
  }
}

interface Bench {
  readonly writer: SessionWriter
  readonly clock: TestClock
  readonly log: SessionLogWriter
  readonly commits: Commit[]
  readonly health: LogHealth[]
  /** While true every append fails as on a full disk. */
  full: boolean
  readonly add: (events: readonly NewEvent[], urgency?: 'promptly' | 'grouped') => IntakeOutcome[]
  readonly reopen: () => SessionLogWriter
}

let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function bench(): Bench {
  folder = mkdtempSync(join(tmpdir(), 'huitou-writer-'))
  const file = join(folder, 's.db')
  const log = openSessionLogWriter(file, { create: true })
  const clock = new TestClock()
  const commits: Commit[] = []
  const health: LogHealth[] = []
  const self: Bench = {
    clock,
    log,
    commits,
    health,
    full: false,
    writer: createSessionWriter({
      state: EMPTY_STATE,
      clock,
      log: {
        ...log,
        append: (entries) => {
          if (self.full) throw new LogError('full', 'database or disk is full')
          log.append(entries)
        },
      },
      onCommit: (commit) => commits.push(commit),
      onHealth: (value) => health.push(value),
    }),
    add: (events, urgency = 'promptly') => {
      const outcomes: IntakeOutcome[] = []
      self.writer.add(
        {
          actor: SYSTEM,
          commandId: null,
          decide: () => accept(...events),
          settle: (outcome) => outcomes.push(outcome),
        },
        urgency,
      )
      return outcomes
    },
    reopen: () => openSessionLogWriter(file, { create: false }),
  }
  return self
}

test('chat waits at most 25 ms for company and shares one commit', () => {
  const { add, clock, commits } = bench()
  add([CREATED], 'grouped')
  clock.advance(20)
  add([LIKE], 'grouped')
  expect(commits).toHaveLength(0)
  clock.advance(5)
  expect(commits).toHaveLength(1)
  expect(commits[0]?.events.map(({ seq }) => seq)).toEqual([1, 2])
})

test('a command takes what waits before it along at once, in order of arrival', () => {
  const { add, clock, commits } = bench()
  add([CREATED], 'grouped')
  add([LIKE], 'promptly')
  clock.advance(0)
  expect(commits[0]?.events.map(({ type }) => type)).toEqual(['sessionCreated', 'likesAdded'])
})

test('what one command did is seen by the next one in the same commit', () => {
  const { writer, clock } = bench()
  const outcomes: IntakeOutcome[] = []
  for (let attempt = 0; attempt < 2; attempt++) {
    writer.add(
      {
        actor: HOST,
        commandId: null,
        decide: ({ phase }) =>
          phase === 'preparing'
            ? accept({ type: 'wentLive', body: {} })
            : refuse({ kind: 'wrongPhase', phase }),
        settle: (outcome) => outcomes.push(outcome),
      },
      'promptly',
    )
  }
  clock.advance(0)
  expect(outcomes.map(({ ok }) => ok)).toEqual([true, false])
})

test('nothing is acknowledged as durable, nor lost, while the disk is full; it is saved when there is room again', () => {
  const self = bench()
  const { add, clock, writer, health } = self
  add([CREATED])
  clock.advance(0)
  self.full = true
  const outcomes = add([LIKE])
  clock.advance(0)
  expect(outcomes).toMatchObject([{ ok: true, durable: false }])
  expect(writer.state().totals.likes).toBe(1)
  expect(health.at(-1)).toMatchObject({ state: 'degraded', waiting: 1, problem: 'database or disk is full' })
  add([LIKE, LIKE])
  clock.advance(2_000)
  expect(writer.health()).toMatchObject({ state: 'degraded', waiting: 3 })
  expect(self.log.lastSeq()).toBe(1)

  self.full = false
  clock.advance(1_000)
  expect(health.at(-1)).toEqual({ state: 'ok', waiting: 0, lost: 0, problem: null })
  expect(self.log.lastSeq()).toBe(4)
  expect(add([LIKE])).toEqual([])
  clock.advance(0)
  expect(self.log.lastSeq()).toBe(5)
})

test('memory is bounded on a disk that stays full: people are told, chat is counted', () => {
  const self = bench()
  const { add, clock, writer } = self
  self.full = true
  add([CREATED, ...Array.from({ length: 50_000 }, () => LIKE)])
  clock.advance(0)
  const outcomes = add([LIKE])
  clock.advance(0)
  expect(outcomes).toEqual([{ ok: false, refusal: { kind: 'logUnavailable' } }])
  expect(writer.health()).toMatchObject({ waiting: 50_001, lost: 1 })
  self.full = false
  clock.advance(1_000)
  expect(self.log.lastSeq()).toBe(50_001)
})

test('a snapshot is saved as the log grows and at the end, and recovery starts from it', () => {
  const { add, clock, writer, reopen } = bench()
  add([CREATED])
  for (let batch = 0; batch < 26; batch++) add(Array.from({ length: 1_000 }, () => LIKE))
  clock.advance(0)
  const state = writer.state()
  expect(writer.close()).toBe(true)
  const log = reopen()
  expect(log.latestSnapshot()?.seq).toBe(state.seq)
  expect(recoverState(log)).toEqual(state)
  log.close()
})
