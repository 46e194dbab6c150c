import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { rawEventSchema } from '#shared/domain/session/event.ts'
import { openLibrary } from '../library/library.ts'
import { openSessionLogWriter } from '../log/log-writer.ts'
import { createdEntry, danmakuEntries } from '../log/testing/entries.ts'
import { fingerprint, overwrite } from '../storage/testing/damage.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'

const HUITOU = fileURLToPath(new URL('./huitou.ts', import.meta.url))

interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** The lines of standard output, parsed. */
  readonly json: unknown[]
}

async function huitou(args: readonly string[], input: string | Buffer = ''): Promise<Finished> {
  const child = spawn(process.execPath, [HUITOU, ...args])
  // A command that refuses its input does not read it to the end.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const closed = once(child, 'close')
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  await closed
  const lines = out.split('\n').filter((line) => line !== '')
  const json = lines.flatMap((line): unknown[] => (line.startsWith('{') ? [JSON.parse(line)] : []))
  return { code: child.exitCode, out, err, json }
}

/** A data folder with a library and one show of `events` events. */
function dataFolder(sessionId: string, events: number): string {
  const folder = tempFolder()
  openLibrary(join(folder, 'library.db')).library.close()
  const log = openSessionLogWriter(join(folder, 'sessions', `${sessionId}.db`), { create: true })
  log.append([createdEntry(sessionId), ...danmakuEntries(2, events)])
  log.close()
  return folder
}

describe('huitou log', () => {
  it('prints every event in order as a line of JSON', async () => {
    const folder = dataFolder('tuesday', 2_500)
    const { code, json, err } = await huitou(['log', 'tuesday', '--data', folder])
    const events = z.array(rawEventSchema).parse(json)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(events.map((event) => event.seq)).toEqual(Array.from({ length: 2_500 }, (_, index) => index + 1))
    expect(events[0]).toEqual(createdEntry('tuesday').event)
  })

  it('ends quietly when the reader has seen enough', async () => {
    const folder = dataFolder('tuesday', 20_000)
    const child = spawn(process.execPath, [HUITOU, 'log', 'tuesday', '--data', folder])
    child.stdout.once('data', () => child.stdout.destroy())
    const closed = once(child, 'close')
    const err = await text(child.stderr)
    await closed
    expect({ code: child.exitCode, err }).toEqual({ code: 0, err: '' })
  })

  it.each([
    ['an unknown session', ['log', 'friday'], 'there is no session friday'],
    ['a path', ['log', '../library'], 'is not a session id'],
    ['an absolute path', ['log', '/etc/passwd'], 'is not a session id'],
    ['no session', ['log'], 'missing required argument'],
    ['too many', ['log', 'tuesday', 'friday'], 'too many arguments'],
    ['an unknown option', ['log', 'tuesday', '--colour'], 'unknown option'],
  ])('refuses %s', async (_what, args, message) => {
    const { code, out, err } = await huitou([...args, '--data', dataFolder('tuesday', 3)])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(message)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it('refuses a folder that is not there, and a file in its place', async () => {
    const missing = await huitou(['log', 'x', '--data', join(tempFolder(), 'none')])
    expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('there is no folder') })
    const file = join(tempFolder(), 'file')
    writeFileSync(file, '')
    expect(await huitou(['log', 'x', '--data', file])).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not a folder'),
    })
  })

  it('prints what comes before the damage, then fails', async () => {
    const folder = dataFolder('tuesday', 3_000)
    overwrite(join(folder, 'sessions', 'tuesday.db'), -40_960, new Uint8Array(40_960).fill(0xff))
    const { code, json, err } = await huitou(['log', 'tuesday', '--data', folder])
    expect(code).toBe(1)
    expect(json.length).toBeGreaterThan(900)
    expect(err).toContain('malformed')
  })
})

const verdictSchema = z.object({
  ok: z.boolean(),
  library: z.object({ ok: z.boolean() }).nullable(),
  sessions: z.array(
    z.object({ sessionId: z.string(), ok: z.boolean(), problems: z.array(z.object({ kind: z.string() })) }),
  ),
})

describe('huitou verify', () => {
  const verify = async (folder: string) => {
    const result = await huitou(['verify', '--data', folder])
    return { ...result, verdict: verdictSchema.parse(result.json.at(-1)) }
  }

  it('finds a whole folder whole, changes nothing, and ends with a line of JSON', async () => {
    const folder = dataFolder('tuesday', 30)
    const files = [join(folder, 'library.db'), join(folder, 'sessions', 'tuesday.db')]
    const before = files.map(fingerprint)
    const { code, verdict, out } = await verify(folder)
    expect(code).toBe(0)
    expect(out.trim().split('\n')).toHaveLength(1)
    expect(verdict).toMatchObject({
      ok: true,
      library: { ok: true },
      sessions: [{ sessionId: 'tuesday', ok: true }],
    })
    expect(files.map(fingerprint)).toEqual(before)
  })

  it('fails for a damaged log, an unreadable library and a log that is gone, naming each', async () => {
    const damaged = dataFolder('tuesday', 3_000)
    overwrite(join(damaged, 'sessions', 'tuesday.db'), -40_960, new Uint8Array(40_960).fill(0xff))
    const first = await verify(damaged)
    expect(first).toMatchObject({ code: 1, verdict: { ok: false, library: { ok: true } } })
    expect(first.err).toContain('session tuesday')

    const noLibrary = dataFolder('tuesday', 3)
    writeFileSync(join(noLibrary, 'library.db'), 'x'.repeat(10_000))
    expect(await verify(noLibrary)).toMatchObject({ code: 1, verdict: { ok: false, library: { ok: false } } })

    const gone = dataFolder('tuesday', 3)
    const { library } = openLibrary(join(gone, 'library.db'))
    library.sessions.upsert({
      sessionId: 'friday',
      title: '',
      kind: 'show',
      phase: 'ended',
      createdAtMs: 1,
      liveAtMs: null,
      endedAtMs: null,
      danmaku: 0,
      questions: 0,
      answered: 0,
      answeredInTime: 0,
      dismissed: 0,
    })
    library.close()
    expect((await verify(gone)).verdict.sessions).toMatchObject([
      { sessionId: 'friday', ok: false, problems: [{ kind: 'missing' }] },
      { sessionId: 'tuesday', ok: true },
    ])
  })

  it('takes an empty folder for what it is and makes nothing in it', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'sessions'))
    const { code, verdict, err } = await verify(folder)
    expect({ code, verdict }).toEqual({ code: 0, verdict: { ok: true, library: null, sessions: [] } })
    expect(err).toContain('holds no library and no session')
    expect(readdirSync(folder)).toEqual(['sessions'])
  })

  it('refuses a folder that is not there', async () => {
    const { code, out, err } = await huitou(['verify', '--data', join(tempFolder(), 'none')])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('there is no folder')
  })
})

const classifiedSchema = z.strictObject({
  text: z.string(),
  question: z.boolean(),
  intent: z.string(),
  confidence: z.number().min(0).max(1),
})

describe('huitou classify', () => {
  it('answers each line, whatever its end, with one object of the same text', async () => {
    const { code, json } = await huitou(['classify'], '\uFEFF求链接\r\n\n主播真好看\n"}{\\\nXL还有')
    const answers = z.array(classifiedSchema).parse(json)
    expect(code).toBe(0)
    expect(answers.map((answer) => answer.text)).toEqual(['求链接', '', '主播真好看', '"}{\\', 'XL还有'])
    expect(answers.map((answer) => answer.question)).toEqual([true, false, false, false, true])
  })

  it('keeps characters whole that are cut between two reads, and goes on after bytes that are no text', async () => {
    const line = Buffer.from('这个有货吗🎉'.repeat(40) + '\n')
    const input = Buffer.concat([
      ...Array.from({ length: 2_000 }, () => line),
      Buffer.from([0xff, 0xfe, 0x0a]),
    ])
    const { code, json } = await huitou(['classify'], input)
    const answers = z.array(classifiedSchema).parse(json)
    expect(code).toBe(0)
    expect(new Set(answers.slice(0, 2_000).map((answer) => answer.text)).size).toBe(1)
    expect(answers).toHaveLength(2_001)
    expect(answers.at(-1)?.text).toBe('\uFFFD\uFFFD')
  })

  it('prints nothing for nothing', async () => {
    expect(await huitou(['classify'])).toMatchObject({ code: 0, out: '', err: '' })
  })

  it('ends quietly when the reader of an endless stream has seen enough', async () => {
    const child = spawn(process.execPath, [HUITOU, 'classify'])
    const closed = once(child, 'close')
    const err = text(child.stderr)
    const endless = Readable.from(
      (function* () {
        for (;;) yield '求链接\n'.repeat(1_000)
      })(),
    )
    const feeding = pipeline(endless, child.stdin).catch((error: unknown) => error)
    await once(child.stdout, 'readable')
    child.stdout.destroy()
    await closed
    expect(await feeding).toBeInstanceOf(Error)
    expect({ code: child.exitCode, err: await err }).toEqual({ code: 0, err: '' })
  })

  it('refuses a line that would fill the memory', async () => {
    const { code, err } = await huitou(['classify'], `好\n${'啊'.repeat(1_200_000)}`)
    expect(code).toBe(1)
    expect(err).toContain('line 2 is longer')
  })
})

describe('huitou', () => {
  it('says what it can do, and refuses what it cannot', async () => {
    const help = await huitou(['--help'])
    expect(help.code).toBe(0)
    for (const command of ['serve', 'replay', 'classify', 'log', 'verify'])
      expect(help.out).toContain(command)
    expect(await huitou(['dance'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('dance') })
  })
})
