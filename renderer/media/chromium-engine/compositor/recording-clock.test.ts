import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RecordingClock } from './recording-clock.ts'

const RATE = 48_000
const BLOCK = 480

/** Plays `seconds` of sound from a card running at `cardSpeed`, with late arrivals, and returns the A/V error in ms. */
function drift(seconds: number, cardSpeed: number, latenessUs: (block: number) => number): number {
  const clock = new RecordingClock(0, RATE)
  let written = 0
  for (let block = 0; block * 10_000 < seconds * 1e6; block += 1) {
    const capturedUs = ((block + 1) * 10_000) / cardSpeed
    const silence = clock.audio(capturedUs + latenessUs(block), capturedUs - 10_000 / cardSpeed, BLOCK)
    if (silence !== null) written += silence + BLOCK
    if (block % 3 === 0) clock.picture(capturedUs)
  }
  const endUs = (seconds * 1e6) / cardSpeed
  return (clock.picture(endUs) - (written / RATE) * 1e6) / 1000
}

describe('the time line of a recording', () => {
  it('keeps pictures with the sound over an hour on a sound card 100 ppm off', () => {
    expect(Math.abs(drift(3600, 1.0001, () => 2000))).toBeLessThan(20)
    expect(Math.abs(drift(3600, 0.9999, () => 2000))).toBeLessThan(20)
  })

  it('is not moved by blocks that arrive late now and then', () => {
    expect(Math.abs(drift(60, 1, (block) => (block % 7 === 0 ? 60_000 : 1000)))).toBeLessThan(20)
  })

  it.each([1, 5, 15])('closes holes that are small but many: %i %% of the sound lost', (percent) => {
    const clock = new RecordingClock(0, RATE)
    let nowMs = 0
    let worstUs = 0
    for (let block = 0; nowMs < 60_000; block += 1) {
      nowMs += (block * percent) % 100 < percent ? 20 : 10
      clock.audio(nowMs * 1000 + 2000, (nowMs - 10) * 1000, BLOCK)
      const apartUs = clock.picture(nowMs * 1000 + 2000) - clock.audioPositionUs
      if (nowMs > 5000) worstUs = Math.max(worstUs, Math.abs(apartUs))
    }
    expect(worstUs).toBeLessThan(60_000)
    expect(Math.abs(nowMs * 1000 - clock.audioPositionUs)).toBeLessThan(200_000)
  })

  it('fills what came before the first sound and a pause in it with silence', () => {
    const clock = new RecordingClock(0, RATE)
    expect(clock.audio(60_000, 5_000, BLOCK)).toBe(50 * 48)
    expect(clock.audio(70_000, 15_000, BLOCK)).toBe(0)
    expect(clock.audio(370_000, 315_000, BLOCK)).toBe(290 * 48)
    expect(clock.audioPositionUs).toBe(370_000)
  })

  it('keeps the audio track going without any sound, and joins sound that comes back', () => {
    const clock = new RecordingClock(0, RATE)
    expect(clock.starvedSamples(900_000)).toBe(0)
    expect(clock.starvedSamples(1_000_000)).toBe(800 * 48)
    expect(clock.starvedSamples(1_000_000)).toBe(0)
    expect(clock.audio(1_500_000, 0, BLOCK)).toBe(690 * 48)
    expect(clock.audioPositionUs).toBe(1_500_000)
  })

  it('is not moved by a sink that was stuck: the sound of that time is silence, the pictures stay in place', () => {
    const clock = new RecordingClock(0, RATE)
    const play = (fromMs: number, toMs: number, lateMs: number) => {
      for (let atMs = fromMs; atMs < toMs; atMs += 10) {
        clock.audio((atMs + 10 + lateMs) * 1000, atMs * 1000, BLOCK)
        if (atMs % 30 === 0) clock.picture((atMs + 10 + lateMs) * 1000)
      }
    }
    play(0, 9990, 2)
    const before = clock.picture(10_000_000) - 10_000_000
    play(34_900, 35_000, 100)
    expect(Math.abs(clock.picture(35_100_000) - 35_100_000 - before)).toBeLessThan(5000)
    play(35_100, 45_000, 2)
    expect(Math.abs(clock.picture(45_000_000) - clock.audioPositionUs)).toBeLessThan(15_000)
  })

  it('puts sound that comes late in a bunch at its own time, at the beginning and after a stop', () => {
    const clock = new RecordingClock(0, RATE)
    const apartAtEnd = (fromMs: number, toMs: number, bunchedUntilMs: number) => {
      for (let atMs = fromMs; atMs < toMs; atMs += 10) {
        const nowUs = Math.max(atMs + 12, bunchedUntilMs) * 1000
        clock.audio(nowUs, atMs * 1000, BLOCK)
        if (atMs % 30 === 0) clock.picture(nowUs)
      }
      // The sample at the position was captured when the last block ended.
      return clock.picture(toMs * 1000 + 2000) - clock.audioPositionUs
    }
    expect(Math.abs(apartAtEnd(0, 2000, 300))).toBeLessThan(45_000)
    for (let nowMs = 2100; nowMs < 4000; nowMs += 100) clock.starvedSamples(nowMs * 1000)
    expect(Math.abs(apartAtEnd(3400, 6000, 4000))).toBeLessThan(45_000)
  })

  it('is not carried away by losses and bunches that go on and on', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            lostMs: fc.nat(300),
            bunchMs: fc.nat(300),
            playMs: fc.integer({ min: 100, max: 3000 }),
          }),
          {
            maxLength: 40,
          },
        ),
        (spells) => {
          const clock = new RecordingClock(0, RATE)
          clock.audio(12_000, 0, BLOCK)
          let atMs = 10
          const calm = { lostMs: 0, bunchMs: 0, playMs: 500 }
          for (const { lostMs, bunchMs, playMs } of [...spells, calm]) {
            atMs += Math.round(lostMs / 10) * 10
            const bunchedUntilMs = atMs + bunchMs
            for (const untilMs = atMs + playMs; atMs < untilMs; atMs += 10) {
              const nowUs = Math.max(atMs + 12, bunchedUntilMs) * 1000
              clock.audio(nowUs, atMs * 1000, BLOCK)
              clock.picture(nowUs)
            }
          }
          expect(Math.abs(clock.audioPositionUs - atMs * 1000)).toBeLessThan(100_000)
          expect(Math.abs(clock.picture(atMs * 1000 + 2000) - clock.audioPositionUs)).toBeLessThan(100_000)
        },
      ),
    )
  })

  it('knows at the end how much silence makes the sound as long as the pictures, and that it may be none', () => {
    const clock = new RecordingClock(0, RATE)
    for (let block = 1; block <= 100; block += 1) clock.audio(block * 10_000, (block - 1) * 10_000, BLOCK)
    expect(clock.samplesUntil(1_500_000)).toBe(RATE / 2)
    expect(clock.audioPositionUs).toBe(1_500_000)
    expect(clock.samplesUntil(1_400_000)).toBe(0)
  })

  it('never gives two pictures the same stamp nor goes back', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            waitUs: fc.integer({ min: 0, max: 80_000 }),
            late: fc.integer({ min: 0, max: 300_000 }),
          }),
        ),
        (steps) => {
          const clock = new RecordingClock(0, RATE)
          let now = 0
          let last = -1
          for (const { waitUs, late } of steps) {
            now += waitUs
            clock.audio(now + late, now - 10_000, BLOCK)
            const stamp = clock.picture(now)
            expect(stamp).toBeGreaterThan(last)
            last = stamp
          }
        },
      ),
    )
  })
})
