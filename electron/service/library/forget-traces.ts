import type { Database } from 'better-sqlite3'
import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { withStorageErrors } from '../storage/storage-error.ts'
import type { Person } from './erasures.ts'

/** Takes a person out of what the library holds beside the fans: muted viewers and devices that came in as viewers. */
export function forgetTraces(db: Database): (person: Person) => void {
  const unmute = db.prepare('DELETE FROM muted_viewer WHERE user_id = ?')
  const dropGrants = db.prepare(`DELETE FROM access_grant WHERE role = 'viewer' AND actor_id = ?`)
  return ({ identities }) =>
    withStorageErrors(db.name, () => {
      for (const { source, userId } of identities) {
        unmute.run(viewerKey(source, userId))
        dropGrants.run(userId)
      }
    })
}
