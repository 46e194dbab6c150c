import { z } from 'zod'

import type { Database } from './database.ts'
import { migration010 } from './migrations/010-sessions-and-tokens.ts'
import { migration020 } from './migrations/020-rollups.ts'
import { migration030 } from './migrations/030-recordings.ts'

/** Numbered by tens, never changed once released: a later one changes what an earlier one made. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

export const MIGRATIONS: readonly Migration[] = [migration010, migration020, migration030]

/** Held while one of several collectors on a database brings it up to date; the others wait and find it done. */
const LOCK = 4_835_702

const numberRow = z.object({ number: z.number().nullable() })

/**
 * Brings the schema up to date, one transaction for each step, and gives the numbers of those it took. Throws, and
 * changes nothing, when a newer collector has been here.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<number[]> {
  const taken: number[] = []
  for (;;) {
    const step = await database.transaction(async (connection) => {
      await connection.script(`select pg_advisory_xact_lock(${LOCK})`)
      await connection.script(
        `create table if not exists schema_migration (
           number integer primary key,
           name text not null,
           applied_at timestamptz not null default now()
         )`,
      )
      const [row] = await connection.rows(numberRow, 'select max(number) as number from schema_migration')
      const current = row?.number ?? 0
      const newest = migrations.at(-1)?.number ?? 0
      if (current > newest) {
        throw new Error(
          `the database was written by a newer collector (its schema is ${current}, this one knows ${newest}); update this collector`,
        )
      }
      const next = migrations.find(({ number }) => number > current)
      if (next === undefined) return null
      await connection.script(next.sql)
      await connection.run('insert into schema_migration (number, name) values ($1, $2)', [
        next.number,
        next.name,
      ])
      return next.number
    })
    if (step === null) return taken
    taken.push(step)
  }
}
