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

export interface Pairing {
  readonly attempt: (body: unknown, address: string, cookies: Cookies) => Promise<Admission<Paired>>
  /** Why an attempt from this address would not even be looked at; null when it would. */
  readonly refusal: (address: string) => Promise<Denial | null>
}

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
 * Turns a code into a grant. Attempts are looked at one after the other, so those made at the same moment cannot
 * pass the limit together; of each nothing is kept but the count of wrong codes, for a minute.
 */
export function createPairing(invites: Invites, grants: Grants, store: GrantStore): Pairing {
  const wrongHere = new RateLimiterMemory({ points: WRONG_CODES_PER_MINUTE, duration: 60 })
  const wrongAnywhere = new RateLimiterMemory({ points: WRONG_CODES_PER_MINUTE_OVERALL, duration: 60 })
  const pairings = new RateLimiterMemory({ points: PAIRINGS_PER_MINUTE, duration: 60 })
  let last: Promise<unknown> = Promise.resolve()

  const refusal: Pairing['refusal'] = async (address) =>
    (await exhausted(wrongHere, address)) ?? (await exhausted(wrongAnywhere, 'all'))

  const attempt: Pairing['attempt'] = async (body, address, cookies) => {
    const parsed = pairSchema.safeParse(body)
    if (!parsed.success) {
      return deny({
        status: 400,
        error: 'invalid',
        message: 'Send {"code": six digits, "name": at most 20 characters}.',
      })
    }
    const { code, name } = parsed.data
    const tooManyWrong = await refusal(address)
    if (tooManyWrong) return deny(tooManyWrong)

    const role = invites.match(code)
    if (role === 'expired' || role === 'wrong') {
      await Promise.all([wrongHere.penalty(address), wrongAnywhere.penalty('all')])
      return deny(role === 'expired' ? EXPIRED : WRONG)
    }

    const held = grants.find(role, cookies, address)
    if (held) {
      if (name !== '') store.rename(held.id, name)
      return { ok: true, value: { role, next: NEXT[role], token: null } }
    }
    const tooManyDevices = await spend(pairings, address)
    if (tooManyDevices) return deny(tooManyDevices)
    const token = grants.issue({ role, id: newActorId(role), name: name === '' ? nameless(role) : name })
    return { ok: true, value: { role, next: NEXT[role], token } }
  }

  return {
    refusal,
    attempt: (...request) => {
      const outcome = last.then(() => attempt(...request))
      last = outcome.catch(() => undefined)
      return outcome
    },
  }
}

const EXPIRED: Denial = {
  status: 403,
  error: 'expiredCode',
  message: 'This code is no longer valid; ask for a new one.',
}

const WRONG: Denial = { status: 403, error: 'wrongCode', message: 'No such code.' }

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
    if (refusal instanceof RateLimiterRes) return tooManyAttempts(refusal)
    throw refusal
  }
}

/** A denial when no point is left; takes none. */
async function exhausted(limiter: RateLimiterMemory, key: string): Promise<Denial | null> {
  const spent = await limiter.get(key)
  return spent && spent.remainingPoints <= 0 ? tooManyAttempts(spent) : null
}

function tooManyAttempts({ msBeforeNext }: RateLimiterRes): Denial {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1_000))
  return {
    status: 429,
    error: 'tooManyAttempts',
    message: `Too many attempts. Try again in ${retryAfterSeconds} s.`,
    retryAfterSeconds,
  }
}
