import { timingSafeEqual } from 'node:crypto'

import type { Grant, Tokens } from '../tokens.ts'
import { Refusal } from './refusal.ts'

/** Finds out, anew for each request, who asks. Nothing is remembered: revoking has to hold at once. */
export class Doorkeeper {
  readonly #tokens: Tokens
  readonly #controlToken: string | null

  /** `controlToken`: of this process alone, with which the command line manages tokens in a folder that is in use. */
  constructor(tokens: Tokens, controlToken: string | null) {
    this.#tokens = tokens
    this.#controlToken = controlToken
  }

  async grantOf(authorization: string | undefined): Promise<Grant> {
    const [scheme = '', token = '', ...rest] = (authorization ?? '').split(' ')
    if (scheme.toLowerCase() !== 'bearer' || token === '' || rest.length > 0) {
      throw new Refusal(401, 'Send a token: Authorization: Bearer hts_…')
    }
    if (this.#controlToken !== null && sameText(token, this.#controlToken)) {
      return { scope: 'admin', tokenId: 'control' }
    }
    const grant = await this.#tokens.find(token)
    if (grant === null) throw new Refusal(401, 'This token is unknown or was revoked.')
    return grant
  }
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The studio a token writes for. Throws a `Refusal` for tokens that only read. */
export function writingStudio(grant: Grant): string {
  if (grant.scope !== 'studio') throw new Refusal(403, 'Only the token of a studio may write.')
  return grant.studioId
}

/** The studios somebody sees, all of them (null) or those asked for. Throws a `Refusal` for a foreign one. */
export function visibleStudios(grant: Grant, asked: string | undefined): readonly string[] | null {
  const own = ownStudios(grant)
  if (asked === undefined) return own
  if (own !== null && !own.includes(asked)) throw new Refusal(403, 'This token does not see that studio.')
  return [asked]
}

/** The one studio a request is about: the token's own, or the one asked for where a token sees several. */
export function oneStudio(grant: Grant, asked: string | undefined): string {
  const studios = visibleStudios(grant, asked)
  const [studioId] = studios ?? []
  if (studioId === undefined || studios?.length !== 1) {
    throw new Refusal(400, 'This token sees several studios: say which one by ?studio=')
  }
  return studioId
}

function ownStudios(grant: Grant): readonly string[] | null {
  switch (grant.scope) {
    case 'studio':
      return [grant.studioId]
    case 'team':
      return grant.studioIds
    case 'admin':
      return null
    default:
      return grant satisfies never
  }
}
