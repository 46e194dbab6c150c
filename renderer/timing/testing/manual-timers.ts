import type { Timers } from '../timers.ts'

/** Time that passes when a test says so. */
export class ManualTimers implements Timers {
  #nowMs = 1_800_000_000_000
  #planned: { readonly atMs: number; readonly task: () => void }[] = []

  readonly nowMs = (): number => this.#nowMs

  readonly after = (ms: number, task: () => void): (() => void) => {
    const one = { atMs: this.#nowMs + ms, task }
    this.#planned.push(one)
    return () => {
      this.#planned = this.#planned.filter((other) => other !== one)
    }
  }

  /** Alarms that are set. */
  get waiting(): number {
    return this.#planned.length
  }

  /** Lets `ms` pass: what is due runs in order, with time for promises in between. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms
    await settled()
    for (;;) {
      const next = this.#planned
        .filter(({ atMs }) => atMs <= untilMs)
        .toSorted((one, other) => one.atMs - other.atMs)[0]
      if (!next) break
      this.#planned = this.#planned.filter((other) => other !== next)
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      next.task()
      await settled()
    }
    this.#nowMs = untilMs
  }
}

/** Everything that promises have to do by now is done: they all run before the next turn of the event loop. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
