/** The quietest level a meter shows, in dBFS. */
export const METER_FLOOR_DB = -60

const HOLD_MS = 1_500
const FALL_DB_PER_MS = 0.02

export interface HeldPeak {
  readonly db: number
  readonly atMs: number
}

/** A peak stands for a second and a half, then falls 20 dB a second until a louder one comes. */
export function holdPeak(held: HeldPeak, peakDb: number, nowMs: number): HeldPeak {
  const fallenDb = held.db - Math.max(0, nowMs - held.atMs - HOLD_MS) * FALL_DB_PER_MS
  return peakDb >= fallenDb ? { db: peakDb, atMs: nowMs } : held
}

/** Where the held peak stands now, in dBFS. */
export function heldDb(held: HeldPeak, nowMs: number): number {
  return Math.max(-100, held.db - Math.max(0, nowMs - held.atMs - HOLD_MS) * FALL_DB_PER_MS)
}

/** Place of a level on the meter, from 0 at the floor to 1 at full scale. */
export const meterFraction = (db: number): number => Math.min(1, Math.max(0, 1 - db / METER_FLOOR_DB))

/** From here on a sound is clipped somewhere: converters end at 0 dBFS, and meters see only what is left. */
export const CLIP_DB = -0.1

/** A clip mark stands for so long after the last clipped sound, unless it is clicked away. */
export const CLIP_HOLD_MS = 3_000
