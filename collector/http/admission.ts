import { Refusal } from './refusal.ts'

export interface AdmissionOptions {
  /** Requests with events in hand at once, from their first byte to their answer. */
  readonly inHand: number
  /** Of one studio: none takes all places. */
  readonly inHandPerStudio: number
  /** Of them, so many at once are parsed and written. */
  readonly storing: number
}

/** A place among the requests in hand. */
export interface Place {
  /** Waits until the request may be parsed and written. */
  readonly turn: () => Promise<void>
  /** Does the work and gives the place back after it. Throws a `Refusal` when the client has left before. */
  readonly work: <Result>(run: () => Promise<Result>) => Promise<Result>
  /** Gives the place back, unless work is under way: that ends first. May be called again without harm. */
  readonly leave: () => void
}

const RETRY_AFTER_SECONDS = 1

/**
 * How much is taken on at once. Compressed bodies are small and wait as bytes; parsed ones are large, so that only
 * few are parsed at a time. Beyond that the answer is no, at once, and says when to come again: 429 to a studio that
 * sends too much at a time, 503 when the collector itself is full.
 */
export class Admission {
  readonly #options: AdmissionOptions
  readonly #studios = new Map<string, number>()
  readonly #waiting: (() => void)[] = []
  #inHand = 0
  #storing = 0

  constructor(options: AdmissionOptions) {
    this.#options = options
  }

  get inHand(): number {
    return this.#inHand
  }

  /** Throws a `Refusal` with Retry-After when there is no place. */
  enter(studioId: string): Place {
    const own = this.#studios.get(studioId) ?? 0
    if (own >= this.#options.inHandPerStudio) {
      throw new Refusal(429, 'This studio has too many requests under way.', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      })
    }
    if (this.#inHand >= this.#options.inHand) {
      throw new Refusal(503, 'The collector is busy.', { retryAfterSeconds: RETRY_AFTER_SECONDS })
    }
    this.#inHand++
    this.#studios.set(studioId, own + 1)
    let stage: 'waiting' | 'storing' | 'done' = 'waiting'
    let working = false
    const release = (): void => {
      if (stage === 'done') return
      if (stage === 'storing') this.#passOn()
      stage = 'done'
      this.#inHand--
      const others = (this.#studios.get(studioId) ?? 1) - 1
      if (others > 0) this.#studios.set(studioId, others)
      else this.#studios.delete(studioId)
    }
    return {
      turn: async () => {
        if (stage === 'done') throw left()
        if (this.#storing >= this.#options.storing) {
          await new Promise<void>((resolve) => this.#waiting.push(resolve))
        } else {
          this.#storing++
        }
        if (isDone()) {
          // Whoever left while waiting passes the turn on.
          this.#passOn()
          throw left()
        }
        stage = 'storing'
      },
      work: async (run) => {
        if (stage === 'done') throw left()
        working = true
        try {
          return await run()
        } finally {
          working = false
          release()
        }
      },
      leave: () => {
        if (!working) release()
      },
    }
    function isDone(): boolean {
      return stage === 'done'
    }
  }

  #passOn(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#storing--
  }
}

const left = (): Refusal => new Refusal(408, 'The client went away.')
