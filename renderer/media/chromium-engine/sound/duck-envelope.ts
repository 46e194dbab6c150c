/** Where a ducker stands: how far the music is turned down now, and for how long that still holds without a voice. */
export interface DuckEnvelope {
  /** Positive. */
  readonly reductionDb: number
  readonly holdMs: number
}

export const UNDUCKED: DuckEnvelope = { reductionDb: 0, holdMs: 0 }

/** A voice into a microphone is louder than this, the room around it rarely. Mean of one block, dBFS. */
export const VOICE_THRESHOLD_DB = -40
const ATTACK_MS = 80
/** Bridges the pauses between words, so that the music does not pump. */
export const HOLD_MS = 400
const RELEASE_MS = 700
/** A depth that is being turned to nothing still releases at the pace of a shallow one. */
const SHALLOW_DB = 6

/**
 * The next state of the envelope, `blockMs` later. It moves in straight lines on the decibel scale: the whole depth
 * down within 80 ms of a voice, back up within 700 ms once the voice has been gone for 400 ms.
 */
export function stepDuck(
  { reductionDb, holdMs }: DuckEnvelope,
  voiceDb: number,
  depthDb: number,
  blockMs: number,
): DuckEnvelope {
  const speaking = voiceDb >= VOICE_THRESHOLD_DB
  const held = speaking ? HOLD_MS : Math.max(0, holdMs - blockMs)
  const targetDb = speaking || holdMs > 0 ? depthDb : 0
  const paceDb = Math.max(depthDb, SHALLOW_DB) * blockMs
  const next =
    reductionDb < targetDb
      ? Math.min(targetDb, reductionDb + paceDb / ATTACK_MS)
      : Math.max(targetDb, reductionDb - paceDb / RELEASE_MS)
  return { reductionDb: next, holdMs: held }
}
