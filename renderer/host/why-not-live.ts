import type { MediaState } from '#renderer/media/media-state.ts'
import type { StaffState } from '#renderer/session-client/staff-state.ts'

/**
 * What stands against a show that nobody confirms at the screen, because a button far away begins it: the first thing
 * viewers would miss at once. English, for the log of the control surface; null when there is nothing.
 */
export function whyNotLive(media: MediaState, staff: StaffState): string | null {
  const cameras = Object.values(media.cameraSlots).filter(({ status }) => status === 'live').length
  if (staff.link !== 'connected') return 'The host window is not connected to its session service.'
  if (cameras === 0 && media.screen.status !== 'live') return 'No camera delivers pictures.'
  if (media.programSceneId === null) return 'No scene is on programme.'
  if (media.microphoneSlots[1].status !== 'live') return 'The microphone gives no sound.'
  if (media.mixer.microphone1.muted) return 'The microphone is muted.'
  if (media.audioOutput === 'blocked')
    return 'The browser lets no sound through until somebody touches the page.'
  return null
}
