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
