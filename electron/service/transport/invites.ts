import { randomInt } from 'node:crypto'

import type { Invite } from '#shared/protocol/down.ts'
import { isSameSecret } from './secrets.ts'

export type InviteRole = Invite['role']

export interface Invites {
  /** The codes that open the door now. An expired moderator code is replaced on the way. */
  readonly current: () => Invite[]
  /** What a code stands for; a wrong one is counted. */
  readonly match: (code: string) => InviteRole | 'expired' | 'wrong'
  readonly renew: (role: InviteRole) => void
}

export interface InvitesOptions {
  readonly nowMs: () => number
  /** Codes changed without anybody having asked for them. */
  readonly onReplaced: () => void
}

export const MODERATOR_CODE_LIFE_MS = 10 * 60_000
/** Wrong codes after which the moderator code is replaced: nobody gets to try many numbers on one code. */
export const WRONG_CODES_BEFORE_RENEWAL = 50

const ROLES: readonly InviteRole[] = ['moderator', 'viewer', 'overlay']

/** The six-digit codes with which other devices come in. They live in memory: a restart makes new ones. */
export function createInvites({ nowMs, onReplaced }: InvitesOptions): Invites {
  const byRole = new Map<InviteRole, Invite>()
  let formerModeratorCode: string | null = null
  let wrongCodes = 0

  function renew(role: InviteRole): void {
    const former = byRole.get(role)
    const taken = new Set([...byRole.values()].map(({ code }) => code))
    let code: string
    do code = String(randomInt(1_000_000)).padStart(6, '0')
    while (taken.has(code))
    if (role === 'moderator') {
      formerModeratorCode = former?.code ?? null
      wrongCodes = 0
    }
    byRole.set(role, {
      role,
      code,
      expiresAtMs: role === 'moderator' ? nowMs() + MODERATOR_CODE_LIFE_MS : null,
    })
  }

  const isExpired = ({ expiresAtMs }: Invite): boolean => expiresAtMs !== null && expiresAtMs <= nowMs()

  for (const role of ROLES) renew(role)

  return {
    renew,
    current: () => {
      const expired = [...byRole.values()].filter(isExpired)
      for (const { role } of expired) renew(role)
      if (expired.length > 0) onReplaced()
      return ROLES.flatMap((role) => byRole.get(role) ?? [])
    },
    match: (code) => {
      const invite = [...byRole.values()].find((candidate) => isSameSecret(code, candidate.code))
      if (invite && !isExpired(invite)) return invite.role
      wrongCodes += 1
      const wasValid =
        invite !== undefined || (formerModeratorCode !== null && isSameSecret(code, formerModeratorCode))
      if (wrongCodes >= WRONG_CODES_BEFORE_RENEWAL) {
        renew('moderator')
        onReplaced()
      }
      return wasValid ? 'expired' : 'wrong'
    },
  }
}
