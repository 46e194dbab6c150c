import type { RoomStatus } from '#renderer/media/local-room/receiver.ts'
import type { RoomView } from '#shared/protocol/down.ts'

/** What the place of the picture shows. Only `playing`, `stalled` and `paused` have a picture. */
export type PlayerView =
  | 'connecting'
  | 'waiting'
  | 'notLive'
  | 'playing'
  | 'stalled'
  | 'paused'
  | 'noPicture'
  | 'full'
  | 'ended'

export interface PlayerFacts {
  /** Null until the service has told. */
  readonly phase: RoomView['phase'] | null
  /** Null before the first attempt. */
  readonly picture: RoomStatus | null
  /** The browser holds the video still although pictures arrive. */
  readonly held: boolean
  /** Nobody has answered for so long that “connecting” would be a false promise. */
  readonly waitedLong: boolean
}

/**
 * Says what is, not what is hoped for: moving pictures count more than the show's phase (a host may warm up before
 * going live), but a show that has ended is over even while the last frames still arrive.
 */
export function playerView({ phase, picture, held, waitedLong }: PlayerFacts): PlayerView {
  if (phase === null) return 'connecting'
  if (phase === 'ended') return 'ended'
  switch (picture) {
    case 'playing':
      return held ? 'paused' : 'playing'
    case 'stalled':
      return 'stalled'
    case 'full':
      return phase === 'preparing' ? 'notLive' : 'full'
    case 'ended':
    case 'closed':
      return phase === 'preparing' ? 'notLive' : 'noPicture'
    case 'connecting':
    case null:
      if (phase === 'preparing') return 'notLive'
      return waitedLong ? 'waiting' : 'connecting'
    default:
      return picture satisfies never
  }
}

export const hasPicture = (view: PlayerView): boolean =>
  view === 'playing' || view === 'stalled' || view === 'paused'
