import type { Database } from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { withStorageErrors } from '../storage/storage-error.ts'
import type { Person } from './erasures.ts'
import type { ImportJournal } from './import-journal.ts'
import type { Orders } from './orders.ts'
import type { ReviewRollups } from './review-rollups.ts'

/** Orders looked up for the journal of imports; more than anybody has. */
const ORDERS_MAX = 10_000

/**
 * Takes a person out of what the library holds beside the fans. Muted viewers, devices that came in as viewers and
 * what imports could be taken back to are deleted; orders stay, as the books of the shop, under a drawn pseudonym.
 */
export function forgetTraces(
  db: Database,
  orders: Orders,
  imports: Pick<ImportJournal, 'forgetRecord'>,
  reviewRollups: Pick<ReviewRollups, 'forget'>,
): (person: Person) => void {
  const unmute = db.prepare('DELETE FROM muted_viewer WHERE user_id = ?')
  const dropGrants = db.prepare(`DELETE FROM access_grant WHERE role = 'viewer' AND actor_id = ?`)
  return ({ fanId, identities }) =>
    withStorageErrors(db.name, () => {
      imports.forgetRecord('fans', fanId)
      for (const { orderId } of orders.of({ identities }, ORDERS_MAX)) imports.forgetRecord('orders', orderId)
      dropImages(db, identities)
      reviewRollups.forget({ identities })
      for (const { source, userId } of identities) {
        unmute.run(viewerKey(source, userId))
        dropGrants.run(userId)
        orders.pseudonymise({ source, userId }, { source, userId: `gone-${randomBytes(8).toString('hex')}` })
      }
    })
}

/**
 * Fans that an import joined into this one lie in its journal under ids of their own. The journal may be long, so it is
 * gone through once for all identities.
 */
function dropImages(db: Database, identities: Person['identities']): void {
  if (identities.length === 0) return
  const images = `coalesce(before, '') || coalesce(after, '')`
  const holds = identities.map((_, index) => `instr(${images}, :i${index}) > 0`)
  const values = identities.map(({ userId }, index) => [`i${index}`, `"userId":${JSON.stringify(userId)}`])
  db.prepare(`DELETE FROM import_change WHERE ${holds.join(' OR ')}`).run(Object.fromEntries(values))
}
