import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../storage/migrate.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import type { ImportJournal } from './import-journal.ts'
import { LIBRARY_SCHEMA } from './library-schema.ts'
import { openLibrary, type Library } from './library.ts'

const COUNTS = { read: 1, created: 1, updated: 0, merged: 0, unchanged: 0, rejected: 0 }

function opened(file = join(tempFolder(), 'library.db')): Library {
  let nowMs = 1_000
  const { library } = openLibrary(file, { nowMs: () => nowMs++ })
  onTestFinished(library.close)
  return library
}

const begin = (journal: ImportJournal, importId: string): void =>
  journal.begin({ importId, kind: 'fans', fileName: `${importId}.csv`, counts: COUNTS })

it('comes into a library of the version before, whose products stay', () => {
  const file = join(tempFolder(), 'library.db')
  const old = new Database(file)
  migrate(old, {
    ...LIBRARY_SCHEMA,
    migrations: LIBRARY_SCHEMA.migrations.filter(({ version }) => version < 60),
  })
  old.exec(`INSERT INTO product (product_id, name, aliases, facts, faq, updated_at)
    VALUES ('P1', '羊绒大衣', '[]', '[]', '[]', 1)`)
  old.close()
  const { imports, products } = opened(file)
  expect(products.byId('P1')?.name).toBe('羊绒大衣')
  expect(imports.interrupted()).toEqual([])
  begin(imports, 'first')
  expect(imports.list('fans', 10)).toMatchObject([{ importId: 'first', state: 'applying', counts: COUNTS }])
})

it('gives chunks back newest first, each in the order of writing', () => {
  const { imports } = opened()
  begin(imports, 'a')
  imports.note('a', 0, [
    { recordId: 'f2', before: null, after: '{}' },
    { recordId: 'f1', before: '{}', after: null },
  ])
  imports.note('a', 1, [{ recordId: 'f3', before: null, after: '{}' }])
  expect(imports.chunkBefore('a', Number.MAX_SAFE_INTEGER)?.map(({ recordId }) => recordId)).toEqual(['f3'])
  expect(imports.chunkBefore('a', 1)?.map(({ recordId }) => recordId)).toEqual(['f2', 'f1'])
  expect(imports.chunkBefore('a', 0)).toBeNull()
})

it('keeps what can be taken back of the newest imports, and drops no interrupted one', () => {
  const { imports } = opened()
  for (const importId of ['torn', 'old', 'new']) {
    begin(imports, importId)
    imports.note(importId, 0, [{ recordId: 'f1', before: null, after: '{}' }])
    if (importId !== 'torn') imports.setState(importId, 'done')
  }
  imports.prune(1)
  expect(imports.list('fans', 10).map(({ importId }) => importId)).toEqual(['new', 'torn'])
  expect(imports.chunkBefore('old', 1)).toBeNull()
  expect(imports.interrupted().map(({ importId }) => importId)).toEqual(['torn'])
})

it('forgets the images of one record in all imports of its kind', () => {
  const { imports } = opened()
  begin(imports, 'a')
  imports.note('a', 0, [
    { recordId: 'f1', before: null, after: '{"name":"小林"}' },
    { recordId: 'f2', before: null, after: '{"name":"阿芳"}' },
  ])
  imports.forgetRecord('orders', 'f1')
  expect(imports.chunkBefore('a', 1)).toHaveLength(2)
  imports.forgetRecord('fans', 'f1')
  expect(imports.chunkBefore('a', 1)?.map(({ recordId }) => recordId)).toEqual(['f2'])
})
