/** How many steps can be taken back. */
export const HISTORY_LIMIT = 100

/** What was, is, and was taken back. Immutable; the newest of `past` is last, the next to redo is last of `future`. */
export interface History<State> {
  readonly past: readonly State[]
  readonly present: State
  readonly future: readonly State[]
  /** The gesture the last step belongs to; further steps of the same gesture melt into it. */
  readonly gesture: string | null
}

export const startHistory = <State>(present: State): History<State> => ({
  past: [],
  present,
  future: [],
  gesture: null,
})

/**
 * Takes a step to `next`; the same object is no step. Steps with the same `gesture` (one drag, one field being typed
 * into) are one step to undo.
 */
export function record<State>(
  history: History<State>,
  next: State,
  gesture: string | null = null,
): History<State> {
  if (Object.is(next, history.present)) return history
  if (gesture !== null && gesture === history.gesture) return { ...history, present: next, future: [] }
  return {
    past: [...history.past, history.present].slice(-HISTORY_LIMIT),
    present: next,
    future: [],
    gesture,
  }
}

/** Ends the gesture, so that the next step stands for itself. */
export const endGesture = <State>(history: History<State>): History<State> =>
  history.gesture === null ? history : { ...history, gesture: null }

export function undo<State>(history: History<State>): History<State> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [...history.future, history.present],
    gesture: null,
  }
}

export function redo<State>(history: History<State>): History<State> {
  const after = history.future.at(-1)
  if (after === undefined) return history
  return {
    past: [...history.past, history.present],
    present: after,
    future: history.future.slice(0, -1),
    gesture: null,
  }
}
