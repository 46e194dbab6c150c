import type { z } from 'zod'

export type SqlValue = string | number | boolean | null | readonly (string | number)[]

/**
 * One connection. All SQL is PostgreSQL's; both adapters give `bigint` as a number, so that no statement may return
 * one beyond 2^53.
 */
export interface Connection {
  /** Rows of one statement, parsed: what a database gives is outside data too. */
  rows<Row>(row: z.ZodType<Row>, sql: string, values?: readonly SqlValue[]): Promise<Row[]>
  /** Runs one statement and gives the number of rows it touched. */
  run(sql: string, values?: readonly SqlValue[]): Promise<number>
  /** Runs several statements without values. */
  script(sql: string): Promise<void>
  /** COPY … FROM STDIN of lines in PostgreSQL's text format; `target` is a table with its columns. */
  copyIn(target: string, lines: string): Promise<void>
}

/** Where a collector keeps everything but recordings: PostgreSQL, or PGlite in this process. */
export interface Database extends Pick<Connection, 'rows' | 'run'> {
  /** How many transactions may usefully run at once. */
  readonly width: number
  /** Commits what `work` did, or nothing of it when it throws. */
  transaction<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** The SQLSTATE of an error that PostgreSQL gave, or null when it was none. */
export function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  return /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null
}

/** Connection lost or refused, no resources, shut down or cancelled by the server (classes of SQLSTATE). */
const AWAY_CLASSES = new Set(['08', '53', '57'])
/** `pg`'s own, which bear no code. */
const AWAY_MESSAGES =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Whether a statement failed because the database is not there or overburdened: it may be tried again later. */
export function isDatabaseAway(error: unknown): boolean {
  const state = sqlStateOf(error)
  if (state !== null) return AWAY_CLASSES.has(state.slice(0, 2))
  if (!(error instanceof Error)) return false
  if ('syscall' in error && error.syscall === 'connect') return true
  if ('code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) return true
  return AWAY_MESSAGES.test(error.message)
}
