import { mkdirSync } from 'node:fs'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import { z } from 'zod'

import type { Connection, Database, SqlValue } from './database.ts'

/**
 * PostgreSQL inside this process, with its files in `folder` (null: in memory). One statement at a time, and one
 * process at a time: nothing but the caller keeps a second one from the folder. A first start takes some seconds.
 * What was committed outlives the process, but not the machine losing power: PGlite does not wait for the disk.
 */
export async function openPglite(folder: string | null): Promise<Database> {
  if (folder !== null) mkdirSync(folder, { recursive: true })
  const db = await PGlite.create(folder === null ? 'memory://' : folder)
  return {
    width: 1,
    rows: async (row, sql, values = []) => parsed(row, await db.query(sql, [...values])),
    run: async (sql, values = []) => (await db.query(sql, [...values])).affectedRows ?? 0,
    transaction: (work) => db.transaction((transaction) => work(connectionOf(transaction))),
    close: () => db.close(),
  }
}

function connectionOf(transaction: Transaction): Connection {
  return {
    rows: async (row, sql, values: readonly SqlValue[] = []) =>
      parsed(row, await transaction.query(sql, [...values])),
    run: async (sql, values: readonly SqlValue[] = []) =>
      (await transaction.query(sql, [...values])).affectedRows ?? 0,
    script: async (sql) => {
      await transaction.exec(sql)
    },
    async copyIn(target, lines) {
      await transaction.query(`copy ${target} from '/dev/blob'`, [], { blob: new Blob([lines]) })
    },
  }
}

const parsed = <Row>(row: z.ZodType<Row>, result: { readonly rows: readonly unknown[] }): Row[] =>
  z.array(row).parse(result.rows)
