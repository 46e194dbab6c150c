/** The range of a fader, in dB; the engine takes a linear gain of at most 4, which is +12 dB. */
export const FADER_MIN_DB = -40
export const FADER_MAX_DB = 12

/** 0 dB = unchanged = 1. At the fader's lowest position the channel is silent. */
export const gainOf = (db: number): number => (db <= FADER_MIN_DB ? 0 : 10 ** (db / 20))

export function decibelsOf(gain: number): number {
  if (gain <= 0) return FADER_MIN_DB
  return Math.min(FADER_MAX_DB, Math.max(FADER_MIN_DB, Math.round(20 * Math.log10(gain))))
}

/** A fader's or limiter's value as desks write it: a sign, a real minus. */
export const decibelText = (db: number): string => `${db > 0 ? '+' : db < 0 ? '−' : ''}${Math.abs(db)} dB`
