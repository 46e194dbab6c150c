import { paceOf, type ShowPace } from '#shared/domain/run-sheet/pace.ts'
import { useServiceTime, useStaff, useStaffClient } from './staff-context.tsx'

/** Planned against actual at this moment, anew each second; null until the session is known. */
export function usePace(): ShowPace | null {
  const client = useStaffClient()
  useStaff(({ session }) => session?.runSheet)
  useStaff(({ session }) => session?.phase)
  const onAir = useStaff(({ session }) => session?.itemOnAir ?? null)
  // In step with the item on air, so that its clock turns over when a second of it is full.
  const phaseMs = (onAir?.sinceMs ?? 0) % 1000
  const second = useServiceTime((nowMs) => Math.floor((nowMs - phaseMs) / 1000))
  // Read here rather than selected: the session is another one with every danmaku, its pace is not.
  const { session } = client.store.getState()
  return session === null ? null : paceOf(session, second * 1000 + phaseMs)
}
