import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { policySchema, type Policy } from '#shared/domain/knowledge/policy.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import { withStorageErrors } from '../storage/storage-error.ts'

/** What holds for the whole shop, in the order it was written down. */
export interface Policies {
  readonly list: () => Policy[]
  /** Adds or replaces by id. */
  readonly save: (policy: Policy) => void
  readonly remove: (id: string) => void
  readonly onChange: (listener: () => void) => () => void
}

export function policiesOf(db: Database, nowMs: () => number): Policies {
  const list = db.prepare('SELECT policy_id AS id, title, intent, text FROM policy ORDER BY position')
  const save = db.prepare(`
    INSERT INTO policy (policy_id, title, intent, text, updated_at) VALUES (:id, :title, :intent, :text, :updatedAtMs)
    ON CONFLICT (policy_id) DO UPDATE SET title = excluded.title, intent = excluded.intent, text = excluded.text,
      updated_at = excluded.updated_at`)
  const remove = db.prepare('DELETE FROM policy WHERE policy_id = ?')
  const changes = createListeners<void>()
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  return {
    list: () => guarded(() => z.array(policySchema).parse(list.all())),
    save: (policy) => {
      guarded(() => save.run({ ...policy, updatedAtMs: nowMs() }))
      changes.emit()
    },
    remove: (id) => {
      guarded(() => remove.run(id))
      changes.emit()
    },
    onChange: changes.add,
  }
}
