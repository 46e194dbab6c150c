import type { MicrophoneProcessing } from '../../media-state.ts'

const SWITCHES = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const

/** What is truly done to a microphone's sound; a switch the platform does not report counts as set. */
export function processingOf(track: MediaStreamTrack, wanted: MicrophoneProcessing): MicrophoneProcessing {
  const settings = track.getSettings()
  const real = (name: (typeof SWITCHES)[number]): boolean => {
    const value: unknown = settings[name]
    // Newer browsers name the kind of echo cancellation instead of saying yes.
    return typeof value === 'boolean' ? value : value === undefined ? wanted[name] : true
  }
  return {
    echoCancellation: real('echoCancellation'),
    noiseSuppression: real('noiseSuppression'),
    autoGainControl: real('autoGainControl'),
  }
}

/** Changes the processing of an open microphone. False where the platform must open it anew for that. */
export async function applyProcessing(
  track: MediaStreamTrack,
  wanted: MicrophoneProcessing,
): Promise<boolean> {
  try {
    // Constraints replace those the track was opened with, the device's own identity included: that is kept anyway.
    await track.applyConstraints({ ...wanted })
  } catch {
    return false
  }
  const real = processingOf(track, wanted)
  return SWITCHES.every((name) => real[name] === wanted[name])
}

/** Of several microphones: on only where it is on for all. */
export function commonProcessing(
  all: readonly MicrophoneProcessing[],
  wanted: MicrophoneProcessing,
): MicrophoneProcessing {
  if (all.length === 0) return wanted
  return {
    echoCancellation: all.every(({ echoCancellation }) => echoCancellation),
    noiseSuppression: all.every(({ noiseSuppression }) => noiseSuppression),
    autoGainControl: all.every(({ autoGainControl }) => autoGainControl),
  }
}
