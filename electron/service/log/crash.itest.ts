import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { openSessionLogReader } from './log-reader.ts'
import { openSessionLogWriter } from './log-writer.ts'
import { createdEntry, snapshotAt } from './testing/entries.ts'
import { verifySessionLog } from './verify.ts'

const CHILD = fileURLToPath(new URL('./testing/append-until-killed.ts', import.meta.url))
const KILLS = 20

/** Lets a process append until it has acknowledged some batches, kills it -9, and tells what it acknowledged last. */
async function appendAndKill(file: string, batches: number): Promise<number> {
  const child = spawn(process.execPath, [CHILD, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8')
  const exited = once(child, 'close')
  child.stdout.on('data', (text: string) => {
    output += text
    if (output.split('\n').length > batches) child.kill('SIGKILL')
  })
  const [code, signal] = await exited
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' })
  const complete = output.slice(0, output.lastIndexOf('\n')).split('\n')
  return Number(complete.at(-1))
}

it(`keeps every acknowledged event through ${KILLS} kills in the middle of appending`, async () => {
  const file = join(tempFolder(), 's.db')
  const log = openSessionLogWriter(file, { create: true })
  log.append([createdEntry('s')])
  log.saveSnapshot(snapshotAt(1))
  log.close()

  let before = 1
  for (let kill = 0; kill < KILLS; kill++) {
    const acknowledged = await appendAndKill(file, 1 + ((kill * 37) % 60))
    expect(acknowledged).toBeGreaterThan(before)

    const verified = verifySessionLog(file)
    expect(verified).toMatchObject({ ok: true, problems: [], lost: 0 })
    expect(verified.lastSeq).toBeGreaterThanOrEqual(acknowledged)

    const reader = openSessionLogReader(file)
    expect(reader.lastSeq()).toBe(verified.lastSeq)
    expect(reader.latestSnapshot()?.seq).toBeLessThanOrEqual(verified.lastSeq)
    reader.close()
    before = verified.lastSeq
  }
}, 300_000)
