import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHash, randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { Upload } from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { sessionResponseSchema } from '#shared/protocol/collector.ts'
import { quickDatabase, type TestDatabase } from './testing/databases.ts'
import { startTestCollector, type TestCollector } from './testing/start-collector.ts'
import { danmaku, TestStudio } from './testing/test-events.ts'

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

describe('recordings', () => {
  let database: TestDatabase
  let collector: TestCollector
  let alpha: TestStudio
  let beta: TestStudio
  const file = randomBytes(3 * 1_024 * 1_024 + 17)

  beforeAll(async () => {
    database = await quickDatabase()
    collector = await startTestCollector({
      databaseUrl: await database.make(),
      limits: { recordingBytes: 8 * 1_024 * 1_024 },
    })
    alpha = new TestStudio(collector.url, await collector.studioToken('alpha'))
    beta = new TestStudio(collector.url, await collector.studioToken('beta'))
    await alpha.push('s1', danmaku(1, 1))
  })
  afterAll(async () => {
    await collector.stop()
    await database.stop()
  })

  const recordingsOf = async (studio: TestStudio) =>
    sessionResponseSchema.parse(await (await studio.ask('/v1/sessions/s1')).json()).recordings

  /** Sends with a client of tus that is not ours; gives the address, and stops after `stopAfter` bytes. */
  const send = (
    filename: string,
    bytes: Buffer,
    from: string | null,
    stopAfter = Infinity,
  ): Promise<string> =>
    new Promise((resolve, reject) => {
      const upload: Upload = new Upload(bytes, {
        endpoint: `${collector.url}/v1/recordings`,
        uploadUrl: from,
        headers: { authorization: `Bearer ${alpha.token}` },
        metadata: { sessionId: 's1', filename, filetype: 'video/mp4' },
        chunkSize: 1_024 * 1_024,
        retryDelays: null,
        storeFingerprintForResuming: false,
        onChunkComplete: (_size, sent) => {
          if (sent >= stopAfter && sent < bytes.length) {
            void upload.abort().then(() => resolve(upload.url ?? ''))
          }
        },
        onSuccess: () => resolve(upload.url ?? ''),
        onError: reject,
      })
      upload.start()
    })

  it('come in resumably, are listed with their session, and are given back whole', async () => {
    const url = await send('show.mp4', file, null, 1_024 * 1_024)
    expect(await recordingsOf(alpha)).toMatchObject([
      { fileName: 'show.mp4', bytes: file.length, finishedAtMs: null },
    ])
    expect((await alpha.ask(url)).status).toBe(404)
    expect(await send('show.mp4', file, url)).toBe(url)
    const [recording] = await recordingsOf(alpha)
    expect(recording?.finishedAtMs).not.toBeNull()
    const answer = await alpha.ask(url)
    expect(answer.headers.get('content-type')).toBe('video/mp4')
    expect(hash(Buffer.from(await answer.arrayBuffer()))).toBe(hash(file))
    expect(hash(readFileSync(join(collector.dataDir, 'recordings', recording?.id ?? '')))).toBe(hash(file))

    // Sent once more, it takes the place of the first.
    const again = await send('show.mp4', file, null)
    expect((await recordingsOf(alpha)).map(({ id }) => id)).toEqual([again.split('/').at(-1)])
    expect((await alpha.ask(url)).status).toBe(404)
  })

  it('keep what came of a connection that was cut', async () => {
    const created = await alpha.ask('/v1/recordings', {
      method: 'POST',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': String(file.length),
        'upload-metadata': `sessionId ${btoa('s1')},filename ${btoa('cut.mp4')}`,
      },
    })
    const url = new URL(created.headers.get('location') ?? '', collector.url)
    const half = file.length / 2 - 0.5
    await new Promise<void>((resolve) => {
      const asked = httpRequest(url, {
        method: 'PATCH',
        headers: {
          authorization: `Bearer ${alpha.token}`,
          'tus-resumable': '1.0.0',
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
          'content-length': file.length,
        },
      })
      asked.on('error', () => undefined).on('close', resolve)
      asked.write(file.subarray(0, half), () => asked.destroy())
    })
    const offset = async () => {
      const answer = await alpha.ask(url.href, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })
      return Number(answer.headers.get('upload-offset'))
    }
    await expect.poll(offset).toBeGreaterThan(0)
    await send('cut.mp4', file, url.href)
    const answer = await alpha.ask(url.href)
    expect(hash(Buffer.from(await answer.arrayBuffer()))).toBe(hash(file))
  })

  it('are nobody else’s, and no larger than allowed', async () => {
    const url = await send('mine.mp4', file, null, 1_024 * 1_024)
    for (const method of ['HEAD', 'GET', 'PATCH', 'DELETE']) {
      const answer = await beta.ask(url, {
        method,
        headers: {
          'tus-resumable': '1.0.0',
          'upload-offset': String(1_024 * 1_024),
          ...(method === 'PATCH' && { 'content-type': 'application/offset+octet-stream' }),
        },
        ...(method === 'PATCH' && { body: 'x' }),
      })
      expect(answer.status).toBe(404)
    }
    await send('mine.mp4', file, url)
    const large = Buffer.alloc(9 * 1_024 * 1_024)
    await expect(send('large.mp4', large, null)).rejects.toThrow('413')
    await expect(send('', file, null)).rejects.toThrow('400')
    const gone = await alpha.ask(url, { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } })
    expect(gone.status).toBe(204)
    expect((await recordingsOf(alpha)).some(({ fileName }) => fileName === 'mine.mp4')).toBe(false)
  })
})
