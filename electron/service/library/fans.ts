import type { Database } from 'better-sqlite3'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { fanStandingSchema, GUEST, type FanStanding } from '#shared/domain/fans/tier.ts'
import { withStorageErrors } from '../storage/storage-error.ts'

/** Viewers the seller knows. `userId` is the viewer's key across chat sources (`viewerKey`). */
export interface Fans {
  /** Asked for every danmaku: answered from memory for whoever wrote lately. Unknown viewers are guests. */
  readonly standing: (userId: string) => FanStanding
  readonly set: (userId: string, name: string, standing: FanStanding) => void
}

/** A few MB at most; a show rarely has more distinct writers than this. */
const REMEMBERED = 50_000

const rowSchema = z
  .object({ tier: z.string(), privateDomain: z.number() })
  .transform((row) => ({ tier: row.tier, privateDomain: row.privateDomain === 1 }))
  .pipe(fanStandingSchema)

export function fansOf(db: Database, nowMs: () => number): Fans {
  const find = db.prepare('SELECT tier, private_domain AS privateDomain FROM fan WHERE user_id = ?')
  const save = db.prepare(`
    INSERT INTO fan (user_id, name, tier, private_domain, updated_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, tier = excluded.tier,
      private_domain = excluded.private_domain, updated_at = excluded.updated_at`)
  const remembered = new LRUCache<string, FanStanding>({ max: REMEMBERED })

  return {
    standing: (userId) => {
      const known = remembered.get(userId)
      if (known !== undefined) return known
      const row = withStorageErrors(db.name, () => find.get(userId))
      const standing = row === undefined ? GUEST : rowSchema.parse(row)
      remembered.set(userId, standing)
      return standing
    },
    set: (userId, name, standing) => {
      const { tier, privateDomain } = standing
      withStorageErrors(db.name, () => save.run(userId, name, tier, privateDomain ? 1 : 0, nowMs()))
      remembered.set(userId, { tier, privateDomain })
    },
  }
}
