import { afterAll, describe, expect, it } from 'vitest'
import { pino } from 'pino'
import { z } from 'zod'

import { quickDatabase } from '../testing/databases.ts'
import type { Database } from './database.ts'
import { migrate, MIGRATIONS } from './migrate.ts'
import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'

const { name, make, stop } = await quickDatabase()
const countRow = z.object({ n: z.number() })
const numbers = MIGRATIONS.map(({ number }) => number)

describe(`the schema on ${name}`, () => {
  const opened: Database[] = []
  const open = async (): Promise<Database> => {
    const url = await make()
    const database = url === null ? await openPglite(null) : openPostgres(url, pino({ level: 'silent' }))
    opened.push(database)
    return database
  }
  afterAll(async () => {
    for (const database of opened) await database.close()
    await stop()
  })

  it('takes each step from the one before, once, however many collectors start', async () => {
    const database = await open()
    expect(await migrate(database, MIGRATIONS.slice(0, 1))).toEqual([10])
    await database.run("insert into studio (studio_id) values ('kept')")
    expect(await migrate(database, MIGRATIONS.slice(0, 2))).toEqual([20])
    expect(await migrate(database, MIGRATIONS.slice(0, 3))).toEqual([30])
    const taken = await Promise.all([migrate(database), migrate(database), migrate(database)])
    expect(taken.flat()).toEqual(numbers.slice(3))
    expect(await database.rows(countRow, 'select count(*)::int as n from studio')).toEqual([{ n: 1 }])

    await expect(migrate(database, MIGRATIONS.slice(0, 1))).rejects.toThrow('newer collector')
    const broken = { number: 990, name: 'broken', sql: 'create table half (a int); select nonsense' }
    await expect(migrate(database, [...MIGRATIONS, broken])).rejects.toThrow('nonsense')
    const half = "select count(*)::int as n from pg_class where relname = 'half'"
    expect(await database.rows(countRow, half)).toEqual([{ n: 0 }])
    expect(await migrate(database)).toEqual([])
  })
})

it('numbers the migrations by tens', () => {
  expect(numbers).toEqual(numbers.map((_, index) => (index + 1) * 10))
})
