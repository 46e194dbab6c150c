import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'

const run = promisify(execFile)
const cli = join(import.meta.dirname, 'huitou.ts')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huitou-replay-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const huitou = (...args: string[]) => run(process.execPath, [cli, ...args, '--data', join(folder, 'data')])
const lastLine = (text: string): unknown => JSON.parse(text.trimEnd().split('\n').at(-1) ?? '')
const resultSchema = z.object({
  sessionId: z.string(),
  danmaku: z.number(),
  questions: z.number(),
  rejected: z.number(),
})

function recording(lines: readonly unknown[]): string {
  const file = join(folder, 'room.jsonl')
  writeFileSync(
    file,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
  return file
}

const says = (atMs: number, userId: string, text: string) => ({ atMs, userId, userName: userId, text })

test('a recorded room becomes a whole session at the room’s own pace, and verifies', async () => {
  const file = recording([
    says(0, 'a', '来了'),
    says(1_000, 'b', '3号多少钱'),
    'not json',
    says(5_000, 'c', '3号多少钱'),
    { atMs: 6_000, userId: 'd' },
    says(60_000, 'd', '3号多少钱'),
  ])
  const { stdout, stderr } = await huitou('replay', file)
  const result = resultSchema.parse(lastLine(stdout))
  // The third time of asking comes when the first thread is late: it has a clock of its own.
  expect(result).toMatchObject({ danmaku: 4, questions: 2, rejected: 2 })
  expect(stderr).toContain('"line":3')
  expect(stderr).toContain('missing field userName')

  const { stdout: log } = await huitou('log', result.sessionId)
  const events = log
    .trimEnd()
    .split('\n')
    .map((line) => z.object({ atMs: z.number(), type: z.string() }).parse(JSON.parse(line)))
  expect(events.at(-1)?.type).toBe('showEnded')
  const times = events.filter(({ type }) => type === 'danmakuReceived').map(({ atMs }) => atMs)
  expect(times.map((atMs) => atMs - (times[0] ?? 0))).toEqual([0, 1_000, 5_000, 60_000])
  const { stdout: verified } = await huitou('verify')
  expect(lastLine(verified)).toMatchObject({ ok: true })
})

test('a file that is not there, and a speed that is none, are refused in one clear sentence', async () => {
  await expect(huitou('replay', join(folder, 'nowhere.jsonl'))).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no file'),
  })
  await expect(huitou('replay', recording([]), '--speed', 'fast')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('the speed is a number above 0, or max'),
  })
})
