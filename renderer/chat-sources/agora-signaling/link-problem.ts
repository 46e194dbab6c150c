import type { SourceProblem } from '#shared/protocol/chat-source.ts'
import { CannotStart, RtmFailure } from './rtm-client.ts'

/** What stands in the way, and what Agora itself says about it (English, for the technician). */
export interface LinkProblem {
  readonly problem: SourceProblem
  readonly detail: string
}

/** Something that should have been answered was not. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** There is no token to log in with; `problem` says why. */
export class TokenProblem extends Error {
  override readonly name = 'TokenProblem'
  readonly problem: SourceProblem

  constructor(problem: SourceProblem, detail: string) {
    super(detail)
    this.problem = problem
  }
}

/** Error codes of agora-rtm 2.3.0 (`RTM_ERROR_*`), as far as each has words of its own. */
const BY_CODE: Readonly<Record<number, SourceProblem>> = {
  [-10003]: 'wrongAppId',
  [-10016]: 'wrongAppId',
  [-10005]: 'tokenRefused',
  // "The user ID to login does not match the token."
  [-10006]: 'tokenRefused',
  [-10009]: 'tokenExpired',
  [-10010]: 'noNetwork',
  [-10011]: 'noNetwork',
  [-10025]: 'noNetwork',
  [-10015]: 'notEnabled',
  [-10021]: 'tooFrequent',
  [-10008]: 'channelRefused',
  [-11019]: 'noNetwork',
  [-11020]: 'tooFrequent',
  [-11021]: 'channelRefused',
  [-11038]: 'channelRefused',
}

/** Reasons of `linkState` FAILED (`RTMEvents.LinkStateChangeReasonCode`). */
const BY_REASON: Readonly<Record<string, SourceProblem>> = {
  LOGIN_TIMEOUT: 'noNetwork',
  LOGIN_NOT_AUTHORIZED: 'notEnabled',
  INVALID_TOKEN: 'tokenRefused',
  INVALID_USER_ID: 'tokenRefused',
  TOKEN_EXPIRED: 'tokenExpired',
  INCONSISTENT_APP_ID: 'wrongAppId',
  INVALID_CHANNEL_NAME: 'channelRefused',
  SAME_UID_LOGIN: 'kickedOut',
  LOGIN_TOO_FREQUENT: 'tooFrequent',
}

/** What a failed step of getting in means. `withToken`: a token was used. */
export function problemOf(error: unknown, step: 'login' | 'channel', withToken: boolean): LinkProblem {
  if (error instanceof TokenProblem) return { problem: error.problem, detail: error.message }
  if (error instanceof NoAnswer) return { problem: 'noNetwork', detail: '' }
  if (error instanceof CannotStart) return { problem: 'cannotStart', detail: error.message }
  const detail = error instanceof Error ? error.message : String(error)
  const known = error instanceof RtmFailure ? BY_CODE[error.code] : undefined
  const problem = known ?? (step === 'channel' ? 'channelRefused' : 'unknown')
  if (problem === 'tokenRefused' && !withToken) return { problem: 'tokenMissing', detail }
  // One code for two things: a service that is not enabled, and a token without the right (NO_RTM_PRIVILEGE).
  if (problem === 'notEnabled' && detail.includes('PRIVILEGE')) return { problem: 'tokenRefused', detail }
  return { problem, detail }
}

export const problemOfReason = (reason: string): LinkProblem => ({
  problem: BY_REASON[reason] ?? 'lost',
  detail: reason,
})

/** Trying again by ourselves would change nothing, or throw somebody else out. */
const ENDS_HERE: ReadonlySet<SourceProblem> = new Set([
  'kickedOut',
  'wrongAppId',
  'tokenMissing',
  'notEnabled',
])
export const endsHere = (problem: SourceProblem): boolean => ENDS_HERE.has(problem)
