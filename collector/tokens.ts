import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

import type { Connection, Database } from './storage/database.ts'

export const STUDIO_ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,62}$/

/**
 * What a token may do. `studio`: write and read the sessions of one studio; `team`: read those of several; `admin`:
 * read all, and manage tokens. Only a studio writes.
 */
export type Grant =
  | { readonly scope: 'studio'; readonly tokenId: string; readonly studioId: string }
  | { readonly scope: 'team'; readonly tokenId: string; readonly studioIds: readonly string[] }
  | { readonly scope: 'admin'; readonly tokenId: string }

export type NewToken =
  | { readonly scope: 'studio'; readonly studioId: string; readonly label: string }
  | { readonly scope: 'team'; readonly studioIds: readonly string[]; readonly label: string }
  | { readonly scope: 'admin'; readonly label: string }

const tokenRow = z.object({
  token_id: z.string(),
  scope: z.enum(['studio', 'team', 'admin']),
  studios: z.string().nullable(),
  secret_hash: z.string(),
})

const listedRow = z.object({
  token_id: z.string(),
  scope: z.enum(['studio', 'team', 'admin']),
  studios: z.string().nullable(),
  label: z.string(),
  created_ms: z.number(),
  revoked_ms: z.number().nullable(),
})

export interface ListedToken {
  readonly tokenId: string
  readonly scope: 'studio' | 'team' | 'admin'
  readonly studioIds: string[]
  readonly label: string
  readonly createdAtMs: number
  readonly revokedAtMs: number | null
}

const STUDIOS = `coalesce(token.studio_id, (select string_agg(studio_id, ',' order by studio_id) from token_studio
  where token_studio.token_id = token.token_id)) as studios`

const TOKEN = /^hts_(?<id>[0-9a-f]{16})_(?<secret>[A-Za-z0-9_-]{43})$/

// A secret is 256 bits drawn at random: nobody finds it from its hash, however fast that is computed.
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** Compared with when there is no such token, so that time does not tell which ids exist. */
const NOBODY = Buffer.alloc(32)

/**
 * Bearer tokens, `hts_<id>_<secret>`. The secret is shown once and kept as its SHA-256. Every request asks the
 * database: what was revoked is worthless from that moment, on every collector of the database.
 */
export class Tokens {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Makes a token, and its studios where they are new. The only time that the token itself can be seen. */
  async add(wanted: NewToken): Promise<{ readonly tokenId: string; readonly token: string }> {
    const studioIds = studiosOf(wanted)
    const wrong = studioIds.find((studioId) => !STUDIO_ID_PATTERN.test(studioId))
    if (wrong !== undefined) {
      throw new Error(`${JSON.stringify(wrong)} is not a studio's id: a-z, 0-9 and hyphens, 63 at most`)
    }
    if (wanted.scope === 'team' && studioIds.length === 0) throw new Error('a team token names its studios')
    const tokenId = randomBytes(8).toString('hex')
    const secret = randomBytes(32).toString('base64url')
    await this.#database.transaction(async (connection) => {
      for (const studioId of studioIds) {
        await connection.run('insert into studio (studio_id) values ($1) on conflict do nothing', [studioId])
      }
      await connection.run(
        'insert into token (token_id, scope, studio_id, label, secret_hash) values ($1, $2, $3, $4, $5)',
        [
          tokenId,
          wanted.scope,
          wanted.scope === 'studio' ? wanted.studioId : null,
          wanted.label,
          hashOf(secret).toString('hex'),
        ],
      )
      if (wanted.scope !== 'team') return
      for (const studioId of new Set(studioIds)) {
        await connection.run('insert into token_studio (token_id, studio_id) values ($1, $2)', [
          tokenId,
          studioId,
        ])
      }
    })
    return { tokenId, token: `hts_${tokenId}_${secret}` }
  }

  /** Whose token this is; null when it is nobody's, wrong, or revoked. */
  async find(token: string): Promise<Grant | null> {
    const { id, secret } = TOKEN.exec(token)?.groups ?? {}
    if (id === undefined || secret === undefined) return null
    const [row] = await this.#database.rows(
      tokenRow,
      `select token_id, scope, secret_hash, ${STUDIOS} from token where token_id = $1 and revoked_at is null`,
      [id],
    )
    const expected = row === undefined ? NOBODY : Buffer.from(row.secret_hash, 'hex')
    const matches = expected.length === NOBODY.length && timingSafeEqual(hashOf(secret), expected)
    if (row === undefined || !matches) return null
    return grantOf(row)
  }

  /** Revokes a token; false when there is none of that id, or it was revoked before. */
  async revoke(tokenId: string): Promise<boolean> {
    const touched = await this.#database.run(
      'update token set revoked_at = now() where token_id = $1 and revoked_at is null',
      [tokenId],
    )
    return touched > 0
  }

  async list(): Promise<ListedToken[]> {
    const rows = await this.#database.rows(
      listedRow,
      `select token_id, scope, label, ${STUDIOS},
         floor(extract(epoch from created_at) * 1000)::bigint as created_ms,
         floor(extract(epoch from revoked_at) * 1000)::bigint as revoked_ms
       from token order by created_at, token_id`,
    )
    return rows.map((row) => ({
      tokenId: row.token_id,
      scope: row.scope,
      studioIds: row.studios?.split(',') ?? [],
      label: row.label,
      createdAtMs: row.created_ms,
      revokedAtMs: row.revoked_ms,
    }))
  }
}

/**
 * Whether a token still holds, inside a transaction that writes in its name: a revocation waits for that transaction,
 * or the transaction sees it. Nothing is stored after a revocation was answered.
 */
export async function holdsStill(connection: Connection, tokenId: string): Promise<boolean> {
  const rows = await connection.rows(
    z.object({ token_id: z.string() }),
    'select token_id from token where token_id = $1 and revoked_at is null for share',
    [tokenId],
  )
  return rows.length === 1
}

function grantOf(row: z.infer<typeof tokenRow>): Grant {
  const { token_id: tokenId, scope, studios } = row
  switch (scope) {
    case 'studio':
      if (studios === null) throw new Error(`token ${tokenId} has no studio`)
      return { scope, tokenId, studioId: studios }
    case 'team':
      return { scope, tokenId, studioIds: studios?.split(',') ?? [] }
    case 'admin':
      return { scope, tokenId }
    default:
      return scope satisfies never
  }
}

function studiosOf(wanted: NewToken): readonly string[] {
  switch (wanted.scope) {
    case 'studio':
      return [wanted.studioId]
    case 'team':
      return wanted.studioIds
    case 'admin':
      return []
    default:
      return wanted satisfies never
  }
}
