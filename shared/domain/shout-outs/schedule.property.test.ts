import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Tier } from '../fans/tier.ts'
import { SYSTEM } from '../session/actor.ts'
import type { EventBody } from '../session/event.ts'
import { fromSnapshot, snapshotSchema, toSnapshot } from '../session/state.ts'
import { HOST, Show, XIAO_LIN } from '../testing/show.ts'
import { noticeSignals } from './notice.ts'
import { TIERS, type SignalKind } from './rules.ts'
import { dueShoutOuts } from './schedule.ts'
import { WAITING_MAX, type ShoutOutFacts } from './shout-out.ts'
import { urgentForHost } from './urgent.ts'

const TICK_MS = 250
const DAY_MS = 86_400_000
const FACTS: ShoutOutFacts = { lastSeenMs: null, visits: 1, orders: 0, lastPurchase: null, due: [] }

/** A live show whose timer runs like the service's. */
class Stage extends Show {
  constructor() {
    super()
    this.command(HOST, { type: 'goLive' })
  }

  enter(fanKey: string, tier: Tier, kind: SignalKind = 'orderPlaced', awayDays = 0): void {
    const fan = { fanKey, userId: `room:${fanKey}`, name: fanKey, sayAs: '', tier, privateDomain: true }
    const facts = { ...FACTS, lastSeenMs: this.nowMs - awayDays * DAY_MS }
    const signal = { kind, atMs: this.nowMs, count: null, item: null }
    this.append(SYSTEM, noticeSignals(this.state, fan, facts, [signal], this.nowMs))
    this.due()
  }

  due(): void {
    this.append(SYSTEM, dueShoutOuts(this.state, this.nowMs))
  }

  run(ms: number): void {
    for (const endMs = this.nowMs + ms; this.nowMs < endMs;) {
      this.wait(Math.min(TICK_MS, endMs - this.nowMs))
      this.due()
    }
  }

  get prompts(): (EventBody<'shoutOutPrompted'>['prompt'] & { atMs: number })[] {
    return this.events.flatMap((event) =>
      event.type === 'shoutOutPrompted' ? [{ ...event.body.prompt, atMs: event.atMs }] : [],
    )
  }

  get current() {
    return this.state.shoutOuts.current
  }
}

type Step =
  | { readonly do: 'enter'; readonly fan: number; readonly tier: Tier; readonly kind: SignalKind }
  | { readonly do: 'run'; readonly ms: number }
  | { readonly do: 'ask' }
  | { readonly do: 'act'; readonly how: 'thankFan' | 'skipShoutOut' | 'snoozeShoutOut' | 'vetoShoutOut' }
  | { readonly do: 'push'; readonly fan: number }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('enter' as const),
        fan: fc.nat({ max: 90 }),
        tier: fc.constantFrom(...TIERS),
        kind: fc.constantFrom<SignalKind>('entered', 'orderPlaced', 'birthday', 'repurchaseDue'),
      }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('run' as const), ms: fc.nat({ max: 120_000 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('ask' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('act' as const),
        how: fc.constantFrom(
          'thankFan' as const,
          'skipShoutOut' as const,
          'snoozeShoutOut' as const,
          'vetoShoutOut' as const,
        ),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('push' as const), fan: fc.nat({ max: 90 }) }) },
  ),
  { maxLength: 60 },
)

function played(taken: readonly Step[], look: (stage: Stage) => void = () => undefined): Stage {
  const stage = new Stage()
  for (const step of taken) {
    const { current } = stage
    if (step.do === 'enter') stage.enter(`f${step.fan}`, step.tier, step.kind)
    else if (step.do === 'run') stage.run(step.ms)
    else if (step.do === 'ask') stage.say('3号多少钱', 'asker', 20_000)
    else if (step.do === 'push')
      stage.command(XIAO_LIN, { type: 'pushShoutOut', userId: `f${step.fan}`, userName: 'x' })
    else if (current && step.how === 'vetoShoutOut')
      stage.command(XIAO_LIN, { type: step.how, fanKey: current.fan.fanKey })
    else if (current && step.how !== 'vetoShoutOut')
      stage.command(HOST, { type: step.how, promptId: current.promptId })
    look(stage)
  }
  return stage
}

describe('whatever happens in a show', () => {
  test('a prompt comes only when none stands, not within the gap, and never beside an urgent question', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const { events, state } = played(taken)
        const replay = new Show()
        let lastMs = -Infinity
        for (const event of events.slice(1)) {
          if (event.type === 'shoutOutPrompted') {
            expect(replay.state.shoutOuts.current).toBeNull()
            expect(event.atMs - lastMs).toBeGreaterThanOrEqual(state.shoutOuts.rules.gapMs)
            expect(urgentForHost(replay.state.questions.values(), event.atMs)).toBe(false)
            lastMs = event.atMs
          }
          replay.nowMs = event.atMs
          replay.append(event.actor, [event])
        }
      }),
      { numRuns: 60 },
    )
  })

  test('nobody is prompted twice within the cooldown, unless snoozed or pushed', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const { events, state } = played(taken)
        const last = new Map<string, number>()
        for (const event of events) {
          if (event.type === 'shoutOutSnoozed') last.delete(event.body.fan.fanKey)
          if (event.type !== 'shoutOutPrompted') continue
          const { fan, signals } = event.body.prompt
          const before = last.get(fan.fanKey)
          if (before !== undefined && !signals.some(({ kind }) => kind === 'pushed')) {
            expect(event.atMs - before).toBeGreaterThanOrEqual(
              state.shoutOuts.rules.tiers[fan.tier].cooldownMs,
            )
          }
          last.set(fan.fanKey, event.atMs)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('who was vetoed is not prompted again until somebody pushes them', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const vetoed = new Set<string>()
        for (const { type, body } of played(taken).events) {
          if (type === 'shoutOutVetoed') vetoed.add(body.fan.fanKey)
          if (type === 'shoutOutSignalled' && body.signals.some(({ kind }) => kind === 'pushed'))
            vetoed.delete(body.fan.fanKey)
          if (type === 'shoutOutPrompted') expect(vetoed.has(body.prompt.fan.fanKey)).toBe(false)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('those who wait are bounded, one entry for a fan, and a snapshot keeps all of it', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const { state } = played(taken, ({ state: { shoutOuts } }) => {
          expect(shoutOuts.waiting.size).toBeLessThanOrEqual(WAITING_MAX + 1)
          if (shoutOuts.current) expect(shoutOuts.waiting.has(shoutOuts.current.fan.fanKey)).toBe(false)
        })
        expect(
          fromSnapshot(snapshotSchema.parse(JSON.parse(JSON.stringify(toSnapshot(state))))).shoutOuts,
        ).toEqual(state.shoutOuts)
      }),
      { numRuns: 40 },
    )
  })

  test('the same show gives the same prompts', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        expect(played(taken).events).toEqual(played(taken).events)
      }),
      { numRuns: 15 },
    )
  })
})

describe('a storm of 500 VIPs', () => {
  test('is taken at the usual pace, and what finds no room is counted', () => {
    const stage = new Stage()
    for (let fan = 0; fan < 500; fan += 1) stage.enter(`v${fan}`, 'vip', 'entered')
    expect(stage.prompts).toHaveLength(1)
    expect(stage.state.shoutOuts.waiting.size).toBe(WAITING_MAX)
    expect(stage.state.shoutOuts.dropped).toBe(500 - 1 - WAITING_MAX)
    stage.run(10 * 60_000)
    const gaps = stage.prompts.map(({ atMs }, index, all) => atMs - (all[index - 1]?.atMs ?? -Infinity))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(stage.state.shoutOuts.rules.gapMs)
    expect(stage.prompts.length).toBeGreaterThan(5)
    expect(stage.state.shoutOuts.waiting.size).toBe(0)
  })

  test.each([
    ['members', 'member'],
    ['private-domain viewers', 'guest'],
  ] as const)('that never ends does not starve %s', (_name, tier) => {
    fc.assert(
      fc.property(fc.nat({ max: 365 }), fc.integer({ min: 1, max: 4 }), (awayDays, perTurn) => {
        const stage = new Stage()
        for (let turn = 0; turn < 60; turn += 1) {
          for (let each = 0; each < perTurn; each += 1) {
            stage.enter(`v${turn}-${each}`, 'vip', 'birthday', awayDays)
          }
          // One of the others is always there to be greeted, never anybody who has been away.
          stage.enter(`o${turn}`, tier, 'orderPlaced')
          stage.run(45_000)
        }
        const turns = stage.prompts
          .map(({ fan }, index) => (fan.tier === tier ? index : -1))
          .filter((at) => at >= 0)
        const passes = turns.map((at, index) => at - (turns[index - 1] ?? -1))
        expect(turns.length).toBeGreaterThan(4)
        expect(Math.max(...passes)).toBeLessThanOrEqual(8)
      }),
      { numRuns: 8 },
    )
  })
})

describe('one prompt', () => {
  test('expires by itself, and makes way for an urgent question without losing its time', () => {
    const stage = new Stage()
    stage.enter('f', 'vip', 'entered')
    stage.run(20_000)
    const questionId = stage.say('3号多少钱', 'asker', 26_000)
    stage.due()
    expect(stage.current?.yieldedSinceMs).toBe(stage.nowMs)
    stage.run(3_000)
    stage.command(HOST, { type: 'answerAloud', questionId: questionId ?? '' })
    stage.due()
    expect(stage.current?.yieldedSinceMs).toBeNull()
    stage.run(19_000)
    expect(stage.current).not.toBeNull()
    stage.run(1_500)
    expect(stage.current).toBeNull()
    expect(stage.events.at(-1)).toMatchObject({ type: 'shoutOutExpired', body: { while: 'prompted' } })
  })

  test('is taken away when its fan is muted, unless somebody asked for it', () => {
    const stage = new Stage()
    stage.enter('a', 'vip')
    expect(stage.current?.fan.fanKey).toBe('a')
    stage.command(XIAO_LIN, { type: 'muteViewer', userId: 'room:a', userName: 'a' })
    stage.run(TICK_MS)
    expect(stage.current).toBeNull()
    stage.run(60_000)
    stage.command(XIAO_LIN, { type: 'pushShoutOut', userId: 'room:a', userName: 'a' })
    stage.run(TICK_MS)
    expect(stage.current?.fan.userId).toBe('room:a')
  })

  test('does not wait for a question that a moderator answers', () => {
    const stage = new Stage()
    const questionId = stage.say('3号多少钱', 'asker', 26_000) ?? ''
    stage.enter('f', 'vip', 'entered')
    expect(stage.current).toBeNull()
    stage.command(XIAO_LIN, { type: 'claimQuestion', questionId })
    stage.due()
    expect(stage.current?.fan.fanKey).toBe('f')
  })

  test('comes back after a snooze, with what has come up since', () => {
    const stage = new Stage()
    stage.enter('f', 'vip', 'entered')
    stage.command(HOST, { type: 'snoozeShoutOut', promptId: stage.current?.promptId ?? '' })
    stage.run(60_000)
    stage.enter('f', 'vip', 'orderPlaced')
    expect(stage.current).toBeNull()
    stage.run(stage.state.shoutOuts.rules.snoozeMs - 59_000)
    expect(stage.current?.signals.map(({ kind }) => kind)).toEqual(['entered', 'orderPlaced'])
  })

  test('goes first to whom a moderator pushed, and a stranger can be pushed', () => {
    const stage = new Stage()
    stage.enter('a', 'vip', 'birthday', 90)
    stage.enter('b', 'vip', 'birthday', 90)
    expect(stage.command(XIAO_LIN, { type: 'pushShoutOut', userId: 'room:x', userName: '路人' })).toBeNull()
    expect(stage.command(XIAO_LIN, { type: 'pushShoutOut', userId: 'room:x', userName: '路人' })).toEqual({
      kind: 'nothingToDo',
    })
    stage.run(46_000)
    expect(stage.current?.fan.name).toBe('路人')
  })
})
