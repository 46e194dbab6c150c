import { startPostgres, type TestPostgres } from './postgres.ts'

/** A kind of database that tests run on. */
export interface TestDatabase {
  readonly name: string
  /** Why it cannot be had here; null when it can. */
  readonly missing: string | null
  /** The URL of a new, empty one; null stands for PGlite in memory. */
  readonly make: () => Promise<string | null>
  readonly stop: () => Promise<void>
}

/** PGlite, and a real PostgreSQL where this machine has one. */
export async function testDatabases(): Promise<readonly TestDatabase[]> {
  const postgres = await startPostgres()
  return [
    { name: 'PGlite', missing: null, make: () => Promise.resolve(null), stop: () => Promise.resolve() },
    typeof postgres === 'string' ? missing(postgres) : found(postgres),
  ]
}

const found = (postgres: TestPostgres): TestDatabase => ({
  name: postgres.version,
  missing: null,
  make: postgres.createDatabase,
  stop: postgres.remove,
})

const missing = (reason: string): TestDatabase => ({
  name: `PostgreSQL (not run: ${reason})`,
  missing: reason,
  make: () => Promise.reject(new Error(reason)),
  stop: () => Promise.resolve(),
})

/** For tests to which one database is as good as the other: the one that starts faster, of those there are. */
export async function quickDatabase(): Promise<TestDatabase> {
  const [pglite, postgres] = await testDatabases()
  const quick = postgres?.missing === null ? postgres : pglite
  if (quick === undefined) throw new Error('no database')
  return quick
}
