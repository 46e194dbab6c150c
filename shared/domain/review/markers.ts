import type { KnownEvent } from '../session/event.ts'
import type { ItemsFold } from './items.ts'
import type { ReviewIncident, ReviewMarker, ReviewRecording } from './review.ts'
import { isInside, type ReviewWindow } from './window.ts'

export type MarkerEvent = Extract<
  KnownEvent,
  {
    type:
      | 'wentLive'
      | 'showEnded'
      | 'itemPutOnAir'
      | 'sceneTaken'
      | 'wallPinned'
      | 'recordingStarted'
      | 'recordingStopped'
      | 'unattendedSwitched'
      | 'shoutOutThanked'
  }
>

export interface MarkersFold {
  readonly add: (event: MarkerEvent) => void
  readonly recordings: () => readonly ReviewRecording[]
  readonly finish: (
    incidents: readonly ReviewIncident[],
    ranOut: ReturnType<ItemsFold['ranOut']>,
  ) => readonly ReviewMarker[]
}

export function createMarkers(window: ReviewWindow): MarkersFold {
  const markers: ReviewMarker[] = []
  const recordings: { -readonly [Key in keyof ReviewRecording]: ReviewRecording[Key] }[] = []
  const mark = (kind: ReviewMarker['kind'], { atMs, seq }: KnownEvent, text = ''): void => {
    markers.push({ kind, atMs, seq, text })
  }

  const add = (event: MarkerEvent): void => {
    switch (event.type) {
      case 'wentLive':
        return mark('live', event)
      case 'showEnded':
        return mark('ended', event)
      case 'itemPutOnAir':
        return mark('item', event, event.body.item.title)
      case 'sceneTaken':
        return mark('scene', event, event.body.name)
      case 'wallPinned':
        return mark('wall', event, event.body.card.question)
      case 'unattendedSwitched':
        return mark('unattended', event, event.body.rules === null ? 'off' : 'on')
      case 'shoutOutThanked':
        return mark('shoutOut', event, event.body.fan.name)
      case 'recordingStarted':
        mark('recording', event, event.body.file)
        recordings.push({
          file: event.body.file,
          startedAtMs: event.atMs,
          stoppedAtMs: null,
          bytes: null,
          problem: null,
        })
        return
      case 'recordingStopped': {
        const { file, bytes, problem } = event.body
        const started = recordings.findLast((recording) => recording.file === file)
        if (started) Object.assign(started, { stoppedAtMs: event.atMs, bytes, problem })
        return
      }
      default:
        event satisfies never
    }
  }

  return {
    add,
    recordings: () => recordings,
    finish: (incidents, ranOut) =>
      [
        ...markers,
        ...incidents.map(({ fromMs, seq, kind, problem }): ReviewMarker => ({
          kind: 'incident',
          atMs: fromMs,
          seq,
          text: problem ?? kind,
        })),
        ...ranOut.map(({ item, atMs, seq }): ReviewMarker => ({
          kind: 'soldOut',
          atMs,
          seq,
          text: item.title,
        })),
      ]
        .filter(({ atMs }) => isInside(window, atMs))
        .toSorted((a, b) => a.atMs - b.atMs || a.seq - b.seq),
  }
}
