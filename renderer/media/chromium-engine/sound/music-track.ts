/** A sound file that plays over and over, whichever way it is read. Silent until `play`. */
export interface MusicTrack {
  readonly durationMs: number
  readonly output: AudioNode
  /** From where it was paused. Rejects where the browser holds sound back. */
  play(): Promise<void>
  pause(): void
  /** Fades out, then lets everything go. */
  end(): void
}

/** Long enough to be heard as a breath rather than a cut. */
export const FADE_SECONDS = 0.12

/** Fades a gain from wherever it stands, without a click. */
export function fade(gain: AudioParam, to: number, context: BaseAudioContext, seconds = FADE_SECONDS): void {
  const from = gain.value
  gain.cancelScheduledValues(context.currentTime)
  gain.setValueAtTime(from, context.currentTime)
  gain.linearRampToValueAtTime(to, context.currentTime + seconds)
}
