import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chirp, findEcho } from './echo-analysis.ts'

const SAMPLE_RATE = 48_000
const played = chirp(SAMPLE_RATE, 0.125)

/** A quiet generator of its own, so that a failure can be repeated. */
function noise(seed: number): () => number {
  let state = seed >>> 0 || 1
  return () => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223
    return (state >>> 0) / 2 ** 31 - 1
  }
}

/** 1.4 s from a microphone that hears the chirp so late and so loud, in a room with so much noise. */
function room(echo: { delayMs: number; db: number } | null, noiseAmplitude: number, seed = 1): Float32Array {
  const next = noise(seed)
  const heard = Float32Array.from({ length: SAMPLE_RATE * 1.4 }, () => next() * noiseAmplitude)
  if (!echo) return heard
  const at = Math.round((echo.delayMs / 1000) * SAMPLE_RATE)
  const gain = 10 ** (echo.db / 20)
  played.forEach((sample, index) => {
    heard[at + index] = (heard[at + index] ?? 0) + sample * gain
  })
  return heard
}

it('finds how late and how loud the loudspeaker comes back', () => {
  const { echoDb, delayMs } = findEcho(played, room({ delayMs: 180, db: -20 }, 0.001), SAMPLE_RATE)
  expect(delayMs).toBe(180)
  expect(echoDb).toBeCloseTo(-20, 0)
})

it('hears nothing in silence, in noise alone, and in a recording that is too short', () => {
  const none = { echoDb: null, delayMs: null }
  expect(findEcho(played, new Float32Array(SAMPLE_RATE), SAMPLE_RATE)).toEqual(none)
  expect(findEcho(played, room(null, 0.05), SAMPLE_RATE)).toEqual(none)
  expect(findEcho(played, played.subarray(0, 1000), SAMPLE_RATE)).toEqual(none)
})

it('a hum, a voice-like tone or an echo too soft to hear is no echo', () => {
  const tone = Float32Array.from(
    { length: SAMPLE_RATE * 1.4 },
    (_, index) => 0.1 * Math.sin((2 * Math.PI * 220 * index) / SAMPLE_RATE),
  )
  expect(findEcho(played, tone, SAMPLE_RATE).echoDb).toBeNull()
  expect(findEcho(played, room({ delayMs: 50, db: -75 }, 0), SAMPLE_RATE).echoDb).toBeNull()
})

it('finds any echo that stands out of the noise of the room', () => {
  fc.assert(
    fc.property(
      fc.record({
        delayMs: fc.integer({ min: 1, max: 900 }),
        db: fc.double({ min: -35, max: 0, noNaN: true }),
      }),
      fc.integer({ min: 1, max: 1000 }),
      (echo, seed) => {
        const found = findEcho(played, room(echo, 0.002, seed), SAMPLE_RATE)
        expect(Math.abs((found.delayMs ?? Infinity) - echo.delayMs)).toBeLessThanOrEqual(1)
        expect(Math.abs((found.echoDb ?? Infinity) - echo.db)).toBeLessThan(1.5)
      },
    ),
    { numRuns: 8 },
  )
})
