import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

import { migrate } from '../storage/migrate.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { LIBRARY_SCHEMA } from './library-schema.ts'
import { openLibrary } from './library.ts'

const A = 'https://a.example'
const B = 'https://b.example'

function aLibrary(file = join(tempFolder(), 'library.db')) {
  const { library } = openLibrary(file)
  onTestFinished(library.close)
  return library
}

it('brings up the library of before with nothing synced yet', () => {
  const file = join(tempFolder(), 'library.db')
  const old = new Database(file)
  const before = LIBRARY_SCHEMA.migrations.filter(({ version }) => version < 90)
  migrate(old, { ...LIBRARY_SCHEMA, migrations: before })
  old.prepare("INSERT INTO setting (key, value) VALUES ('kept', '1')").run()
  old.close()
  const { sync } = aLibrary(file)
  expect(sync.progress(A)).toEqual([])
  sync.moveCursor(A, 'show', 10)
  expect(sync.cursor(A, 'show')).toBe(10)
})

it('keeps a place for each collector, and what is wrong there', () => {
  const { sync } = aLibrary()
  sync.moveCursor(A, 'show', 100)
  sync.moveCursor(A, 'show', 60)
  sync.moveCursor(B, 'show', 7)
  sync.withhold(A, 'show', [{ seq: 5, type: 'x', reason: 'first', foundAtMs: 1 }])
  sync.withhold(A, 'show', [{ seq: 5, type: 'x', reason: 'then', foundAtMs: 2 }])
  sync.reached(A, 'show', 99)
  expect(sync.progress(A)).toEqual([
    { sessionId: 'show', seq: 60, syncedAtMs: 99, withheld: 1, replacements: 0 },
  ])
  expect(sync.progress(B)).toEqual([
    { sessionId: 'show', seq: 7, syncedAtMs: null, withheld: 0, replacements: 0 },
  ])
  expect(sync.withheld(A, 'show')).toEqual([{ seq: 5, type: 'x', reason: 'then', foundAtMs: 2 }])
  sync.release(A, 'show', [5])
  expect(sync.withheld(A, 'show')).toEqual([])
})

it('has what changed sent again to every collector that was sent something, until the newest change was', () => {
  const { sync } = aLibrary()
  sync.moveCursor(A, 'show', 100)
  sync.moveCursor(B, 'show', 0)
  sync.replaceEverywhere('show', [3, 4])
  sync.replaceEverywhere('never sent', [3])
  const read = sync.replacements(A, 'show', 10)
  expect(read.map(({ seq }) => seq)).toEqual([3, 4])
  sync.replaceEverywhere('show', [4])
  sync.replaced(A, 'show', read)
  expect(sync.replacements(A, 'show', 10).map(({ seq }) => seq)).toEqual([4])
  expect(sync.replacements(B, 'show', 10).map(({ seq }) => seq)).toEqual([3, 4])
  expect(sync.replacements(A, 'never sent', 10)).toEqual([])
})

it('keeps where an upload goes on', () => {
  const { sync } = aLibrary()
  sync.askUpload(A, 'show', 'show-1.mp4', 1_000, 5)
  sync.keepUpload(A, 'show', 'show-1.mp4', { sent: 400, uploadUrl: `${A}/v1/recordings/1`, doneAtMs: null })
  sync.askUpload(A, 'show', 'show-1.mp4', 1_000, 6)
  expect(sync.uploads(A)).toEqual([
    {
      sessionId: 'show',
      file: 'show-1.mp4',
      bytes: 1_000,
      sent: 400,
      uploadUrl: `${A}/v1/recordings/1`,
      doneAtMs: null,
    },
  ])
  sync.dropUpload(A, 'show', 'show-1.mp4')
  expect(sync.uploads(A)).toEqual([])
})
