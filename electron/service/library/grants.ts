import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { actorSchema } from '#shared/domain/session/actor.ts'
import { withStorageErrors } from '../storage/storage-error.ts'
import type { GrantStore } from './grant-store.ts'

const rowSchema = z
  .object({
    tokenHash: z.string(),
    role: z.string(),
    actorId: z.string(),
    name: z.string(),
    createdAtMs: z.number().int(),
    expiresAtMs: z.number().int(),
  })
  .transform(({ role, actorId, name, ...grant }) => ({ ...grant, actor: { role, id: actorId, name } }))
  .pipe(
    z.object({
      tokenHash: z.string(),
      actor: actorSchema,
      createdAtMs: z.number().int(),
      expiresAtMs: z.number().int(),
    }),
  )

/** Paired devices in the library. Whether a grant has expired is for the caller to judge; `prune` only tidies up. */
export function grantStore(db: Database): GrantStore {
  const save = db.prepare(`
    INSERT INTO access_grant (token_hash, role, actor_id, name, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (token_hash) DO UPDATE SET role = excluded.role, actor_id = excluded.actor_id,
      name = excluded.name, created_at = excluded.created_at, expires_at = excluded.expires_at`)
  const find = db.prepare(`
    SELECT token_hash AS tokenHash, role, actor_id AS actorId, name, created_at AS createdAtMs,
      expires_at AS expiresAtMs
    FROM access_grant WHERE token_hash = ?`)
  const rename = db.prepare('UPDATE access_grant SET name = ? WHERE actor_id = ?')
  const removeActor = db.prepare('DELETE FROM access_grant WHERE actor_id = ?')
  const prune = db.prepare('DELETE FROM access_grant WHERE expires_at <= ?')
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  return {
    save: ({ tokenHash, actor, createdAtMs, expiresAtMs }) =>
      guarded(() => save.run(tokenHash, actor.role, actor.id, actor.name, createdAtMs, expiresAtMs)),
    find: (tokenHash) =>
      guarded(() => {
        const row = find.get(tokenHash)
        return row === undefined ? null : rowSchema.parse(row)
      }),
    rename: (actorId, name) => guarded(() => rename.run(name, actorId)),
    removeActor: (actorId) => guarded(() => removeActor.run(actorId)),
    prune: (nowMs) => guarded(() => prune.run(nowMs)),
  }
}
