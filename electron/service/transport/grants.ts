import { randomBytes } from 'node:crypto'

import type { GrantStore } from '#service/library/grant-store.ts'
import type { Actor } from '#shared/domain/session/actor.ts'
import { isLoopback } from './addresses.ts'
import { hashToken, randomToken } from './secrets.ts'

/** The roles a page can ask for; each has its own cookie, so one browser may hold several. */
export const PAGE_ROLES = ['host', 'moderator', 'viewer', 'overlay'] as const
export type PageRole = (typeof PAGE_ROLES)[number]

export const cookieName = (role: PageRole): string => `huitou_${role}`

export type Cookies = Readonly<Record<string, string | undefined>>

export const GRANT_LIFE_MS = 30 * 24 * 60 * 60_000

/** The host's seat. There is one however many windows sit on it, so all of them are the same actor. */
export const HOST_ID = 'host'
export const hostActor = (name: string): Actor => ({ role: 'host', id: HOST_ID, name })

/** The host's own moderator console on the studio PC, opened without a code. */
const HOST_DESK_ID = 'host-desk'

export interface Grants {
  /** Lets an actor in; the token is for its cookie and kept nowhere else. */
  readonly issue: (actor: Actor) => string
  /** The actor behind the cookie of exactly this role. */
  readonly find: (role: PageRole, cookies: Cookies, address: string) => Actor | null
  /** Who may act as `role`: its own cookie, or the host's for a moderator console beside the host page. */
  readonly actAs: (role: PageRole, cookies: Cookies, address: string) => Actor | null
}

export const newActorId = (role: PageRole): string => `${role}-${randomBytes(9).toString('base64url')}`

export function createGrants(store: GrantStore, nowMs: () => number): Grants {
  const find: Grants['find'] = (role, cookies, address) => {
    const token = cookies[cookieName(role)]
    // A host cookie that left this machine opens nothing.
    if (token === undefined || (role === 'host' && !isLoopback(address))) return null
    const grant = store.find(hashToken(token))
    return grant && grant.actor.role === role && grant.expiresAtMs > nowMs() ? grant.actor : null
  }

  return {
    find,
    issue: (actor) => {
      const token = randomToken()
      const createdAtMs = nowMs()
      store.save({
        tokenHash: hashToken(token),
        actor,
        createdAtMs,
        expiresAtMs: createdAtMs + GRANT_LIFE_MS,
      })
      return token
    },
    actAs: (role, cookies, address) => {
      const actor = find(role, cookies, address)
      if (actor || role !== 'moderator') return actor
      const host = find('host', cookies, address)
      return host && { role: 'moderator', id: HOST_DESK_ID, name: host.name }
    },
  }
}
