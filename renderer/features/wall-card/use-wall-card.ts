import { useCallback } from 'react'

import { useRoom, useRoomTime } from '#renderer/session-client/room-context.tsx'
import type { WallCard } from '#shared/domain/wall/wall-card.ts'

/** The card that is on the wall now, by the service's clock; null before and after its time. */
export function useWallCard(): WallCard | null {
  const wall = useRoom(({ room }) => room?.wall ?? null)
  const isUp = useRoomTime(useCallback((nowMs: number) => wall !== null && nowMs < wall.untilMs, [wall]))
  return isUp ? wall : null
}
