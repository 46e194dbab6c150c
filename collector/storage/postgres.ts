import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Logger } from 'pino'
import { z } from 'zod'

import type { Connection, Database, SqlValue } from './database.ts'

const CONNECTIONS = 10
/** Of the pool; the others stay free for reading and for looking tokens up. */
const WRITING = 4
const CONNECT_WITHIN_MS = 5_000
/** A statement that takes longer is stuck: a batch takes a fraction of a second. */
const STATEMENT_WITHIN_MS = 60_000

const INT8 = 20

type TypeParser = (text: string) => unknown

function typeParserOf(oid: number, format?: 'text' | 'binary'): TypeParser {
  if (oid === INT8 && format !== 'binary') return Number
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- pg says `any`; what comes out is parsed
  const parser: TypeParser = pg.types.getTypeParser(oid, format)
  return parser
}

/** A database server by its URL (`postgres://…`). Connections are made when they are needed and anew when they broke. */
export function openPostgres(databaseUrl: string, logger: Logger): Database {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    statement_timeout: STATEMENT_WITHIN_MS,
    idle_in_transaction_session_timeout: STATEMENT_WITHIN_MS,
    application_name: 'huitou-collector',
    types: {
      getTypeParser: typeParserOf,
    },
  })
  // An idle connection that breaks (the server was restarted) is thrown away; the next statement gets a fresh one.
  pool.on('error', (error) => logger.warn({ err: error }, 'an idle database connection broke'))

  return {
    width: WRITING,
    rows: async (row, sql, values = []) => parsed(row, await pool.query(sql, [...values])),
    run: async (sql, values = []) => (await pool.query(sql, [...values])).rowCount ?? 0,
    async transaction(work) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await client.query('begin')
        const result = await work(connectionOf(client))
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback').catch((failure: unknown) => {
          broken = failure instanceof Error ? failure : new Error(String(failure))
        })
        throw error
      } finally {
        client.release(broken)
      }
    },
    close: () => pool.end(),
  }
}

function connectionOf(client: pg.PoolClient): Connection {
  return {
    rows: async (row, sql, values: readonly SqlValue[] = []) =>
      parsed(row, await client.query(sql, [...values])),
    run: async (sql, values: readonly SqlValue[] = []) =>
      (await client.query(sql, [...values])).rowCount ?? 0,
    script: async (sql) => {
      await client.query(sql)
    },
    async copyIn(target, lines) {
      const copy = client.query(copyFrom(`copy ${target} from stdin`))
      copy.end(lines)
      await finished(copy)
    },
  }
}

const parsed = <Row>(row: z.ZodType<Row>, result: { readonly rows: readonly unknown[] }): Row[] =>
  z.array(row).parse(result.rows)
