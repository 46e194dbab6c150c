import type { GrantStore } from '#service/library/grant-store.ts'
import type { Actor } from '#shared/domain/session/actor.ts'
import type { Access } from '#shared/protocol/down.ts'
import { isLoopback } from './addresses.ts'
import { deny } from './admission.ts'
import type { Admission } from './admission.ts'
import { createGrants } from './grants.ts'
import type { Cookies, Grants } from './grants.ts'
import { createInvites } from './invites.ts'
import type { InviteRole } from './invites.ts'
import { createPairing } from './pairing.ts'
import type { Pairing } from './pairing.ts'
import { isSameSecret, randomToken } from './secrets.ts'

/** Where the service can be reached, as the listeners know it. */
export interface Reach {
  readonly port: number
  readonly isLanOn: () => boolean
  readonly lanAddresses: () => readonly string[]
}

/** Who may come in, and by which door. */
export interface AccessControl {
  /** Makes its bearer the host, on this machine; new at every start. */
  readonly hostToken: string
  readonly grants: Grants
  readonly pairing: Pairing
  /** A token for the host's cookie; null when the browser holds a good one already. */
  readonly exchangeHostToken: (token: string, address: string, cookies: Cookies) => Admission<string | null>
  readonly current: (reach: Reach) => Access
  readonly renewInvite: (role: InviteRole) => void
  /** Takes an actor's grants away; a moderator's code with them, or they would walk in again. */
  readonly forget: (actorId: string) => void
}

export interface AccessOptions {
  readonly store: GrantStore
  readonly host: Actor
  readonly nowMs: () => number
  readonly onChange: () => void
}

export function createAccessControl({ store, host, nowMs, onChange }: AccessOptions): AccessControl {
  const hostToken = randomToken()
  const invites = createInvites({ nowMs, onReplaced: onChange })
  const grants = createGrants(store, nowMs)

  return {
    hostToken,
    grants,
    pairing: createPairing(invites, grants, store),
    exchangeHostToken: (token, address, cookies) => {
      if (!isLoopback(address) || !isSameSecret(token, hostToken)) {
        return deny({
          status: 403,
          error: 'wrongToken',
          message: 'This link is not the one of the running studio, or it was opened on another device.',
        })
      }
      return { ok: true, value: grants.find('host', cookies, address) ? null : grants.issue(host) }
    },
    current: ({ port, isLanOn, lanAddresses }) => ({
      lan: isLanOn(),
      port,
      urls: lanAddresses().map((address) => `http://${address}:${port}/`),
      invites: invites.current(),
    }),
    renewInvite: (role) => {
      invites.renew(role)
      onChange()
    },
    forget: (actorId) => {
      store.removeActor(actorId)
      if (!actorId.startsWith('moderator-')) return
      invites.renew('moderator')
      onChange()
    },
  }
}
