/** `listening`: too early to tell. `dead`: a line without even noise. `faint`: something, but no voice yet. */
export type SoundVerdict = 'listening' | 'dead' | 'faint' | 'fine' | 'clipping'

/** A microphone that works hears the room: below this there is no microphone behind the line. */
const DEAD_DB = -75
/** A voice at arm's length is louder than this in its peaks; a room is not. */
const VOICE_DB = -34
/** Samples at full scale are cut off. */
const CLIP_DB = -0.3
const CLIPS_HEARD = 3
const ENOUGH = 20

/** Judges the peaks (dBFS) of the last seconds, about twenty a second. */
export function soundVerdict(peaksDb: readonly number[]): SoundVerdict {
  if (peaksDb.length < ENOUGH) return 'listening'
  if (peaksDb.filter((peakDb) => peakDb >= CLIP_DB).length >= CLIPS_HEARD) return 'clipping'
  const loudestDb = Math.max(...peaksDb)
  if (loudestDb < DEAD_DB) return 'dead'
  return loudestDb < VOICE_DB ? 'faint' : 'fine'
}
