import { z } from 'zod'

const ended = z.object({ reason: z.string() })

/** The event that `FoldedEnd` looks at. */
export const END_EVENT = 'showEnded'

/**
 * Up to when a session is counted, as the studio's `docs/metrics.md` has it: one that was left, and that the studio
 * itself declared over long afterwards, ends with the last thing that happened in it.
 */
export class FoldedEnd {
  #isAbandoned = false

  add(body: unknown): void {
    this.#isAbandoned = ended.safeParse(body).data?.reason === 'abandoned'
  }

  /** `lastMs`: of the last event that is no end. */
  finish(endedAtMs: number | null, lastMs: number): number {
    return this.#isAbandoned ? lastMs : (endedAtMs ?? lastMs)
  }
}
