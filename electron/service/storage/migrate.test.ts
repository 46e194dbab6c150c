import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { LIBRARY_SCHEMA } from '../library/library-schema.ts'
import { LOG_SCHEMA } from '../log/log-schema.ts'
import { migrate, schemaVersion, type Schema } from './migrate.ts'

const TEN = { version: 10, name: 'ten', sql: 'CREATE TABLE a (x INTEGER NOT NULL) STRICT' }
const TWENTY = { version: 20, name: 'twenty', sql: 'ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 7' }
const schemaOf = (...migrations: Schema['migrations']): Schema => ({
  applicationId: 77,
  what: 'test file',
  migrations,
})

function memory(): Database.Database {
  const db = new Database(':memory:')
  onTestFinished(() => void db.close())
  return db
}

describe('migrating a file', () => {
  it('takes each missing step once and records where it stands', () => {
    const db = memory()
    migrate(db, schemaOf(TEN))
    db.exec('INSERT INTO a (x) VALUES (1)')
    migrate(db, schemaOf(TEN, TWENTY))
    migrate(db, schemaOf(TEN, TWENTY))
    expect(schemaVersion(db, schemaOf(TEN, TWENTY))).toBe(20)
    expect(db.prepare('SELECT x, y FROM a').all()).toEqual([{ x: 1, y: 7 }])
  })

  it('stops at the first step that fails and keeps nothing of it', () => {
    const db = memory()
    const broken = { version: 20, name: 'broken', sql: 'CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)' }
    expect(() => migrate(db, schemaOf(TEN, broken))).toThrow(/nowhere/)
    expect(schemaVersion(db, schemaOf(TEN))).toBe(10)
    expect(db.prepare(`SELECT name FROM sqlite_schema`).pluck().all()).toEqual(['a'])
  })

  it('refuses a file of a newer studio and leaves it as it is', () => {
    const db = memory()
    migrate(db, schemaOf(TEN, TWENTY))
    expect(() => migrate(db, schemaOf(TEN))).toThrow(expect.objectContaining({ kind: 'newerVersion' }))
    expect(schemaVersion(db, schemaOf(TEN, TWENTY))).toBe(20)
  })

  it('refuses a file of another kind, marked or not', () => {
    const marked = memory()
    marked.pragma('application_id = 5')
    expect(() => migrate(marked, schemaOf(TEN))).toThrow(expect.objectContaining({ kind: 'damaged' }))
    const unmarked = memory()
    unmarked.exec('CREATE TABLE diary (entry)')
    expect(() => migrate(unmarked, schemaOf(TEN))).toThrow(expect.objectContaining({ kind: 'damaged' }))
  })

  it('refuses steps that are not numbered by tens in order', () => {
    expect(() => migrate(memory(), schemaOf(TWENTY))).toThrow(/out of order/)
  })
})

/** The schema as it was before its newest step. */
const before = (schema: Schema): Schema => ({ ...schema, migrations: schema.migrations.slice(0, -1) })

describe.each([LOG_SCHEMA, LIBRARY_SCHEMA])('the schema of the $what', (schema) => {
  it('comes from the previous version to the newest one', () => {
    const db = memory()
    migrate(db, before(schema))
    migrate(db, schema)
    const fresh = memory()
    migrate(fresh, schema)
    const tables = (file: Database.Database): unknown[] =>
      file.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
    expect(tables(db)).toEqual(tables(fresh))
    expect(schemaVersion(db, schema)).toBe(schema.migrations.at(-1)?.version)
  })

  it('has strict tables only', () => {
    const db = memory()
    migrate(db, schema)
    const tables = db.prepare(
      `SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    const rows = tables.all()
    expect(rows.length).toBeGreaterThan(1)
    expect(rows.filter((row) => (row as { strict: number }).strict === 0)).toEqual([])
  })
})
