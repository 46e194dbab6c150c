import type { Actor } from '#shared/domain/session/actor.ts'

/** A paired device or browser: what its cookie stands for. The token itself is kept hashed only. */
export interface AccessGrant {
  /** SHA-256 of the cookie's token, hex. */
  readonly tokenHash: string
  readonly actor: Actor
  readonly createdAtMs: number
  readonly expiresAtMs: number
}

/** Where grants outlive a restart of the service, so that paired clients come back by themselves. */
export interface GrantStore {
  readonly save: (grant: AccessGrant) => void
  readonly find: (tokenHash: string) => AccessGrant | null
  readonly rename: (actorId: string, name: string) => void
  readonly removeActor: (actorId: string) => void
  readonly prune: (nowMs: number) => void
}
