import { describe, expect, it } from 'vitest'

import type { HealthSample } from '#shared/domain/health/health-sample.ts'
import { diskMinutesLeft, FIGURES } from './health-words.ts'

const SAMPLE: HealthSample = {
  fps: 30,
  renderMs: 6,
  skipped: 1,
  cameras: [],
  recording: null,
  outputs: [
    { id: 'whip-1', kind: 'whip', status: 'live', kbps: 2_500, roundTripMs: 40, loss: 0.01, quality: 0 },
    { id: 'agora-1', kind: 'agora', status: 'live', kbps: 1_500, roundTripMs: 90, loss: null, quality: 3 },
  ],
  cpu: 0.5,
  memory: null,
  diskBytes: 60_000_000,
  peakDb: -12,
}
const read = (name: string) => FIGURES.find((figure) => figure.name === name)?.read(SAMPLE)

describe('the figures of the dock', () => {
  it('add up what is sent, and show the worst of the ways there', () => {
    expect(read('bitrate')).toBe(4_000)
    expect(read('roundTrip')).toBe(90)
    expect(read('loss')).toBe(0.01)
    expect(read('linkQuality'), 'unknown is no quality').toBe(3)
    expect(read('memory')).toBeNull()
  })
})

describe('how long the disk lasts', () => {
  const recorded = (atMs: number, bytes: number | null) => ({
    atMs,
    sample: { ...SAMPLE, recording: bytes === null ? null : { bytes, dropped: 0 } },
  })

  it('follows from what the recording wrote in the window', () => {
    expect(diskMinutesLeft([recorded(0, 0), recorded(60_000, 30_000_000)])).toBe(2)
  })

  it('is unknown while nothing is recorded or nothing is known', () => {
    expect(diskMinutesLeft([])).toBeNull()
    expect(diskMinutesLeft([recorded(0, null), recorded(1_000, null)])).toBeNull()
    expect(diskMinutesLeft([recorded(0, 500)])).toBeNull()
  })
})
