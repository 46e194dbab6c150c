import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { sessionResponseSchema } from '#shared/protocol/collector.ts'
import { createCollectorClient } from '#service/sync/collector-client.ts'
import { withPatience } from '#service/sync/patience.ts'
import { SyncError } from '#service/sync/sync-error.ts'
import { uploadRecording } from '#service/sync/upload-recording.ts'
import { startTestCollector, type TestCollector } from '../collector/testing/start-collector.ts'
import { startCuttingProxy } from './support/faulty-proxy.ts'
import { huitou, writeShow } from './support/synced-shows.ts'

let collector: TestCollector
let token: string
const folder = mkdtempSync(join(tmpdir(), 'huitou-recordings-'))

beforeAll(async () => {
  collector = await startTestCollector({ dataDir: join(folder, 'collector') })
  token = await collector.studioToken('studio')
})
afterAll(async () => {
  await collector.stop()
  rmSync(folder, { recursive: true, force: true })
})

const port = (): number => Number(new URL(collector.url).port)
const ask = (path: string): Promise<Response> =>
  fetch(`${collector.url}${path}`, { headers: { authorization: `Bearer ${token}` } })

/** What the collector holds of a session's recordings, bytes and all. */
async function recordingsOf(sessionId: string): Promise<{ name: string; bytes: Buffer }[]> {
  const { recordings } = sessionResponseSchema.parse(await (await ask(`/v1/sessions/${sessionId}`)).json())
  return Promise.all(
    recordings
      .filter(({ finishedAtMs }) => finishedAtMs !== null)
      .map(async ({ id, fileName }) => ({
        name: fileName,
        bytes: Buffer.from(await (await ask(`/v1/recordings/${id}`)).arrayBuffer()),
      })),
  )
}

function aRecording(dataDir: string, sessionId: string, bytes: number): { path: string; content: Buffer } {
  const content = randomBytes(bytes)
  mkdirSync(join(dataDir, 'sessions', sessionId), { recursive: true })
  const path = join(dataDir, 'sessions', sessionId, 'show-1.mp4')
  writeFileSync(path, content)
  return { path, content }
}

test('a recording goes on where it was cut, also after the sender has gone, and arrives byte for byte', async () => {
  const dataDir = mkdtempSync(join(folder, 'data-'))
  writeShow(dataDir, 'cut', 20)
  await huitou(['sync', 'cut', '--data', dataDir, '--to', collector.url], { HUITOU_SYNC_TOKEN: token }).ended
  const { path, content } = aRecording(dataDir, 'cut', 6_000_000)
  const cuts = [900_000, 700_000, 1_200_000, null]
  const cutting = await startCuttingProxy(port(), () => cuts.shift() ?? null)
  onTestFinished(cutting.close)

  let uploadUrl: string | null = null
  let sent = 0
  let gone = 0
  const first = new AbortController()
  const upload = async (signal: AbortSignal): Promise<void> => {
    // A client of its own each time: nothing is remembered but the address of the upload.
    const client = createCollectorClient({ address: cutting.url, token })
    try {
      await withPatience(
        () =>
          uploadRecording({
            collector: client,
            sessionId: 'cut',
            file: 'show-1.mp4',
            path,
            uploadUrl,
            onUrl: (url) => {
              uploadUrl = url
            },
            onProgress: (bytes) => {
              sent = bytes
            },
            pace: async (bytes, aborted) => {
              gone += bytes
              if (gone > 3_500_000) first.abort()
              aborted.throwIfAborted()
              await sleep(0)
            },
            pieceBytes: () => 64 * 1024,
            nowMs: Date.now,
            signal,
          }),
        {
          signal,
          random: Math.random,
          progressed: () => sent,
          onWait: () => undefined,
          giveUpAfterMs: null,
          nowMs: Date.now,
          wait: (ms) => sleep(ms / 20),
        },
      )
    } finally {
      client.close()
    }
  }
  await expect(upload(first.signal)).rejects.toThrow(SyncError)
  expect(uploadUrl).not.toBeNull()
  const before = cutting.bytes()
  await upload(new AbortController().signal)
  // It did not begin anew.
  expect(cutting.bytes() - before).toBeLessThan(5_000_000)
  expect(cutting.cuts()).toBeGreaterThan(1)
  const [there, ...others] = await recordingsOf('cut')
  expect(others).toEqual([])
  expect(there?.name).toBe('show-1.mp4')
  expect(there?.bytes.equals(content)).toBe(true)
})

test('huitou sync sends recordings when asked, and each once', async () => {
  const dataDir = mkdtempSync(join(folder, 'data-'))
  writeShow(dataDir, 'asked', 20)
  const { content } = aRecording(dataDir, 'asked', 300_000)
  const run = () =>
    huitou(['sync', '--all', '--recordings', '--data', dataDir, '--to', collector.url], {
      HUITOU_SYNC_TOKEN: token,
    }).ended
  for (const { code, stdout } of [await run(), await run()]) {
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      sessions: [{ recordings: [{ file: 'show-1.mp4', bytes: 300_000, problem: null }] }],
    })
  }
  const there = await recordingsOf('asked')
  expect(there).toHaveLength(1)
  expect(there[0]?.bytes.equals(content)).toBe(true)
})

test('a token that is not let in is said at once, and nothing is tried again', async () => {
  const dataDir = mkdtempSync(join(folder, 'data-'))
  writeShow(dataDir, 'refused', 20)
  const { code, stdout } = await huitou(['sync', '--all', '--data', dataDir, '--to', collector.url], {
    HUITOU_SYNC_TOKEN: 'hts_nobody',
  }).ended
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    unsynced: 20,
    sessions: [{ problem: 'unauthorized', synced: 0 }],
  })
})
