import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { cannedReplySchema, type CannedReply } from '#shared/domain/replies/canned-reply.ts'
import { withStorageErrors } from '../storage/storage-error.ts'
import type { Settings } from './settings.ts'

/** Replies kept ready for the moderators. */
export interface CannedReplies {
  /** Those with a shortcut first, by digit; then in the order they were made. */
  readonly list: () => CannedReply[]
  /** Adds or replaces by id. A shortcut belongs to one reply: the one saved last has it, the other stays without. */
  readonly save: (reply: CannedReply) => void
  readonly remove: (id: string) => void
  /** Puts the defaults in, once in the life of a library: a team that deleted them all does not get them back. */
  readonly seed: (defaults: readonly CannedReply[]) => void
}

const SEEDED = 'cannedReplies.seeded'

const rowSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    text: z.string(),
    intent: z.string(),
    shortcut: z.string().nullable(),
    updatedAtMs: z.number().nullable(),
  })
  .transform(({ updatedAtMs, ...reply }) => (updatedAtMs === null ? reply : { ...reply, updatedAtMs }))
  .pipe(cannedReplySchema)

export function cannedReplies(db: Database, settings: Settings): CannedReplies {
  const list = db.prepare(`
    SELECT id, title, text, intent, shortcut, updated_at AS updatedAtMs FROM canned_reply
    ORDER BY shortcut IS NULL, shortcut, position`)
  const freeShortcut = db.prepare('UPDATE canned_reply SET shortcut = NULL WHERE shortcut = ? AND id <> ?')
  const save = db.prepare(`
    INSERT INTO canned_reply (id, title, text, intent, shortcut, updated_at)
    VALUES (:id, :title, :text, :intent, :shortcut, :updatedAtMs)
    ON CONFLICT (id) DO UPDATE SET title = excluded.title, text = excluded.text, intent = excluded.intent,
      shortcut = excluded.shortcut, updated_at = excluded.updated_at`)
  const remove = db.prepare('DELETE FROM canned_reply WHERE id = ?')
  const any = db.prepare('SELECT 1 FROM canned_reply LIMIT 1')

  const saveOne = db.transaction((reply: CannedReply) => {
    if (reply.shortcut !== null) freeShortcut.run(reply.shortcut, reply.id)
    save.run({ ...reply, updatedAtMs: reply.updatedAtMs ?? null })
  })
  const seed = db.transaction((defaults: readonly CannedReply[]) => {
    if (settings.get(SEEDED, z.boolean()) === true) return
    if (any.get() === undefined) for (const reply of defaults) saveOne(reply)
    settings.set(SEEDED, true)
  })
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  return {
    list: () => guarded(() => z.array(rowSchema).parse(list.all())),
    save: (reply) => guarded(() => saveOne(reply)),
    remove: (id) => guarded(() => remove.run(id)),
    seed: (defaults) => guarded(() => seed(defaults)),
  }
}
