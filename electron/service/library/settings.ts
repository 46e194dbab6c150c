import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { withStorageErrors } from '../storage/storage-error.ts'

/** Small values by key, as JSON. The caller owns the schema of each. */
export interface Settings {
  /** Null when nothing is stored, or nothing that fits the schema; the stored value then stays as it is. */
  readonly get: <Value>(key: string, schema: z.ZodType<Value>) => Value | null
  readonly set: (key: string, value: unknown) => void
}

const rowSchema = z.object({ value: z.string() })

export function settingsOf(db: Database): Settings {
  const get = db.prepare('SELECT value FROM setting WHERE key = ?')
  const set = db.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  return {
    get: (key, schema) =>
      withStorageErrors(db.name, () => {
        const row = rowSchema.safeParse(get.get(key))
        return row.success ? parsedOrNull(row.data.value, schema) : null
      }),
    set: (key, value) => {
      const json = z.string({ error: `setting ${key} is not a JSON value` }).parse(JSON.stringify(value))
      withStorageErrors(db.name, () => set.run(key, json))
    },
  }
}

function parsedOrNull<Value>(json: string, schema: z.ZodType<Value>): Value | null {
  try {
    return schema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}
