import { retryDelayMs } from '#renderer/timing/retry-delay.ts'
import type { PairOutcome } from '#renderer/session-client/pair.ts'

/** What the overlay does next. It has nobody to ask, so it either goes on by itself or says how to set it up. */
export type EntryStep =
  | { readonly do: 'connect' }
  | { readonly do: 'tryAgain'; readonly inMs: number }
  /** `wrongCode`: the address names a code that opens nothing; else it names none. */
  | { readonly do: 'stop'; readonly wrongCode: boolean }

const FIRST_WAIT_MS = 2_000

/** `attempt` counts the tries that got no useful answer, from 0. */
export function afterPairing(outcome: PairOutcome, attempt: number): EntryStep {
  if (outcome.ok) return outcome.role === 'overlay' ? { do: 'connect' } : { do: 'stop', wrongCode: true }
  switch (outcome.problem) {
    case 'wrongCode':
    case 'expiredCode':
    case 'invalid':
      return { do: 'stop', wrongCode: true }
    case 'tooManyAttempts':
    case 'full':
    case 'unreachable':
    case 'failed': {
      const wait = { firstMs: FIRST_WAIT_MS, askedMs: outcome.retryInMs }
      return { do: 'tryAgain', inMs: retryDelayMs(attempt + 1, 0.5, wait) }
    }
    default:
      return outcome.problem satisfies never
  }
}
