export type PictureHealth = 'none' | 'good' | 'slow' | 'failed'

/** Below this the eye sees the programme stutter. */
const SMOOTH_FROM_FPS = 24

/** How the programme fares. `framesPerSecond` is null until the first second was measured. */
export function pictureHealth(state: {
  readonly failed: boolean
  readonly onAir: boolean
  readonly framesPerSecond: number | null
}): PictureHealth {
  if (state.failed) return 'failed'
  if (!state.onAir || state.framesPerSecond === null) return 'none'
  return state.framesPerSecond >= SMOOTH_FROM_FPS ? 'good' : 'slow'
}
