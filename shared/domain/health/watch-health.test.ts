import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { HealthSample } from './health-sample.ts'
import { NOTICE_RULES, type NoticeRule } from './notice.ts'
import { noticesIn, noticesOf, NOTHING_SEEN, watchHealth } from './watch-health.ts'

const FINE: HealthSample = {
  fps: 30,
  renderMs: 6,
  skipped: 0,
  cameras: [{ slot: 1, fps: 30 }],
  recording: { bytes: 1_000_000, dropped: 0 },
  outputs: [
    { id: 'whip-1', kind: 'whip', status: 'live', kbps: 2_500, roundTripMs: 40, loss: 0, quality: 1 },
  ],
  cpu: 0.4,
  memory: { usedBytes: 4_000_000_000, freeBytes: 4_000_000_000 },
  diskBytes: 80_000_000_000,
  peakDb: -12,
}
const seconds = (count: number, change: Partial<HealthSample>): HealthSample[] =>
  Array.from({ length: count }, () => ({ ...FINE, ...change }))
const kindsAfter = (...samples: HealthSample[][]): string[] =>
  noticesOf(samples.flat()).map(({ kind }) => kind)
const output = (change: Partial<HealthSample['outputs'][number]>): Partial<HealthSample> => ({
  outputs: FINE.outputs.map((one) => ({ ...one, ...change })),
})

describe('notices of a show', () => {
  test('say nothing while all is well', () => {
    expect(kindsAfter(seconds(300, {}))).toEqual([])
  })

  test('come after a while of trouble, not after one bad second', () => {
    expect(kindsAfter(seconds(5, { fps: 18 }))).toEqual([])
    expect(kindsAfter(seconds(6, { fps: 18 }))).toEqual(['pictureSlow'])
    expect(kindsAfter(seconds(5, { fps: 18 }), seconds(1, {}), seconds(5, { fps: 18 }))).toEqual([])
  })

  test('go only when it has been good for a while', () => {
    const slow = seconds(6, { fps: 18 })
    expect(kindsAfter(slow, seconds(60, { fps: 23.5 }))).toEqual(['pictureSlow'])
    expect(kindsAfter(slow, seconds(5, {}))).toEqual(['pictureSlow'])
    expect(kindsAfter(slow, seconds(6, {}))).toEqual([])
  })

  test('name the camera and the output they are about', () => {
    const cameras: HealthSample['cameras'] = [
      { slot: 1, fps: 30 },
      { slot: 2, fps: 0 },
    ]
    expect(noticesOf(seconds(3, { cameras }))).toEqual([
      { kind: 'cameraStalled', severity: 'attention', subject: '2' },
    ])
    expect(noticesOf(seconds(2, output({ status: 'reconnecting', kbps: null })))).toEqual([
      { kind: 'outputReconnecting', severity: 'attention', subject: 'whip-1' },
    ])
  })

  test('about an output go when it is taken down', () => {
    const lossy = seconds(5, output({ loss: 0.2 }))
    expect(kindsAfter(lossy)).toEqual(['packetLoss'])
    expect(kindsAfter(lossy, seconds(10, { outputs: [] }))).toEqual([])
  })

  test('a graver one hides the lesser about the same thing, and the most pressing is told first', () => {
    expect(kindsAfter(seconds(10, { fps: 0, skipped: 30 }))).toEqual(['pictureStopped'])
    expect(kindsAfter(seconds(20, { diskBytes: 500_000_000, cpu: 1 }))).toEqual(['diskAlmostFull', 'cpuHigh'])
  })

  test('what this machine does not tell is no trouble', () => {
    const unknown = {
      fps: null,
      cpu: null,
      memory: null,
      diskBytes: null,
      peakDb: null,
      recording: null,
      ...output({ kbps: null, loss: null, roundTripMs: null, quality: null }),
    }
    expect(kindsAfter(seconds(60, unknown))).toEqual([])
  })
})

describe('a notice never flickers', () => {
  const inSample = (rule: NoticeRule, value: number): HealthSample | null => {
    if (rule.kind === 'pictureSlow') return { ...FINE, fps: value }
    if (rule.kind === 'cpuHigh') return { ...FINE, cpu: value }
    if (rule.kind === 'soundSilent') return { ...FINE, peakDb: value }
    if (rule.kind === 'packetLoss') return { ...FINE, ...output({ loss: value }) }
    if (rule.kind === 'roundTrip') return { ...FINE, ...output({ roundTripMs: value }) }
    return null
  }
  const measured = NOTICE_RULES.filter((rule) => inSample(rule, rule.enter))
  const anySeries = fc.constantFrom(...measured).chain((rule) => {
    const reach = Math.abs(rule.enter - rule.leave)
    const low = Math.min(rule.enter, rule.leave)
    const value = fc
      .integer({ min: -100, max: 200 })
      .map((percent) => low + (reach * percent) / 100)
      .filter((drawn) => rule.kind !== 'packetLoss' || drawn >= 0)
    return fc.record({ rule: fc.constant(rule), values: fc.array(value, { maxLength: 120 }) })
  })
  const runOf = (rule: NoticeRule, values: readonly number[]): boolean[] => {
    let watch = NOTHING_SEEN
    return values.map((value) => {
      watch = watchHealth(watch, inSample(rule, value) ?? FINE)
      return noticesIn(watch).some(({ kind }) => kind === rule.kind)
    })
  }

  test('it turns only after its level has held for as long as the rule says', () => {
    fc.assert(
      fc.property(anySeries, ({ rule, values }) => {
        const beyond = (value: number): boolean =>
          rule.bad === 'above' ? value >= rule.enter : value <= rule.enter
        const well = (value: number): boolean =>
          rule.bad === 'above' ? value <= rule.leave : value >= rule.leave
        let before = false
        runOf(rule, values).forEach((shown, index) => {
          if (shown && !before) {
            const held = values.slice(index + 1 - rule.enterAfter, index + 1)
            expect(held.length === rule.enterAfter && held.every(beyond)).toBe(true)
          }
          if (!shown && before) {
            const held = values.slice(index + 1 - rule.leaveAfter, index + 1)
            expect(held.length === rule.leaveAfter && held.every(well)).toBe(true)
          }
          before = shown
        })
      }),
    )
  })

  test('noise between its two levels changes nothing, whether it stands or not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...measured),
        fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 200 }),
        fc.boolean(),
        (rule, noise, standing) => {
          const between = noise.map((share) => rule.leave + (rule.enter - rule.leave) * share)
          const before = standing ? Array.from({ length: rule.enterAfter }, () => rule.enter) : []
          const shown = runOf(rule, [...before, ...between]).slice(before.length)
          expect(shown.every((one) => one === standing)).toBe(true)
        },
      ),
    )
  })

  test('every rule leaves on the good side of where it enters', () => {
    for (const { bad, enter, leave } of NOTICE_RULES) {
      expect(bad === 'above' ? leave < enter : leave > enter).toBe(true)
    }
  })
})
