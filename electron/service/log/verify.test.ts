import Database from 'better-sqlite3'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fingerprint, middleLeafPage, overwrite } from '../storage/testing/damage.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { openSessionLogWriter } from './log-writer.ts'
import { createdEntry, danmakuEntries, danmakuEntry, snapshotAt } from './testing/entries.ts'
import { verifySessionLog } from './verify.ts'

/** A closed log of 300 events with a snapshot at 100, changed by `alter` behind the back of the triggers. */
function logFile(alter?: (db: Database.Database) => void): string {
  const file = join(tempFolder(), 's.db')
  const log = openSessionLogWriter(file, { create: true })
  log.append([createdEntry('s'), ...danmakuEntries(2, 300)])
  log.saveSnapshot(snapshotAt(100))
  log.close()
  if (alter) {
    const db = new Database(file)
    db.exec('DROP TRIGGER event_never_changes; DROP TRIGGER event_never_goes')
    alter(db)
    db.close()
  }
  return file
}

const problemsOf = (file: string): string[] =>
  verifySessionLog(file).problems.map(({ kind, seq }) => (seq === null ? kind : `${kind}@${seq}`))

describe('verifying a session log', () => {
  it('finds nothing wrong with a whole one, and changes nothing', () => {
    const file = logFile()
    const before = fingerprint(file)
    expect(verifySessionLog(file)).toEqual({
      file,
      ok: true,
      events: 300,
      lastSeq: 300,
      lost: 0,
      problems: [],
    })
    expect(fingerprint(file)).toEqual(before)
  })

  it('reads one that is being written, its newest events included', () => {
    const file = join(tempFolder(), 's.db')
    const log = openSessionLogWriter(file, { create: true })
    onTestFinished(() => log.close())
    log.append([createdEntry('s'), ...danmakuEntries(2, 50)])
    const before = fingerprint(file)
    expect(verifySessionLog(file)).toMatchObject({ ok: true, events: 50 })
    expect(fingerprint(file)).toEqual(before)
    log.append([danmakuEntry(51)])
    expect(verifySessionLog(file)).toMatchObject({ ok: true, events: 51 })
  })

  it.each<[string, string, string[]]>([
    ['a gap', 'DELETE FROM event WHERE seq IN (7, 8)', ['gap@7']],
    ['a missing beginning', 'DELETE FROM event WHERE seq < 3', ['gap@1', 'firstEvent@3']],
    ['a body that is no JSON', `UPDATE event SET body = '{"text":' WHERE seq = 9`, ['event@9']],
    [
      'a body of another shape',
      `UPDATE event SET body = json_remove(body, '$.text') WHERE seq = 9`,
      ['event@9'],
    ],
    [
      'an unknown actor',
      `UPDATE event SET actor = '{"role":"king","id":"1","name":""}' WHERE seq = 9`,
      ['event@9'],
    ],
    [
      'a snapshot that was changed',
      `UPDATE snapshot SET body = replace(body, 'show', 'rehearsal')`,
      ['snapshot@100'],
    ],
    ['a snapshot ahead of the log', 'DELETE FROM event WHERE seq > 90', ['snapshot@100']],
  ])('finds %s', (_what, sql, expected) => {
    expect(problemsOf(logFile((db) => void db.exec(sql)))).toEqual(expected)
  })

  it('has no quarrel with events of a later studio', () => {
    const file = logFile((db) => {
      db.exec(`UPDATE event SET type = 'hologramShown', body = '{"x":1}' WHERE seq = 9`)
      db.exec(`UPDATE event SET version = 4, body = '{}' WHERE seq = 10`)
    })
    expect(problemsOf(file)).toEqual([])
  })

  it('finds a log that lies under the name of another session', () => {
    const file = logFile()
    const other = file.replace('s.db', 'other.db')
    renameSync(file, other)
    expect(problemsOf(other)).toEqual(['firstEvent@1'])
  })

  it('finds flipped bytes in a page and a ruined header', () => {
    const page = logFile()
    const leaf = middleLeafPage(page, 'event')
    overwrite(page, (leaf.page - 1) * leaf.bytes, new Uint8Array(64).fill(0xff))
    const { ok, events, lastSeq, problems } = verifySessionLog(page)
    expect(ok).toBe(false)
    expect(lastSeq).toBe(events)
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(['integrity', 'damaged']))
    expect(problems.find(({ kind }) => kind === 'damaged')?.seq).toBe(events + 1)

    const header = logFile()
    overwrite(header, 0, new Uint8Array(16).fill(0x41))
    expect(problemsOf(header)).toEqual(['damaged'])
  })

  it('finds a truncated file', () => {
    const file = logFile()
    const db = new Database(file, { readonly: true })
    const bytes = db.serialize()
    db.close()
    writeFileSync(file, bytes.subarray(0, bytes.length / 2))
    expect(verifySessionLog(file).ok).toBe(false)
  })

  it('tells a newer version, a foreign file, a folder and a missing file apart', () => {
    expect(problemsOf(logFile((db) => void db.pragma('user_version = 990')))).toEqual(['newerVersion'])
    expect(problemsOf(logFile((db) => void db.pragma('application_id = 5')))).toEqual(['damaged'])
    const folder = join(tempFolder(), 's.db')
    mkdirSync(folder)
    expect(problemsOf(folder)).toEqual(['io'])
    expect(problemsOf(join(tempFolder(), 'none.db'))).toEqual(['missing'])
  })

  it('takes a file that a crash left empty for whole', () => {
    const file = join(tempFolder(), 's.db')
    writeFileSync(file, '')
    expect(verifySessionLog(file)).toMatchObject({ ok: true, events: 0, problems: [] })
    const log = openSessionLogWriter(file, { create: true })
    log.close()
    expect(verifySessionLog(file)).toMatchObject({ ok: true, events: 0, problems: [] })
  })

  it('names a hundred problems of a ruined log and counts the rest', () => {
    const file = logFile((db) => void db.exec(`UPDATE event SET body = '[]' WHERE seq > 100`))
    const { problems } = verifySessionLog(file)
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toEqual({ kind: 'more', seq: null, message: '100 more problems of these kinds' })
  })
})
