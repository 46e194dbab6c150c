import { NoAnswer } from './link-problem.ts'

/** Time as the link takes it, so that tests can drive it. */
export interface Timers {
  readonly nowMs: () => number
  /** Returns the way to cancel. */
  readonly after: (ms: number, task: () => void) => () => void
}

export const browserTimers: Timers = {
  nowMs: () => Date.now(),
  after: (ms, task) => {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}

/** The value, or NoAnswer when it has not come within `ms`. What comes later is not looked at. */
export function within<Value>(timers: Timers, ms: number, value: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(ms, () => reject(new NoAnswer(`no answer within ${ms} ms`)))
    value.then(
      (settled) => {
        cancel()
        resolve(settled)
      },
      (error: unknown) => {
        cancel()
        reject(error instanceof Error ? error : new Error(String(error)))
      },
    )
  })
}
