import type { NewEvent } from '#shared/domain/session/event.ts'
import type { Up } from '#shared/protocol/up.ts'

type Report = Extract<
  Up,
  { type: 'recordingStarted' | 'recordingStopped' | 'outputChanged' | 'sourceChanged' }
>

/** What the host window tells about its own part of the show, as it goes into the log. */
export function reportedEvent(frame: Report): NewEvent {
  switch (frame.type) {
    case 'recordingStarted':
      return { type: 'recordingStarted', body: { file: frame.file } }
    case 'recordingStopped':
      return {
        type: 'recordingStopped',
        body: { file: frame.file, bytes: frame.bytes, problem: frame.problem },
      }
    case 'outputChanged':
      return { type: 'outputChanged', body: frame.change }
    case 'sourceChanged':
      return { type: 'sourceChanged', body: frame.change }
    default:
      return frame satisfies never
  }
}
