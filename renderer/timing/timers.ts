/** A clock and alarms, for parts that tests drive through time. `nowMs` is in ms since the epoch. */
export interface Timers {
  readonly nowMs: () => number
  /** Calls back once, `ms` from now, unless the returned function is called before. */
  readonly after: (ms: number, task: () => void) => () => void
}

export const browserTimers: Timers = {
  nowMs: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}

/** Settles like `work`, or rejects with `tooLate()` after `ms`; `work` itself goes on, and what comes of it is not looked at. */
export function within<Value>(
  timers: Timers,
  ms: number,
  work: Promise<Value>,
  tooLate: () => Error,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(ms, () => reject(tooLate()))
    work.then(resolve, reject).finally(cancel)
  })
}
