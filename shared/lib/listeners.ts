/** A set of listeners that may be left while they are being called. */
export interface Listeners<Event> {
  readonly add: (listener: (event: Event) => void) => () => void
  readonly emit: (event: Event) => void
}

export function createListeners<Event>(): Listeners<Event> {
  const listeners = new Set<(event: Event) => void>()
  return {
    add: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit: (event) => {
      for (const listener of [...listeners]) listener(event)
    },
  }
}
