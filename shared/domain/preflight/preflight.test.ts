import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { glanceAt, pictureLook, type PictureGlance } from './picture-look.ts'
import { itemOf } from '../run-sheet/item.ts'
import type { CameraInput, PreflightInputs } from './preflight-inputs.ts'
import { inOrder, openingOrder, overriddenLines, preflightOf, verdictOf } from './preflight.ts'
import { soundVerdict } from './sound-verdict.ts'

const HOUR_MS = 3_600_000
const CAMERA: CameraInput = {
  slot: 1,
  name: 'C920',
  status: 'live',
  onAir: true,
  fps: 30,
  problem: null,
  warning: null,
  look: 'fine',
}
const COAT = itemOf({
  itemId: 'i3',
  number: 3,
  title: '羊绒大衣',
  priceFen: 39_900,
  listPriceFen: 59_900,
  plannedMs: 6 * 60_000,
  stock: 42,
})
const READY: PreflightInputs = {
  nowMs: Date.UTC(2026, 10, 22, 12),
  plannedMs: 2 * HOUR_MS,
  cameras: [CAMERA],
  screenLive: false,
  program: { broken: false, onAir: true, fps: 30 },
  microphone: { status: 'live', problem: null, muted: false, sound: 'fine', blocked: false },
  echo: { state: 'measured', echoDb: null },
  uplink: { neededKbps: 3_000, measured: { state: 'measured', kbps: 9_000, packetLoss: 0 } },
  outputs: [{ id: 'whip', name: 'WHIP', test: 'reachable', problem: null, tokenExpiresAtMs: null }],
  audience: { lan: true, moderators: 1, picture: true },
  chat: [{ source: 'room', state: 'connected' }],
  runSheet: [COAT],
  itemOnAir: true,
  recordingKbps: 4_500,
  machine: {
    cpuLoad: 0.3,
    memory: null,
    diskFreeBytes: 50_000_000_000,
    clock: { state: 'ok', jumpMs: 0 },
  },
  clockAheadMs: null,
  power: { charging: true, level: 0.9 },
  sleepBlocked: true,
  link: 'connected',
  log: 'ok',
}
const lineOf = (id: string, change: Partial<PreflightInputs>) => {
  const line = preflightOf({ ...READY, ...change }).find((one) => one.id === id)
  return line ? `${line.status} ${line.reason}` : 'none'
}
const camera = (change: Partial<CameraInput>): CameraInput => ({ ...CAMERA, ...change })

describe('the pre-flight check', () => {
  test('lets a show begin that is ready in all respects', () => {
    const lines = preflightOf(READY)
    expect(lines.filter(({ status }) => status !== 'green' && status !== 'info')).toEqual([])
    expect(verdictOf(lines).blocked).toBe(false)
  })

  test.each<[string, Partial<PreflightInputs>, string]>([
    ['cameras', { cameras: [] }, 'red camerasNone'],
    ['cameras', { cameras: [], screenLive: true }, 'amber camerasNone'],
    ['camera1', { cameras: [camera({ status: 'failed' })] }, 'red cameraFailed'],
    ['camera1', { cameras: [camera({ look: 'black' })] }, 'red cameraBlack'],
    ['camera1', { cameras: [camera({ look: 'frozen' })] }, 'amber cameraFrozen'],
    ['camera1', { cameras: [camera({ fps: 6 })] }, 'amber cameraSlow'],
    ['camera1', { cameras: [camera({ look: 'unknown' })] }, 'checking cameraOpening'],
    ['program', { program: { broken: false, onAir: false, fps: 30 } }, 'red pictureNone'],
    ['microphone', { microphone: { ...READY.microphone, muted: true } }, 'red microphoneMuted'],
    ['microphone', { microphone: { ...READY.microphone, sound: 'dead' } }, 'red microphoneDead'],
    ['microphone', { microphone: { ...READY.microphone, sound: 'faint' } }, 'amber microphoneFaint'],
    ['microphone', { microphone: { ...READY.microphone, sound: 'clipping' } }, 'amber microphoneClips'],
    ['echo', { echo: { state: 'measured', echoDb: -20 } }, 'amber echoLoud'],
    ['echo', { echo: { state: 'impossible' } }, 'amber echoImpossible'],
    [
      'uplink',
      { uplink: { neededKbps: 3_000, measured: { state: 'measured', kbps: 2_000, packetLoss: 0 } } },
      'red uplinkShort',
    ],
    [
      'uplink',
      { uplink: { neededKbps: 3_000, measured: { state: 'measured', kbps: 9_000, packetLoss: 0.1 } } },
      'amber uplinkLossy',
    ],
    ['uplink', { uplink: null }, 'none'],
    [
      'audience',
      { audience: { lan: false, moderators: 0, picture: true }, outputs: [] },
      'amber audienceClosed',
    ],
    ['audience', { audience: { lan: true, moderators: 0, picture: false } }, 'amber audienceNoPicture'],
    ['chat', { chat: [{ source: 'room', state: 'idle' }] }, 'green chatWaiting'],
    ['chat', { chat: [], audience: { lan: false, moderators: 0, picture: true } }, 'amber chatNone'],
    ['chat:agora', { chat: [{ source: 'agora', state: 'stale' }] }, 'amber chatDown'],
    ['runSheet', { itemOnAir: false }, 'green runSheetReady'],
    ['runSheet', { runSheet: [{ ...COAT, plannedMs: null }] }, 'green runSheetUnplanned'],
    ['runSheet', { runSheet: [] }, 'green runSheetBeside'],
    ['runSheet', { runSheet: [{ ...COAT, skip: true }], itemOnAir: false }, 'amber runSheetEmpty'],
    [
      'runSheet:prices',
      { runSheet: [{ ...COAT, priceFen: null, listPriceFen: null }] },
      'amber runSheetNoPrice',
    ],
    [
      'runSheet:windows',
      { runSheet: [{ ...COAT, validUntilMs: Date.UTC(2026, 10, 22, 12) }] },
      'amber runSheetExpired',
    ],
    ['runSheet:windows', { runSheet: [{ ...COAT, validUntilMs: Date.UTC(2026, 10, 22, 13) }] }, 'none'],
    ['runSheet:stock', { runSheet: [{ ...COAT, stock: 0 }] }, 'amber runSheetSoldOut'],
    ['runSheet:length', { runSheet: [COAT], plannedMs: 5 * 60_000 }, 'amber runSheetTooLong'],
    ['power', { power: { charging: false, level: 0.8 } }, 'amber powerBattery'],
    ['power', { power: { charging: false, level: 0.1 } }, 'red batteryLow'],
    ['power', { power: null }, 'none'],
    ['clock', { clockAheadMs: -40_000 }, 'amber clockOff'],
    ['log', { log: 'degraded' }, 'red logWaits'],
  ])('%s: %o', (id, change, expected) => {
    expect(lineOf(id, change)).toBe(expected)
  })

  test('lets a spare camera wait, but not one that viewers see first', () => {
    const spare = camera({ slot: 2, status: 'failed', onAir: false })
    expect(lineOf('camera2', { cameras: [CAMERA, spare] })).toBe('amber cameraFailed')
    expect(lineOf('camera2', { cameras: [CAMERA, { ...spare, onAir: true }] })).toBe('red cameraFailed')
  })

  test('holds the disk and the tokens against the planned length', () => {
    const machine = READY.machine && { ...READY.machine, diskFreeBytes: 7_000_000_000 }
    expect(lineOf('disk', { machine, plannedMs: HOUR_MS })).toBe('green diskEnough')
    expect(lineOf('disk', { machine, plannedMs: 3 * HOUR_MS })).toBe('amber diskTight')
    expect(lineOf('disk', { machine, plannedMs: 4 * HOUR_MS })).toBe('red diskShort')
    expect(lineOf('disk', { machine, plannedMs: 4 * HOUR_MS, recordingKbps: 0 })).toBe('green diskEnough')

    const outputs = READY.outputs.map((one) => ({ ...one, tokenExpiresAtMs: READY.nowMs + HOUR_MS }))
    expect(lineOf('output:whip', { outputs })).toBe('amber tokenTooShort')
    expect(lineOf('output:whip', { outputs, plannedMs: HOUR_MS / 2 })).toBe('green outputReady')
    expect(lineOf('output:whip', { outputs, nowMs: READY.nowMs + 2 * HOUR_MS })).toBe('red tokenExpired')
  })

  const anyInputs: fc.Arbitrary<PreflightInputs> = fc.record({
    nowMs: fc.constant(READY.nowMs),
    plannedMs: fc.integer({ min: 60_000, max: 12 * HOUR_MS }),
    cameras: fc.uniqueArray(
      fc.record({
        slot: fc.constantFrom(1, 2, 3, 4),
        name: fc.string(),
        status: fc.constantFrom('opening', 'live', 'failed'),
        onAir: fc.boolean(),
        fps: fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
        problem: fc.option(fc.constant('deviceGone')),
        warning: fc.constantFrom(null, 'frozen', 'muted'),
        look: fc.constantFrom('unknown', 'fine', 'black', 'frozen'),
      }),
      { selector: ({ slot }) => slot },
    ),
    screenLive: fc.boolean(),
    program: fc.record({
      broken: fc.boolean(),
      onAir: fc.boolean(),
      fps: fc.option(fc.double({ min: 0, max: 60, noNaN: true })),
    }),
    microphone: fc.record({
      status: fc.constantFrom('closed', 'opening', 'live', 'failed'),
      problem: fc.constant(null),
      muted: fc.boolean(),
      sound: fc.constantFrom('listening', 'dead', 'faint', 'fine', 'clipping'),
      blocked: fc.boolean(),
    }),
    echo: fc.constantFrom<PreflightInputs['echo']>(
      { state: 'unmeasured' },
      { state: 'measuring' },
      { state: 'measured', echoDb: -30 },
    ),
    uplink: fc.constantFrom<PreflightInputs['uplink']>(null, READY.uplink),
    outputs: fc.constantFrom<PreflightInputs['outputs']>([], READY.outputs),
    audience: fc.record({ lan: fc.boolean(), moderators: fc.nat(5), picture: fc.boolean() }),
    chat: fc.constantFrom<PreflightInputs['chat']>([], READY.chat),
    runSheet: fc.constantFrom<PreflightInputs['runSheet']>([], [COAT], [{ ...COAT, stock: 0 }]),
    itemOnAir: fc.boolean(),
    recordingKbps: fc.nat(20_000),
    machine: fc.constantFrom(null, READY.machine),
    clockAheadMs: fc.option(fc.integer({ min: -100_000, max: 100_000 })),
    power: fc.option(
      fc.record({ charging: fc.boolean(), level: fc.double({ min: 0, max: 1, noNaN: true }) }),
    ),
    sleepBlocked: fc.boolean(),
    link: fc.constantFrom('connected', 'lost'),
    log: fc.constantFrom('ok', 'degraded'),
  })

  test('gives every line an id of its own, and blocks exactly when one is red', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const lines = preflightOf(inputs)
        expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
        expect(verdictOf(lines).blocked).toBe(overriddenLines(lines).length > 0)
      }),
    )
  })

  test('opens with what blocks first; afterwards nothing jumps, whatever becomes of the lines', () => {
    fc.assert(
      fc.property(anyInputs, anyInputs, (before, after) => {
        const opened = preflightOf(before)
        const ids = openingOrder(opened)
        const statuses = inOrder(opened, ids).map(({ status }) => status)
        expect(statuses.lastIndexOf('red')).toBeLessThan(
          statuses.includes('red') && statuses.includes('green') ? statuses.indexOf('green') : 1_000,
        )
        const later = inOrder(preflightOf(after), ids).map(({ id }) => id)
        const kept = later.filter((id) => ids.includes(id))
        expect(kept).toEqual(ids.filter((id) => later.includes(id)))
        expect(later.slice(0, kept.length)).toEqual(kept)
      }),
    )
  })
})

describe('what is heard', () => {
  const seconds = (peakDb: number, count = 3): number[] => Array.from({ length: count * 20 }, () => peakDb)

  test.each([
    [seconds(-20, 0.5), 'listening'],
    [seconds(-95), 'dead'],
    [seconds(-55), 'faint'],
    [[...seconds(-55), -18, -20], 'fine'],
    [[...seconds(-20), 0, 0, 0.2], 'clipping'],
  ])('%#: %s is judged', (peaks, verdict) => {
    expect(soundVerdict(peaks)).toBe(verdict)
  })
})

describe('what is seen', () => {
  const glances = (count: number, glance: Partial<PictureGlance>): PictureGlance[] =>
    Array.from({ length: count }, () => ({ mean: 90, max: 220, change: 3, ...glance }))

  test('a lens cap is black, a dark room with a lamp is not', () => {
    expect(pictureLook(glances(2, {}))).toBe('unknown')
    expect(pictureLook(glances(4, { mean: 6, max: 20 }))).toBe('black')
    expect(pictureLook(glances(4, { mean: 6, max: 200 }))).toBe('fine')
  })

  test('a picture without even noise for four seconds is frozen', () => {
    expect(pictureLook(glances(8, { change: 0 }))).toBe('frozen')
    expect(pictureLook([...glances(7, { change: 0 }), ...glances(1, {})])).toBe('fine')
    expect(pictureLook(glances(7, { change: 0 }))).toBe('fine')
  })

  test('brightness and change are read from the pixels', () => {
    const grey = new Uint8ClampedArray([100, 100, 100, 255, 50, 50, 50, 255])
    const first = glanceAt(grey, null)
    expect(first.glance).toEqual({ mean: 75, max: 100, change: null })
    const brighter = new Uint8ClampedArray([110, 110, 110, 255, 50, 50, 50, 255])
    expect(glanceAt(brighter, first.luma).glance.change).toBe(5)
  })
})
