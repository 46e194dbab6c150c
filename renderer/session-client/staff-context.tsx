import { createContext, use, useCallback, useEffect, useSyncExternalStore, type ReactNode } from 'react'
import { useStore } from 'zustand'

import { bandOf, secondsLeft, type Band } from '#shared/domain/questions/clock.ts'
import type { StaffClient } from './staff-client.ts'
import type { StaffState } from './staff-state.ts'
import { subscribeToTicks } from './ticks.ts'

const StaffContext = createContext<StaffClient | null>(null)

export function StaffProvider({ client, children }: { client: StaffClient; children: ReactNode }) {
  return <StaffContext value={client}>{children}</StaffContext>
}

/** The client of the screen this component stands in. Throws outside a StaffProvider. */
export function useStaffClient(): StaffClient {
  const client = use(StaffContext)
  if (client === null) throw new Error('useStaffClient needs a StaffProvider above it')
  return client
}

/** Selects from the staff state. The selector must return a stable value for an unchanged state. */
export function useStaff<Selected>(selector: (state: StaffState) => Selected): Selected {
  return useStore(useStaffClient().store, selector)
}

/**
 * A value derived from the service's time, looked at four times a second; the component renders only when the
 * value changes. `read` must return a primitive or a stable reference.
 */
export function useServiceTime<Value>(read: (nowMs: number) => Value): Value {
  const { clock } = useStaffClient()
  return useSyncExternalStore(subscribeToTicks, () => read(clock.nowMs()))
}

/** Whole seconds to a deadline (negative when late); renders once a second. */
export function useSecondsLeft(deadlineMs: number): number {
  return useServiceTime(useCallback((nowMs: number) => secondsLeft(deadlineMs, nowMs), [deadlineMs]))
}

export function useBand(deadlineMs: number): Band {
  return useServiceTime(useCallback((nowMs: number) => bandOf(deadlineMs, nowMs), [deadlineMs]))
}

/** Tells the others which thread this person has open, for as long as the component stands. */
export function useLookAt(questionId: string | null): void {
  const client = useStaffClient()
  useEffect(() => {
    client.lookAt(questionId)
    return () => client.lookAt(null)
  }, [client, questionId])
}
