import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'

import { openSessionLogWriter } from '../log/log-writer.ts'
import { createdEntry, danmakuEntries } from '../log/testing/entries.ts'
import { overwrite } from '../storage/testing/damage.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'

const HUITOU = fileURLToPath(new URL('./huitou.ts', import.meta.url))

const begun = (...args: string[]) => spawn(process.execPath, [HUITOU, ...args])

async function huitou(...args: string[]) {
  const child = begun(...args)
  const closed = once(child, 'close')
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  await closed
  return { code: child.exitCode, out, err }
}

/** A folder with one show, and another one for what comes out of it. */
function folders(events: number) {
  const data = tempFolder()
  const log = openSessionLogWriter(join(data, 'sessions', 'tuesday.db'), { create: true })
  log.append([createdEntry('tuesday')])
  for (let seq = 2; seq <= events; seq += 5_000) {
    log.append(danmakuEntries(seq, Math.min(events, seq + 4_999)))
  }
  log.close()
  return { data, out: tempFolder() }
}

it('writes what the ending of the name asks for, the same numbers as huitou review', async () => {
  const { data, out } = folders(500)
  const report = (file: string, ...more: string[]) =>
    huitou('report', 'tuesday', '--data', data, '--out', join(out, file), ...more)
  const told = await report('review.html', '--language', 'en')
  expect(told).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(told.out)).toMatchObject({ file: join(out, 'review.html'), rows: 1 })
  const html = readFileSync(join(out, 'review.html'), 'utf8')
  expect(html).toContain('<html lang="en">')
  const [, json = ''] = /id="huitou-review">([^<]*)</.exec(html) ?? []
  const review = await huitou('review', 'tuesday', '--data', data, '--json')
  expect(JSON.parse(json)).toEqual(JSON.parse(review.out))

  await report('events.jsonl')
  expect(readFileSync(join(out, 'events.jsonl'), 'utf8')).toBe(
    (await huitou('log', 'tuesday', '--data', data)).out,
  )
  await report('minutes.csv', '--tables', 'minutes')
  expect(readFileSync(join(out, 'minutes.csv'), 'utf8')).toMatch(/^\uFEFF分钟,/)
  const beginsWith = async (file: string): Promise<string> => {
    expect(await report(file)).toMatchObject({ code: 0 })
    return readFileSync(join(out, file)).toString('latin1', 0, 4)
  }
  expect(await beginsWith('review.xlsx')).toBe('PK\u0003\u0004')
  expect(await beginsWith('events.parquet')).toBe('PAR1')
})

it('writes over nothing unless told to, and refuses in one sentence', async () => {
  const { data, out } = folders(10)
  const file = join(out, 'review.html')
  writeFileSync(file, 'mine')
  const at = (path: string, ...more: string[]) =>
    huitou('report', 'tuesday', '--data', data, '--out', path, ...more)
  expect(await at(file)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('is there already') })
  expect(readFileSync(file, 'utf8')).toBe('mine')
  expect(await at(file, '--force')).toMatchObject({ code: 0 })
  expect(readFileSync(file, 'utf8')).toContain('<!doctype html>')
  for (const [result, message] of [
    [await at(join(out, 'review.doc')), 'the ending must be one of .html, .xlsx'],
    [await at(join(out, 'none', 'review.html')), 'there is no folder for'],
    [await at(join(out, 'a.csv'), '--tables', 'minutes,orders'), 'one table'],
    [
      await huitou('report', 'friday', '--data', data, '--out', file, '--force'),
      'there is no session friday',
    ],
  ] as const) {
    expect(result).toMatchObject({ code: 1, out: '' })
    expect(result.err).toContain(message)
    expect(result.err.trim().split('\n')).toHaveLength(1)
  }
  expect(readdirSync(out)).toEqual(['review.html'])
})

it('leaves no part of a file when the log is damaged or it is stopped', async () => {
  const { data, out } = folders(60_000)
  const child = begun('report', 'tuesday', '--data', data, '--out', join(out, 'events.parquet'))
  const closed = once(child, 'close')
  await vi.waitFor(() => expect(readdirSync(out)).toHaveLength(1), { timeout: 20_000, interval: 5 })
  child.kill('SIGTERM')
  const err = await text(child.stderr)
  await closed
  expect({ code: child.exitCode, err }).toEqual({
    code: 1,
    err: expect.stringContaining('nothing was written'),
  })
  expect(readdirSync(out)).toEqual([])

  overwrite(join(data, 'sessions', 'tuesday.db'), -40_960, new Uint8Array(40_960).fill(0xff))
  const damaged = await huitou('report', 'tuesday', '--data', data, '--out', join(out, 'events.jsonl'))
  expect(damaged).toMatchObject({ code: 1, err: expect.stringContaining('damaged') })
  expect(existsSync(join(out, 'events.jsonl'))).toBe(false)
  expect(readdirSync(out)).toEqual([])
})
