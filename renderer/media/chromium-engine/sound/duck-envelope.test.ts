import fc from 'fast-check'
import { expect, it } from 'vitest'
import { HOLD_MS, stepDuck, UNDUCKED, VOICE_THRESHOLD_DB } from './duck-envelope.ts'
import type { DuckEnvelope } from './duck-envelope.ts'

const BLOCK_MS = 128 / 48
const DEPTH_DB = 12
const SPEAKING = -20
const QUIET = -70

/** The envelope after `ms` of one level. */
function run(from: DuckEnvelope, voiceDb: number, ms: number, depthDb = DEPTH_DB): DuckEnvelope {
  let envelope = from
  for (let at = 0; at < ms; at += BLOCK_MS) envelope = stepDuck(envelope, voiceDb, depthDb, BLOCK_MS)
  return envelope
}

it('turns the music down by the whole depth within 80 ms of a voice', () => {
  expect(run(UNDUCKED, SPEAKING, 40).reductionDb).toBeCloseTo(DEPTH_DB / 2, 0)
  expect(run(UNDUCKED, SPEAKING, 80 + BLOCK_MS).reductionDb).toBe(DEPTH_DB)
})

it('stays down through the pauses between words', () => {
  const ducked = run(UNDUCKED, SPEAKING, 200)
  expect(run(ducked, QUIET, HOLD_MS - BLOCK_MS).reductionDb).toBe(DEPTH_DB)
  expect(run(ducked, -Infinity, HOLD_MS - BLOCK_MS).reductionDb).toBe(DEPTH_DB)
})

it('comes back gently once the voice is gone', () => {
  const released = run(run(UNDUCKED, SPEAKING, 200), QUIET, HOLD_MS + 350)
  expect(released.reductionDb).toBeGreaterThan(DEPTH_DB / 3)
  expect(released.reductionDb).toBeLessThan((DEPTH_DB * 2) / 3)
  expect(run(released, QUIET, 400)).toEqual(UNDUCKED)
})

it('lets the music go when ducking is turned off in the middle of a sentence', () => {
  expect(run(run(UNDUCKED, SPEAKING, 200), SPEAKING, 1500, 0).reductionDb).toBe(0)
})

const level = fc.oneof(fc.constant(-Infinity), fc.double({ min: -120, max: 6, noNaN: true }))
const blocks = fc.array(fc.record({ voiceDb: level, depthDb: fc.double({ min: 0, max: 40, noNaN: true }) }), {
  maxLength: 400,
})

it('never goes below nothing or beyond the greatest depth asked for, and never jumps', () => {
  fc.assert(
    fc.property(blocks, (all) => {
      let [envelope, deepest] = [UNDUCKED, 0]
      for (const { voiceDb, depthDb } of all) {
        deepest = Math.max(deepest, depthDb)
        const next = stepDuck(envelope, voiceDb, depthDb, BLOCK_MS)
        expect(next.reductionDb).toBeGreaterThanOrEqual(0)
        expect(next.reductionDb).toBeLessThanOrEqual(deepest)
        // The whole of the greatest depth takes 80 ms at the least: no audible step from block to block.
        const step = Math.abs(next.reductionDb - envelope.reductionDb)
        expect(step).toBeLessThanOrEqual((Math.max(deepest, 6) * BLOCK_MS) / 80 + 1e-9)
        envelope = next
      }
    }),
  )
})

it('leaves the music alone while nobody is louder than the room', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -120, max: VOICE_THRESHOLD_DB - 0.01, noNaN: true })), (levels) => {
      let envelope = UNDUCKED
      for (const voiceDb of levels) envelope = stepDuck(envelope, voiceDb, DEPTH_DB, BLOCK_MS)
      expect(envelope).toEqual(UNDUCKED)
    }),
  )
})

it('does not depend on the size of the blocks', () => {
  const inOne = (blockMs: number) => {
    let envelope = UNDUCKED
    for (let at = 0; at < 48; at += blockMs) envelope = stepDuck(envelope, SPEAKING, DEPTH_DB, blockMs)
    return envelope.reductionDb
  }
  expect(inOne(1)).toBeCloseTo(inOne(4))
})
