/** Time and timers as everything in the service takes them, so that tests can drive both. */
export interface Clock {
  readonly nowMs: () => number
  readonly setTimeout: (callback: () => void, ms: number) => TimerHandle
  readonly setImmediate: (callback: () => void) => void
}

export interface TimerHandle {
  readonly cancel: () => void
}

export const systemClock: Clock = {
  nowMs: Date.now,
  setTimeout: (callback, ms) => {
    const timer = setTimeout(callback, ms)
    return { cancel: () => clearTimeout(timer) }
  },
  setImmediate: (callback) => void setImmediate(callback),
}

/** Runs `task` again and again with `ms` between the runs, until cancelled. */
export function every(clock: Clock, ms: number, task: () => void): TimerHandle {
  let stopped = false
  let timer: TimerHandle | null = null
  const plan = (): void => {
    timer = clock.setTimeout(() => {
      if (stopped) return
      task()
      plan()
    }, ms)
  }
  plan()
  return {
    cancel: () => {
      stopped = true
      timer?.cancel()
    },
  }
}
