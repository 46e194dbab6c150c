import type { StaffState } from '#renderer/session-client/staff-state.ts'

/**
 * Whether somebody of the staff did something between two states: acted on a question (claimed, answered, undid …) or
 * opened a thread. Only what every screen sees counts, so that all of them ring, or stay quiet, together.
 */
export function staffActed(before: StaffState, after: StaffState): boolean {
  if (before.session?.sessionId !== after.session?.sessionId) return true
  if (before.session?.undo.at(-1)?.seq !== after.session?.undo.at(-1)?.seq) return true
  if (before.staff === after.staff) return false
  const looked = new Map(before.staff.map(({ actor, lookingAt }) => [actor.id, lookingAt]))
  return after.staff.some(({ actor, lookingAt }) => lookingAt !== null && lookingAt !== looked.get(actor.id))
}
