import { createContext, use, useSyncExternalStore, type ReactNode } from 'react'
import { useStore } from 'zustand'

import type { RoomClient, RoomState } from './room-client.ts'
import { subscribeToTicks } from './ticks.ts'

const RoomContext = createContext<RoomClient | null>(null)

export function RoomProvider({ client, children }: { client: RoomClient; children: ReactNode }) {
  return <RoomContext value={client}>{children}</RoomContext>
}

/** The client of the room this component stands in. Throws outside a RoomProvider. */
export function useRoomClient(): RoomClient {
  const client = use(RoomContext)
  if (client === null) throw new Error('useRoomClient needs a RoomProvider above it')
  return client
}

/** Selects from the room's state. The selector must return a stable value for an unchanged state. */
export function useRoom<Selected>(selector: (state: RoomState) => Selected): Selected {
  return useStore(useRoomClient().store, selector)
}

/**
 * A value derived from the service's time, looked at four times a second; the component renders only when the
 * value changes. `read` must return a primitive or a stable reference.
 */
export function useRoomTime<Value>(read: (nowMs: number) => Value): Value {
  const { clock } = useRoomClient()
  return useSyncExternalStore(subscribeToTicks, () => read(clock.nowMs()))
}
