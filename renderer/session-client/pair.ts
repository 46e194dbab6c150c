import { z } from 'zod'

import { actorSchema, type Actor } from '#shared/domain/session/actor.ts'

/** Why a code opened nothing. `unreachable`: no answer at all; `failed`: an answer that says nothing useful. */
export type PairProblem =
  | 'invalid'
  | 'wrongCode'
  | 'expiredCode'
  | 'tooManyAttempts'
  | 'full'
  | 'unreachable'
  | 'failed'

export type PairOutcome =
  | { readonly ok: true; readonly role: 'moderator' | 'viewer' | 'overlay'; readonly next: string }
  /** `retryInMs`: how long the service asks to wait, when it does. */
  | { readonly ok: false; readonly problem: PairProblem; readonly retryInMs: number | null }

const pairedSchema = z.object({
  role: z.enum(['moderator', 'viewer', 'overlay']),
  next: z.enum(['/console/', '/watch/', '/overlay/']),
})
const denialSchema = z.object({ error: z.string() })
const whoamiSchema = z.object({ actor: actorSchema })

/** What a denial's key means to a person; keys that speak of the network set-up are `failed`. */
const PROBLEMS: Readonly<Record<string, PairProblem>> = {
  invalid: 'invalid',
  wrongCode: 'wrongCode',
  expiredCode: 'expiredCode',
  tooManyAttempts: 'tooManyAttempts',
  full: 'full',
}
const DEFAULT_WAIT_MS = 60_000

/** Hands a six-digit code in for a cookie (`POST /v1/pair`). Never throws. */
export async function pair(code: string, name: string): Promise<PairOutcome> {
  try {
    const response = await fetch('/v1/pair', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, name }),
    })
    return await readPairAnswer(response)
  } catch {
    return { ok: false, problem: 'unreachable', retryInMs: null }
  }
}

/** Reads the service's answer; a proxy's error page in its place is `failed`. */
export async function readPairAnswer(response: Response): Promise<PairOutcome> {
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) {
    const paired = pairedSchema.safeParse(body)
    return paired.success ? { ok: true, ...paired.data } : { ok: false, problem: 'failed', retryInMs: null }
  }
  const denial = denialSchema.safeParse(body)
  const problem = (denial.success ? PROBLEMS[denial.data.error] : undefined) ?? 'failed'
  return { ok: false, problem, retryInMs: waitOf(response) }
}

function waitOf(response: Response): number | null {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10)
  if (Number.isFinite(seconds) && seconds > 0) return seconds * 1_000
  return response.status === 429 ? DEFAULT_WAIT_MS : null
}

/** Who this browser is in a role; null when it has to be paired, `unreachable` when nobody answers. */
export async function whoAmI(
  role: 'host' | 'moderator' | 'viewer' | 'overlay',
): Promise<Actor | null | 'unreachable'> {
  try {
    const response = await fetch(`/v1/whoami?as=${role}`)
    if (response.status === 401) return null
    const known = whoamiSchema.safeParse(await response.json())
    return known.success ? known.data.actor : 'unreachable'
  } catch {
    return 'unreachable'
  }
}
