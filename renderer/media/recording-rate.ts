import type { CanvasSize } from '#shared/domain/scenes/scene.ts'

/** Enough for faces, fabrics and small print on packages in H.264. */
export const RECORDING_BITS_PER_PIXEL = 0.15
export const RECORDING_AUDIO_BITRATE = 160_000
const FRAMES_PER_SECOND = 30

/** What a recording of this canvas writes, in kilobits a second. */
export const recordingKbps = ({ width, height }: CanvasSize): number =>
  Math.round((width * height * FRAMES_PER_SECOND * RECORDING_BITS_PER_PIXEL + RECORDING_AUDIO_BITRATE) / 1000)
