import { useCallback, useEffect, useRef, useState } from 'react'

import { useRoom, useRoomClient } from '#renderer/session-client/room-context.tsx'
import { addHearts, othersLikes, type Heart } from './hearts.ts'

/** A heart's way up; it is taken away by time, for under reduced motion no animation ends. */
const HEART_LIVES_MS = 1_600

export interface Likes {
  readonly count: number
  readonly hearts: readonly Heart[]
  readonly possible: boolean
  readonly like: () => void
}

/** Likes of this viewer and the hearts that rise for them and for the others'. None rise under reduced motion. */
export function useLikes(): Likes {
  const client = useRoomClient()
  const count = useRoom(({ room }) => room?.likes ?? 0)
  const possible = useRoom(
    ({ link, room }) => link === 'connected' && room !== null && room.phase !== 'ended',
  )
  const [hearts, setHearts] = useState<readonly Heart[]>([])
  const nextId = useRef(0)
  const ownUnderWay = useRef(0)
  const counted = useRef<number | null>(null)

  const rise = useCallback((many: number) => {
    if (many === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    const firstId = nextId.current
    nextId.current += many
    setHearts((now) => addHearts(now, many, firstId, Math.random))
    setTimeout(
      () => setHearts((now) => now.filter(({ id }) => id < firstId || id >= firstId + many)),
      HEART_LIVES_MS,
    )
  }, [])

  useEffect(() => {
    if (!possible) {
      counted.current = null
      ownUnderWay.current = 0
      return
    }
    if (counted.current !== null) {
      const split = othersLikes(count - counted.current, ownUnderWay.current)
      ownUnderWay.current = split.ownUnderWay
      rise(split.hearts)
    }
    counted.current = count
  }, [count, possible, rise])

  const like = useCallback(() => {
    if (!possible) return
    ownUnderWay.current += 1
    client.like()
    rise(1)
  }, [client, possible, rise])

  return { count, hearts, possible, like }
}
