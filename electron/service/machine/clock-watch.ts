import type { Machine } from '#shared/domain/health/machine.ts'

/** The first release is of 2026; a clock before that has lost its battery. */
const PLAUSIBLE_FROM_MS = Date.UTC(2026, 0, 1)
const PLAUSIBLE_TO_MS = Date.UTC(2100, 0, 1)
/** Time servers slew smaller errors away without anybody noticing. */
const JUMP_MS = 2_000
const REMEMBERED_MS = 10 * 60_000

/**
 * Compares the wall clock with one that cannot be set: what moves the one and not the other is a jump, or a sleep of
 * the machine. Call it every few seconds. `monotonicMs` counts from anywhere.
 */
export function createClockWatch(clocks: {
  readonly nowMs: () => number
  readonly monotonicMs: () => number
}): () => Machine['clock'] {
  let aheadMs = clocks.nowMs() - clocks.monotonicMs()
  let jump: { readonly byMs: number; readonly atMs: number } | null = null
  return () => {
    const monotonicMs = clocks.monotonicMs()
    const nowMs = clocks.nowMs()
    const moved = nowMs - monotonicMs - aheadMs
    if (Math.abs(moved) >= JUMP_MS) jump = { byMs: Math.round(moved), atMs: monotonicMs }
    aheadMs += moved
    if (jump && monotonicMs - jump.atMs > REMEMBERED_MS) jump = null
    if (nowMs < PLAUSIBLE_FROM_MS || nowMs >= PLAUSIBLE_TO_MS) return { state: 'implausible', jumpMs: 0 }
    return jump ? { state: 'jumped', jumpMs: jump.byMs } : { state: 'ok', jumpMs: 0 }
  }
}
