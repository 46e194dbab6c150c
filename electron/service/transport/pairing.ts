import { randomInt } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { z } from 'zod'

import type { GrantStore } from '#service/library/grant-store.ts'
import { deny } from './admission.ts'
import type { Admission, Denial } from './admission.ts'
import { newActorId } from './grants.ts'
import type { Cookies, Grants } from './grants.ts'
import type { InviteRole, Invites } from './invites.ts'

export interface Paired {
  readonly role: InviteRole
  readonly next: '/console/' | '/watch/' | '/overlay/'
  /** For the role's cookie; null when the browser holds a good one already. */
  readonly token: string | null
}

export type Pair = (body: unknown, address: string, cookies: Cookies) => Promise<Admission<Paired>>

const WRONG_CODES_PER_MINUTE = 5
const WRONG_CODES_PER_MINUTE_OVERALL = 60
/** Right codes from one address: an audience behind one router, yet no stream of made-up viewers. */
const PAIRINGS_PER_MINUTE = 60

const NEXT: Readonly<Record<InviteRole, Paired['next']>> = {
  moderator: '/console/',
  viewer: '/watch/',
  overlay: '/overlay/',
}

const pairSchema = z.object({
  code: z
    .string()
    .max(20)
    .transform((code) => code.replaceAll(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/)),
  name: z.string().trim().max(20).default(''),
})

/**
 * Turns a code into a grant. Every attempt takes its place in the budget before its code is looked at, so attempts
 * made at the same moment cannot slip through together; a right code gives the place back. Nothing is kept of an
 * attempt but its place, for a minute.
 */
export function createPairing(invites: Invites, grants: Grants, store: GrantStore): Pair {
  const wrongHere = new RateLimiterMemory({ points: WRONG_CODES_PER_MINUTE, duration: 60 })
  const wrongAnywhere = new RateLimiterMemory({ points: WRONG_CODES_PER_MINUTE_OVERALL, duration: 60 })
  const pairings = new RateLimiterMemory({ points: PAIRINGS_PER_MINUTE, duration: 60 })

  return async (body, address, cookies) => {
    const parsed = pairSchema.safeParse(body)
    if (!parsed.success) {
      return deny({
        status: 400,
        error: 'invalid',
        message: 'Send {"code": six digits, "name": at most 20 characters}.',
      })
    }
    const tooMany = (await spend(wrongHere, address)) ?? (await spend(wrongAnywhere, 'all'))
    if (tooMany) return deny(tooMany)

    const role = invites.match(parsed.data.code)
    if (role === 'expired') {
      return deny({
        status: 403,
        error: 'expiredCode',
        message: 'This code is no longer valid; ask for a new one.',
      })
    }
    if (role === 'wrong') return deny({ status: 403, error: 'wrongCode', message: 'No such code.' })
    await Promise.all([wrongHere.reward(address), wrongAnywhere.reward('all')])

    const held = grants.find(role, cookies, address)
    if (held) {
      if (parsed.data.name !== '') store.rename(held.id, parsed.data.name)
      return { ok: true, value: { role, next: NEXT[role], token: null } }
    }
    const tooManyDevices = await spend(pairings, address)
    if (tooManyDevices) return deny(tooManyDevices)
    const name = parsed.data.name === '' ? nameless(role) : parsed.data.name
    const token = grants.issue({ role, id: newActorId(role), name })
    return { ok: true, value: { role, next: NEXT[role], token } }
  }
}

const nameless = (role: InviteRole): string =>
  role === 'overlay'
    ? ''
    : `${role === 'moderator' ? '助播' : '观众'}${String(randomInt(10_000)).padStart(4, '0')}`

/** Takes one point; a denial when none is left. */
export async function spend(limiter: RateLimiterMemory, key: string): Promise<Denial | null> {
  try {
    await limiter.consume(key)
    return null
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000))
    return {
      status: 429,
      error: 'tooManyAttempts',
      message: `Too many attempts. Try again in ${retryAfterSeconds} s.`,
      retryAfterSeconds,
    }
  }
}
