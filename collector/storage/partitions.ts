import { z } from 'zod'

import type { Database } from './database.ts'

/** Held while a partition is made; another collector's request for the same one waits and finds it. */
const LOCK = 4_835_703

/** Sessions of a time that cannot be lie here, so that a studio with a wrong clock makes no partitions of its own. */
export const UNDATED_MONTH = '1970-01-01'

const EARLIEST_MS = Date.UTC(2020, 0)
/** Clocks differ, time zones too. */
const AHEAD_MS = 2 * 24 * 3_600_000

/** The month (UTC) in whose partition a session lies, as its first day. */
export function monthOf(createdAtMs: number, nowMs: number): string {
  if (createdAtMs < EARLIEST_MS || createdAtMs > nowMs + AHEAD_MS) return UNDATED_MONTH
  return `${new Date(createdAtMs).toISOString().slice(0, 7)}-01`
}

const nextMonth = (month: string): string => {
  const date = new Date(`${month}T00:00:00Z`)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)).toISOString().slice(0, 10)
}

const foundRow = z.object({ found: z.boolean() })

/** Makes partitions of `event` when they are first needed. */
export class Partitions {
  readonly #database: Database
  readonly #there = new Set<string>()

  constructor(database: Database) {
    this.#database = database
  }

  async ensure(month: string): Promise<void> {
    if (this.#there.has(month)) return
    const name = `event_${month.slice(0, 7).replace('-', '_')}`
    await this.#database.transaction(async (connection) => {
      await connection.script(`select pg_advisory_xact_lock(${LOCK})`)
      const [row] = await connection.rows(foundRow, 'select to_regclass($1) is not null as found', [name])
      if (row?.found === true) return
      // Made apart and then attached: unlike `create table … partition of`, that does not lock readers and writers out.
      await connection.script(
        `create table ${name} (like event including all);
         alter table event attach partition ${name} for values from ('${month}') to ('${nextMonth(month)}')`,
      )
    })
    this.#there.add(month)
  }

  /** To be called when a partition that was there is missing: somebody dropped it. */
  forget(): void {
    this.#there.clear()
  }
}
