import type { Timers } from '../whip-http.ts'

/** A clock that stands until a test moves it. */
export class FakeTimers implements Timers {
  #nowMs = 1_000_000
  #due: { atMs: number; callback: () => void }[] = []

  nowMs = (): number => this.#nowMs

  after = (ms: number, callback: () => void): (() => void) => {
    const entry = { atMs: this.#nowMs + ms, callback }
    this.#due.push(entry)
    return () => {
      this.#due = this.#due.filter((other) => other !== entry)
    }
  }

  /** Lets time pass in small steps, with everything that was promised in between. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms
    await settle()
    for (;;) {
      const next = this.#due.filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0]
      if (!next) break
      this.#nowMs = Math.max(this.#nowMs, next.atMs)
      this.#due = this.#due.filter((other) => other !== next)
      next.callback()
      await settle()
    }
    this.#nowMs = untilMs
  }
}

/** Long enough for every chain of promises in here. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
  await new Promise((resolve) => setTimeout(resolve, 0))
}
