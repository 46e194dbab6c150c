import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { intentSchema } from '../questions/intent.ts'
import type { KnownEvent } from '../session/event.ts'
import { SYSTEM } from '../session/actor.ts'
import { ACT_KINDS, A_MEI, HOST, Show, takeStep, XIAO_LIN, type Step } from '../testing/show.ts'
import { decideAutomaticAnswer, dueForAutomaticAnswer, type Proposal } from './decide-unattended.ts'
import { RATE_WINDOW_MS } from './unattended-hours.ts'
import { isWithinHours, unattendedRulesSchema, type UnattendedRules } from './unattended-rules.ts'

const SOURCE = { kind: 'policy', title: '发货', productId: null, productName: '' } as const
const BEST: Proposal = {
  by: 'knowledge',
  text: '48 小时内发货',
  confidence: 0.9,
  sources: [SOURCE],
  doubtful: false,
}
const TEXTS = ['多久发货', '发什么快递', '3号有L码吗', '多少钱', '能退货吗', '今晚几点播', '起球吗']

type Do =
  | { readonly do: 'show'; readonly step: Step }
  | { readonly do: 'switch'; readonly rules: UnattendedRules | null; readonly byHost: boolean }
  | { readonly do: 'offer'; readonly proposal: Proposal; readonly on: number; readonly minute: number }
  | { readonly do: 'mute'; readonly userId: string; readonly on: boolean }
  | { readonly do: 'goLive' }

/** The first nine times out of ten. */
const usually = <Value>(value: Value, ...others: Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const minute = fc.integer({ min: 0, max: 1_439 })
const rules: fc.Arbitrary<UnattendedRules> = fc.record({
  intents: fc.uniqueArray(fc.constantFrom(...intentSchema.options), { minLength: 4, maxLength: 11 }),
  floor: fc.double({ min: 0.5, max: 0.99, noNaN: true }),
  hours: fc.option(fc.record({ fromMinute: minute, untilMinute: minute }), { freq: 2 }),
  perMinute: fc.integer({ min: 1, max: 4 }),
  drafts: fc.boolean(),
})
const proposal: fc.Arbitrary<Proposal> = fc.record({
  by: fc.constantFrom('knowledge' as const, 'draft' as const),
  text: usually('48 小时内发货', '', 'x'.repeat(301)),
  confidence: fc.oneof(fc.double({ min: 0.4, max: 1, noNaN: true }), usually(0.9, NaN, 0)),
  sources: usually([SOURCE], []),
  doubtful: usually(false, true),
})
const person = fc.constantFrom(HOST, XIAO_LIN, A_MEI)
const who = fc.constantFrom('a', 'b', 'c', 'd')
const act: fc.Arbitrary<Do> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        do: fc.constant('say' as const),
        text: fc.constantFrom(...TEXTS),
        by: who,
        ageMs: fc.nat(20_000),
      })
      .map((step) => ({ do: 'show', step }) as const),
  },
  {
    weight: 4,
    arbitrary: fc
      .record({ do: fc.constant('wait' as const), ms: fc.nat(20_000) })
      .map((step) => ({ do: 'show', step }) as const),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        do: fc.constant('act' as const),
        actor: person,
        kind: fc.constantFrom(...ACT_KINDS),
        on: fc.nat(20),
        other: fc.nat(20),
      })
      .map((step) => ({ do: 'show', step }) as const),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('switch' as const),
      rules: fc.option(rules),
      byHost: fc.boolean(),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({ do: fc.constant('offer' as const), proposal, on: fc.nat(20), minute }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mute' as const), userId: who, on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ do: 'goLive' } as const) },
)

/** What the rules were, and what stood in the way, when each automatic answer was given. */
interface Given {
  readonly event: Extract<KnownEvent, { type: 'questionAnswered' }>
  readonly rules: UnattendedRules | null
  readonly phase: string
  readonly minute: number
  readonly status: string
  readonly muted: boolean
  readonly asked: { readonly intent: string; readonly ids: readonly string[] }
}

function run(steps: readonly Do[]): Given[] {
  const show = new Show()
  const given: Given[] = []
  const ids: string[] = []
  for (const step of steps) {
    if (step.do === 'show') takeStep(show, step.step)
    else if (step.do === 'goLive') show.command(HOST, { type: 'goLive' })
    else if (step.do === 'switch')
      show.command(step.byHost ? HOST : XIAO_LIN, { type: 'switchUnattended', rules: step.rules })
    else if (step.do === 'mute') {
      const viewer = { userId: `room:${step.userId}`, userName: step.userId }
      show.command(HOST, { type: step.on ? 'muteViewer' : 'unmuteViewer', ...viewer })
    } else {
      ids.splice(0, ids.length, ...show.state.questions.keys())
      const questionId = ids[step.on % Math.max(1, ids.length)] ?? 'q0'
      const moment = { nowMs: show.nowMs, minuteOfDay: step.minute }
      const before = show.state
      const question = before.questions.get(questionId)
      const events = decideAutomaticAnswer(before, questionId, step.proposal, moment)
      for (const event of show.append(SYSTEM, events)) {
        if (event.type !== 'questionAnswered' || !question) throw new Error('not an answer to a question')
        given.push({
          event,
          rules: before.unattendedHours.rules,
          phase: before.phase,
          minute: step.minute,
          status: question.lifecycle.status,
          muted: question.messages.some(({ userId }) => before.mutedViewers.has(userId)),
          asked: {
            intent: question.intent,
            ids: [questionId, ...question.mergedFrom.map((one) => one.questionId)],
          },
        })
      }
    }
  }
  return given
}

const shows = fc
  .tuple(rules, fc.array(act, { minLength: 20, maxLength: 120 }))
  .map(([first, steps]): Do[] => [{ do: 'goLive' }, { do: 'switch', rules: first, byHost: true }, ...steps])

describe('automatic answers, whatever happens in a show', () => {
  test('are given only while unattended hours are on, in their hours, live', () => {
    fc.assert(
      fc.property(shows, (steps) => {
        for (const { rules: rule, phase, minute: at } of run(steps)) {
          expect(phase).toBe('live')
          expect(rule !== null && isWithinHours(rule.hours, at)).toBe(true)
        }
      }),
    )
  })

  test('never go below the floor, to an intent that was not chosen, or by a draft that was not allowed', () => {
    fc.assert(
      fc.property(shows, (steps) => {
        for (const { event, rules: rule, asked } of run(steps)) {
          const { grounds, answer } = event.body
          expect(answer).toMatchObject({ automatic: true, how: 'reply' })
          expect(grounds?.confidence).toBeGreaterThanOrEqual(rule?.floor ?? Infinity)
          expect(rule?.intents).toContain(asked.intent)
          expect(grounds?.by === 'knowledge' || rule?.drafts).toBe(true)
        }
      }),
    )
  })

  test('never reach a thread that somebody holds, of a muted viewer, or that was answered so before', () => {
    fc.assert(
      fc.property(shows, (steps) => {
        const seen = new Set<string>()
        for (const { status, muted, asked } of run(steps)) {
          expect(status).toBe('open')
          expect(muted).toBe(false)
          expect(asked.ids.filter((id) => seen.has(id))).toEqual([])
          seen.add(asked.ids[0] ?? '')
        }
      }),
    )
  })

  test('keep to the rate in any minute', () => {
    fc.assert(
      fc.property(shows, (steps) => {
        const times: number[] = []
        for (const { event, rules: rule } of run(steps)) {
          times.push(event.atMs)
          const inWindow = times.filter((atMs) => atMs > event.atMs - RATE_WINDOW_MS)
          expect(inWindow.length).toBeLessThanOrEqual(rule?.perMinute ?? 0)
        }
      }),
    )
  })

  test('do happen: the properties above are not held by silence', () => {
    const total = fc
      .sample(shows, { numRuns: 300, seed: 7 })
      .reduce((sum, steps) => sum + run(steps).length, 0)
    expect(total).toBeGreaterThan(100)
  })
})

describe('a moment of an unattended show', () => {
  const on: UnattendedRules = unattendedRulesSchema.parse({
    intents: ['shipping'],
    floor: 0.8,
    hours: null,
    perMinute: 2,
    drafts: false,
  })
  const start = (): Show => {
    const show = new Show()
    show.command(HOST, { type: 'goLive' })
    show.command(HOST, { type: 'switchUnattended', rules: on })
    return show
  }
  const due = (show: Show): readonly string[] =>
    dueForAutomaticAnswer(show.state, { nowMs: show.nowMs, minuteOfDay: 0 }).map(
      ({ questionId }) => questionId,
    )

  test('people have the first eighteen seconds', () => {
    const show = start()
    const asked = show.say('多久发货')
    show.wait(17_999)
    expect(due(show)).toEqual([])
    show.wait(1)
    expect(due(show)).toEqual([asked])
  })

  test('what nothing answers keeps no other thread from being answered, and the rate still holds', () => {
    const show = start()
    const ids = ['多久发货', '发什么快递', '几天能到货'].map((text) => show.say(text) ?? '')
    show.wait(20_000)
    expect(due(show)).toEqual(ids)
    const moment = { nowMs: show.nowMs, minuteOfDay: 0 }
    const given = ids
      .toReversed()
      .map(
        (questionId) =>
          show.append(SYSTEM, decideAutomaticAnswer(show.state, questionId, BEST, moment)).length,
      )
    expect(given).toEqual([1, 1, 0])
    expect(due(show)).toEqual([])
  })

  test('a question long past its time is left to people', () => {
    const show = start()
    show.say('多久发货')
    show.wait(90_001)
    expect(due(show)).toEqual([])
  })

  test('only the host switches it on; anybody on duty switches it off', () => {
    const show = start()
    expect(show.command(XIAO_LIN, { type: 'switchUnattended', rules: null })).toBeNull()
    expect(show.command(XIAO_LIN, { type: 'switchUnattended', rules: on })).toEqual({ kind: 'notAllowed' })
    expect(show.command(XIAO_LIN, { type: 'switchUnattended', rules: null })).toEqual({ kind: 'nothingToDo' })
  })

  test('it ends with the show', () => {
    const show = start()
    show.command(HOST, { type: 'endShow' })
    expect(show.state.unattendedHours.rules).toBeNull()
  })

  test('staff put an automatic answer back, and it stays theirs', () => {
    const show = start()
    const questionId = show.say('多久发货') ?? ''
    show.wait(20_000)
    const moment = { nowMs: show.nowMs, minuteOfDay: 0 }
    show.append(SYSTEM, decideAutomaticAnswer(show.state, questionId, BEST, moment))
    expect(show.state.totals).toMatchObject({ answered: 1, answeredInTime: 1 })
    expect(show.command(XIAO_LIN, { type: 'reopenQuestion', questionId })).toBeNull()
    expect(show.state.totals).toMatchObject({ answered: 0, answeredInTime: 0 })
    expect(due(show)).toEqual([])
  })

  test('hours past midnight hold before and after it', () => {
    const night = { fromMinute: 23 * 60, untilMinute: 6 * 60 }
    expect([22 * 60, 23 * 60, 0, 359, 360].map((at) => isWithinHours(night, at))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
  })
})
