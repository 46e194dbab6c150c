import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'

import { SYSTEM } from '#shared/domain/session/actor.ts'
import type { RawEvent } from '#shared/domain/session/event.ts'
import { exportJobSchema, type ExportJob, type ExportRequest } from '#shared/protocol/exports.ts'
import { systemClock } from '../clock.ts'
import { openLibrary } from '../library/library.ts'
import { openSessionLogReader } from '../log/log-reader.ts'
import { openSessionLogWriter } from '../log/log-writer.ts'
import { createdEntry, danmakuEntries, danmakuEntry } from '../log/testing/entries.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { hostCookie, pairedCookie } from '../testing/wire-client.ts'
import { startRig } from '../transport/testing/transport-rig.ts'
import { createExports, type Exports, type ExportsOptions } from './exports.ts'
import { HOSTILE_TEXTS } from './testing/hostile.ts'

const EVENTS = 3_000
const TITLE = '周二 <b>"羊绒"</b> / 专场'

/** A studio's folder with one show of many messages, and the exports over it. */
function studio(options: Partial<ExportsOptions> & { readonly events?: number } = {}) {
  const dataDir = tempFolder()
  const { library } = openLibrary(join(dataDir, 'library.db'))
  const { events = EVENTS } = options
  const log = openSessionLogWriter(join(dataDir, 'sessions', 'tuesday.db'), { create: true })
  log.append([createdEntry('tuesday')])
  log.append([{ event: { ...eventOf(2), type: 'wentLive', body: {} }, commandId: null }])
  log.append(HOSTILE_TEXTS.map((text, index) => danmakuEntry(3 + index, { text })))
  log.append(danmakuEntries(3 + HOSTILE_TEXTS.length, events - 1))
  log.append([
    { event: { ...eventOf(events), type: 'showEnded', body: { reason: 'host' } }, commandId: null },
  ])
  log.close()
  library.sessions.upsert({
    sessionId: 'tuesday',
    title: TITLE,
    kind: 'show',
    phase: 'ended',
    createdAtMs: 1_763_800_000_000,
    liveAtMs: 1_763_800_000_000,
    endedAtMs: 1_763_800_900_000,
    danmaku: 0,
    questions: 0,
    answered: 0,
    answeredInTime: 0,
    dismissed: 0,
  })
  const exporting = createExports({
    dataDir,
    library,
    running: () => ({ phase: 'preparing', sessionId: 'next' }),
    clock: systemClock,
    logger: pino({ level: 'silent' }),
    reserveBytes: 0,
    ...options,
  })
  onTestFinished(async () => {
    await exporting.close()
    library.close()
  })
  const folder = join(dataDir, 'exports')
  return { dataDir, exporting, left: () => (existsSync(folder) ? readdirSync(folder) : []) }
}

const eventOf = (seq: number): RawEvent => ({
  seq,
  atMs: 1_763_800_000_000 + seq,
  type: '',
  version: 1,
  actor: SYSTEM,
  body: {},
})

function begun(exporting: Exports, request: ExportRequest): ExportJob {
  const job = exporting.start('tuesday', request)
  if (typeof job === 'string') throw new Error(job)
  return job
}

const settled = async (exporting: Exports, { exportId }: ExportJob): Promise<ExportJob> =>
  vi.waitFor(
    () => {
      const job = exporting.find('tuesday', exportId)
      if (job?.state !== 'done' && job?.state !== 'failed') throw new Error('still being written')
      return job
    },
    { timeout: 20_000, interval: 20 },
  )

async function written(exporting: Exports, request: ExportRequest): Promise<Buffer> {
  const job = await settled(exporting, begun(exporting, request))
  expect(job).toMatchObject({ state: 'done', progress: 1, problem: null })
  const bytes = readFileSync(exporting.file('tuesday', job.exportId) ?? '')
  expect(job.bytes).toBe(bytes.length)
  return bytes
}

const eventsIn = (dataDir: string): RawEvent[] => {
  const log = openSessionLogReader(join(dataDir, 'sessions', 'tuesday.db'))
  try {
    return [...log.iterate()]
  } finally {
    log.close()
  }
}

const rowSchema = z.object({
  seq: z.bigint(),
  at: z.date(),
  type: z.string(),
  version: z.number(),
  actor_role: z.string(),
  actor_id: z.string(),
  actor_name: z.string(),
  body: z.string(),
})

describe('every event', () => {
  it('comes out as JSON lines and as Parquet, the same as in the log', async () => {
    const { dataDir, exporting } = studio()
    const events = eventsIn(dataDir)
    expect(events).toHaveLength(EVENTS)
    const lines = (await written(exporting, { format: 'jsonl', language: 'en' }))
      .toString()
      .trimEnd()
      .split('\n')
    expect(lines).toEqual(events.map((event) => JSON.stringify(event)))

    const parquet = await written(exporting, { format: 'parquet', language: 'en' })
    const rows = z.array(rowSchema).parse(await parquetReadObjects({ file: new Uint8Array(parquet).buffer }))
    const read = rows.map((row): RawEvent => ({
      seq: Number(row.seq),
      atMs: row.at.getTime(),
      type: row.type,
      version: row.version,
      actor: { role: 'system', id: row.actor_id, name: row.actor_name },
      body: z.unknown().parse(JSON.parse(row.body)),
    }))
    expect(read).toEqual(events)
  })
})

describe('jobs', () => {
  it('are written one after the other, and each can be stopped', async () => {
    const { exporting, left } = studio({ events: 60_000 })
    const first = begun(exporting, { format: 'jsonl', language: 'en' })
    const second = begun(exporting, { format: 'parquet', language: 'en' })
    const third = begun(exporting, { format: 'html', language: 'zh-CN' })
    const state = ({ exportId }: ExportJob) => exporting.find('tuesday', exportId)?.state
    expect([state(first), state(second), state(third)]).toEqual(['running', 'waiting', 'waiting'])
    // In the middle of its rows.
    await vi.waitFor(() => expect(exporting.find('tuesday', first.exportId)?.rows).toBeGreaterThan(0), {
      timeout: 20_000,
      interval: 5,
    })
    expect(await exporting.remove('tuesday', first.exportId)).toBe(true)
    expect(exporting.find('tuesday', first.exportId)).toBeNull()
    expect(await exporting.remove('tuesday', second.exportId)).toBe(true)
    expect((await settled(exporting, third)).state).toBe('done')
    expect(left()).toEqual([`${third.exportId}.part`])
    await exporting.remove('tuesday', third.exportId)
    expect(left()).toEqual([])
  })

  it('leave nothing behind when nobody asks for them any more, when somebody is forgotten, and at the end', async () => {
    let nowMs = 1_000_000
    const looks: (() => void)[] = []
    const { exporting, left } = studio({
      clock: {
        nowMs: () => nowMs,
        setTimeout: (callback) => {
          looks.push(callback)
          return { cancel: () => undefined }
        },
        setImmediate,
      },
    })
    const job = begun(exporting, { format: 'html', language: 'en' })
    await settled(exporting, job)
    nowMs += 14 * 60_000
    looks.pop()?.()
    expect(left()).toHaveLength(1)
    nowMs += 2 * 60_000
    looks.pop()?.()
    await vi.waitFor(() => expect(left()).toEqual([]))

    await settled(exporting, begun(exporting, { format: 'html', language: 'en' }))
    await exporting.removeAll()
    expect(left()).toEqual([])

    begun(exporting, { format: 'jsonl', language: 'en' })
    await exporting.close()
    expect(left()).toEqual([])
  })

  it('fail in words when the disk is full or the log cannot be read, and leave no file', async () => {
    const full = studio({ reserveBytes: Number.MAX_SAFE_INTEGER })
    const job = begun(full.exporting, { format: 'html', language: 'en' })
    expect(await settled(full.exporting, job)).toMatchObject({ state: 'failed', problem: 'diskFull' })
    expect(full.left()).toEqual([])

    const broken = studio()
    writeFileSync(join(broken.dataDir, 'sessions', 'tuesday.db'), 'no database')
    for (const format of ['html', 'jsonl'] as const) {
      const damaged = begun(broken.exporting, { format, language: 'en' })
      expect(await settled(broken.exporting, damaged)).toMatchObject({ state: 'failed', problem: 'damaged' })
    }
    expect(broken.left()).toEqual([])
    expect(broken.exporting.start('friday', { format: 'html', language: 'en' })).toBe('missing')
  })

  it('begin with an empty folder: what a crash left is nobody’s', () => {
    const dataDir = tempFolder()
    mkdirSync(join(dataDir, 'exports'))
    writeFileSync(join(dataDir, 'exports', 'old.part'), 'x')
    const { library } = openLibrary(join(dataDir, 'library.db'))
    const running = () => ({ phase: 'preparing' as const, sessionId: 'next' })
    const logger = pino({ level: 'silent' })
    const exporting = createExports({ dataDir, library, running, clock: systemClock, logger })
    onTestFinished(async () => {
      await exporting.close()
      library.close()
    })
    expect(existsSync(join(dataDir, 'exports'))).toBe(false)
  })
})

it('gives files to the host alone, under a name that says what they are', async () => {
  const { exporting } = studio()
  const rig = await startRig({ exporting })
  onTestFinished(rig.stop)
  const host = await hostCookie(rig.transport.hostUrl)
  const code = rig.transport.access.current().invites.find(({ role }) => role === 'moderator')?.code ?? ''
  const moderator = await pairedCookie(rig.transport.url, code, '小林')
  const path = '/v1/review/sessions/tuesday/exports'
  const ask = (method: string, at: string, cookie: string, body?: unknown): Promise<Response> =>
    fetch(new URL(at, rig.transport.url), {
      method,
      headers: {
        cookie,
        origin: new URL(rig.transport.url).origin,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })

  expect((await ask('POST', path, moderator, { format: 'html', language: 'en' })).status).toBe(401)
  expect((await ask('POST', path, host, { format: 'doc', language: 'en' })).status).toBe(400)
  const unknown = path.replace('tuesday', 'friday')
  expect((await ask('POST', unknown, host, { format: 'html', language: 'en' })).status).toBe(404)

  const accepted = await ask('POST', path, host, { format: 'xlsx', language: 'zh-CN' })
  expect(accepted.status).toBe(202)
  const { exportId } = exportJobSchema.parse(await accepted.json())
  const at = `${path}/${exportId}`
  await vi.waitFor(
    async () => expect(exportJobSchema.parse(await (await ask('GET', at, host)).json()).state).toBe('done'),
    { timeout: 20_000, interval: 50 },
  )
  expect((await ask('GET', `${at}/file`, moderator)).status).toBe(401)
  const file = await ask('GET', `${at}/file`, host)
  expect(file.headers.get('content-type')).toContain('spreadsheetml')
  const name = decodeURIComponent(file.headers.get('content-disposition')?.split("UTF-8''")[1] ?? '')
  expect(name).toMatch(/^周二 b 羊绒 b 专场 \d{4}-\d{2}-\d{2} 复盘\.xlsx$/)
  const bytes = new Uint8Array(await file.arrayBuffer())
  expect([...bytes.subarray(0, 2)]).toEqual([0x50, 0x4b])
  expect(bytes.length).toBe(Number(file.headers.get('content-length')))

  expect((await ask('DELETE', at, host)).status).toBe(204)
  expect((await ask('GET', at, host)).status).toBe(404)
  expect((await ask('GET', `${at}/file`, host)).status).toBe(404)
})
