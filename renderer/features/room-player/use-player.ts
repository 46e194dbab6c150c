import { useCallback, useEffect, useState, useSyncExternalStore, type RefObject } from 'react'

import type { LocalRoomReceiver } from '#renderer/media/local-room/receiver.ts'
import { useRoom } from '#renderer/session-client/room-context.tsx'
import type { RoomView } from '#shared/protocol/down.ts'
import { playerView, type PlayerView } from './player-view.ts'

/** After this long without a picture the page stops saying that it is about to come. */
const LONG_WAIT_MS = 12_000

/** The show's picture and sound on this page. */
export interface Player {
  readonly view: PlayerView
  readonly muted: boolean
  /** The browser waits for a touch before it lets sound through. */
  readonly soundBlocked: boolean
  /** From a touch or click: browsers allow sound there only. */
  readonly turnSound: (on: boolean) => void
  readonly play: () => void
  readonly retry: () => void
}

/** The program as `receiver` gets it, played in `videoRef`. Needs a RoomProvider above it. */
export function usePlayer(receiver: LocalRoomReceiver, videoRef: RefObject<HTMLVideoElement | null>): Player {
  const phase = useRoom(({ room }) => room?.phase ?? null)
  const state = useSyncExternalStore(receiver.subscribe, receiver.getState)
  const { held, muted } = useVideoFacts(videoRef)
  const waitedLong = useWaitedLong(state.status === 'connecting' && phase === 'live')
  useNews(receiver, phase)

  useEffect(() => (videoRef.current ? receiver.attach(videoRef.current) : undefined), [receiver, videoRef])

  const turnSound = useCallback(
    (on: boolean) => {
      if (on) receiver.unmute()
      else if (videoRef.current) videoRef.current.muted = true
    },
    [receiver, videoRef],
  )
  const play = useCallback(() => void videoRef.current?.play().catch(() => undefined), [videoRef])
  const retry = useCallback(() => receiver.retryNow(), [receiver])

  return {
    view: playerView({ phase, picture: state.status, held, waitedLong }),
    muted,
    soundBlocked: state.soundBlocked && muted,
    turnSound,
    play,
    retry,
  }
}

/** What was sent while the connection was down is lost, and a host that goes live has heard nobody yet: ask again. */
function useNews(receiver: LocalRoomReceiver, phase: RoomView['phase'] | null): void {
  const connected = useRoom(({ link }) => link === 'connected')
  useEffect(() => {
    if (connected && phase !== null && phase !== 'ended' && receiver.getState().status !== 'playing') {
      receiver.retryNow()
    }
  }, [receiver, connected, phase])
}

/** Whether the browser holds the video still, and whether its sound is off. */
function useVideoFacts(videoRef: RefObject<HTMLVideoElement | null>): { held: boolean; muted: boolean } {
  const [facts, setFacts] = useState({ held: false, muted: false })
  useEffect(() => {
    const video = videoRef.current
    if (!video) return
    const read = (): void => {
      const held = video.srcObject !== null && video.paused
      const { muted } = video
      setFacts((known) => (known.held === held && known.muted === muted ? known : { held, muted }))
    }
    const events = ['play', 'playing', 'pause', 'volumechange', 'loadedmetadata', 'emptied'] as const
    for (const event of events) video.addEventListener(event, read)
    return () => {
      for (const event of events) video.removeEventListener(event, read)
    }
  }, [videoRef])
  return facts
}

function useWaitedLong(waiting: boolean): boolean {
  const [long, setLong] = useState(false)
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => setLong(true), LONG_WAIT_MS)
    return () => {
      clearTimeout(timer)
      setLong(false)
    }
  }, [waiting])
  return long
}
