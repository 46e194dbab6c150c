import { spawnSync } from 'node:child_process'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { findProgram } from '../scripts/find-program.ts'
import { openStudio, stateOf, test } from './harness/studio.ts'
import { startWhipServer, type WhipBehaviour, type WhipServer } from './whip/whip-server.ts'

const servers: WhipServer[] = []
test.afterEach(async ({ page }) => {
  await page.evaluate(() => window.engine.dispose()).catch(() => undefined)
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

async function serve(behaviour: Partial<WhipBehaviour> = {}): Promise<WhipServer> {
  const server = await startWhipServer(behaviour)
  servers.push(server)
  return server
}

const publish = (page: Page, url: string, bearerToken: string | null = 'sesame', simulcast = false) =>
  page.evaluate(
    async (target) => {
      window.output = await window.engine.publishTo({ kind: 'whip', maxVideoKbps: 1500, ...target })
    },
    { url, bearerToken, simulcast },
  )

const outputOf = async (page: Page) => (await stateOf(page)).outputs.at(-1)
const statusOf = async (page: Page) => (await outputOf(page))?.status

/** A server that the program is live at. */
async function servePublished(
  page: Page,
  harnessUrl: string,
  behaviour: Partial<WhipBehaviour> = {},
  simulcast = false,
): Promise<WhipServer> {
  const server = await serve(behaviour)
  await openStudio(page, harnessUrl)
  await publish(page, server.url, 'sesame', simulcast)
  await expect.poll(() => statusOf(page)).toBe('live')
  return server
}

/** Makes the page remember its connections, to look at from outside. */
const keepPeers = (page: Page) =>
  page.addInitScript(() => {
    const peers: RTCPeerConnection[] = []
    window.peers = peers
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        peers.push(this)
      }
    }
  })

/** Width and height of each picture that is encoded now. */
const sizesSent = (page: Page) =>
  page.evaluate(async () => {
    const sizes: [number, number][] = []
    const report = await window.peers?.at(-1)?.getStats()
    report?.forEach((entry: RTCOutboundRtpStreamStats) => {
      const { type, kind, frameWidth = 0, frameHeight = 0 } = entry
      if (type === 'outbound-rtp' && kind === 'video' && frameWidth > 0) sizes.push([frameWidth, frameHeight])
    })
    return sizes
  })

const arrived = (server: WhipServer) => server.sessions().at(-1)?.packets ?? { audio: 0, video: 0 }

/** More packets of both kinds arrive from now on. */
async function expectArriving(server: WhipServer): Promise<void> {
  const { audio, video } = { ...arrived(server) }
  await expect.poll(() => arrived(server).video, { timeout: 30_000 }).toBeGreaterThan(video + 50)
  await expect.poll(() => arrived(server).audio).toBeGreaterThan(audio + 150)
}

const probeSchema = z.object({
  streams: z.array(
    z.object({ codec_type: z.string(), codec_name: z.string(), nb_read_frames: z.coerce.number() }),
  ),
})

/** What a decoder makes of what arrived. */
function decode(file: string) {
  const probe = findProgram('ffprobe')
  if (probe === null) throw new Error('ffprobe is not installed')
  const entries = 'stream=codec_type,codec_name,nb_read_frames'
  const args = ['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'json', file]
  const { stdout, stderr } = spawnSync(probe, args, { encoding: 'utf8' })
  const { streams } = probeSchema.parse(JSON.parse(stdout))
  const stream = (kind: string) => streams.find(({ codec_type }) => codec_type === kind)
  // How werift's writer builds the container is not what is tested; what decoders say is.
  const complaints = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('[matroska'))
  return { video: stream('video'), audio: stream('audio'), complaints }
}

for (const [codec, decoder] of [
  ['H264', 'h264'],
  ['VP8', 'vp8'],
] as const) {
  test(`the program arrives as ${codec} and Opus that decode, and stopping deletes the session`, async ({
    page,
    harnessUrl,
  }, testInfo) => {
    test.skip(findProgram('ffprobe') === null, 'ffprobe is not installed')
    const recordTo = testInfo.outputPath('arrived.webm')
    const server = await serve({ codec, recordTo })
    await openStudio(page, harnessUrl)
    await publish(page, server.url)
    await expect.poll(() => statusOf(page)).toBe('live')
    await expectArriving(server)
    await expect.poll(async () => (await outputOf(page))?.stats?.videoKbps ?? 0).toBeGreaterThan(50)
    expect(await outputOf(page)).toMatchObject({ error: null, attempt: 0, retryAtMs: null })

    await page.evaluate(() => window.output.stop())
    expect(server.of('DELETE')).toMatchObject([{ authorization: 'Bearer sesame', status: 200 }])
    expect(server.sessions()).toEqual([])
    expect((await stateOf(page)).outputs).toEqual([])
    const { video, audio, complaints } = decode(recordTo)
    expect(complaints).toEqual([])
    expect(video).toMatchObject({ codec_name: decoder })
    expect(video?.nb_read_frames).toBeGreaterThan(30)
    expect(audio).toMatchObject({ codec_name: 'opus' })
    expect(audio?.nb_read_frames).toBeGreaterThan(50)
  })
}

test('a refused token is said so and not tried again until somebody asks', async ({ page, harnessUrl }) => {
  const server = await serve()
  await openStudio(page, harnessUrl)
  await publish(page, server.url, 'wrong')
  await expect.poll(() => statusOf(page)).toBe('failed')
  const failed = await page.evaluate(() => {
    const { error } = window.engine.getState().outputs[0] ?? { error: null }
    return [error?.kind, error?.message]
  })
  expect(failed).toEqual(['outputTokenRefused', 'HTTP 401: Unknown stream key'])
  expect(JSON.stringify(await stateOf(page))).not.toContain('wrong')
  expect((await outputOf(page))?.retryAtMs).toBe(null)
  expect(server.of('POST')).toHaveLength(1)

  server.behaviour.token = 'wrong'
  await page.evaluate(() => window.output.retryNow())
  await expect.poll(() => statusOf(page)).toBe('live')
  expect(server.of('POST')).toHaveLength(2)
})

test('a server that crashes and comes back gets a new session, and pictures flow again', async ({
  page,
  harnessUrl,
}) => {
  const server = await servePublished(page, harnessUrl)
  server.behaviour.refusal = { status: 503, headers: { 'Retry-After': '1' } }
  await server.crash()
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('reconnecting')
  await expect.poll(async () => (await outputOf(page))?.retryAtMs ?? 0).toBeGreaterThan(0)
  await expect.poll(() => server.of('POST').at(-1)?.status).toBe(503)
  server.behaviour.refusal = null
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('live')
  await expectArriving(server)
  expect(server.of('POST').at(-1)?.status).toBe(201)
})

test('a path that goes dead is mended by an ICE restart on the same session', async ({
  page,
  harnessUrl,
}) => {
  const server = await servePublished(page, harnessUrl)
  server.sessions()[0]?.goDeaf()
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('reconnecting')
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('live')
  await expectArriving(server)
  expect(server.of('POST')).toHaveLength(1)
  const restarts = server.of('PATCH').filter(({ ifMatch }) => ifMatch === '*')
  expect(restarts).toMatchObject([{ status: 200, authorization: 'Bearer sesame' }])
})

test('where restarts are refused a dead path is replaced by a new session', async ({ page, harnessUrl }) => {
  const server = await servePublished(page, harnessUrl, { patch: 'refused' })
  server.sessions()[0]?.goDeaf()
  await expect.poll(() => server.of('POST').length, { timeout: 40_000 }).toBe(2)
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('live')
  await expectArriving(server)
  expect(server.of('DELETE')).toMatchObject([{ status: 200 }])
  expect(server.sessions()).toHaveLength(1)
})

test('a redirect is followed, and the token stays with the origin it was meant for', async ({
  page,
  harnessUrl,
}) => {
  const elsewhere = await serve({ token: null })
  const server = await servePublished(page, harnessUrl, { redirectTo: elsewhere.url })
  expect(server.of('POST')).toMatchObject([{ authorization: 'Bearer sesame', status: 307 }])
  expect(elsewhere.of('POST')).toMatchObject([{ authorization: null, status: 201 }])
  await page.evaluate(() => window.output.stop())
  expect(elsewhere.of('DELETE')).toMatchObject([{ authorization: null, status: 200 }])
})

test('a server nobody answers at is told as unreachable and tried again', async ({ page, harnessUrl }) => {
  const server = await startWhipServer()
  await server.stop()
  await openStudio(page, harnessUrl)
  await publish(page, server.url)
  await expect.poll(() => statusOf(page)).toBe('reconnecting')
  const kind = await page.evaluate(() => window.engine.getState().outputs[0]?.error?.kind)
  expect(kind).toBe('outputUnreachable')
})

test('leaving the page deletes the session', async ({ page, harnessUrl }) => {
  const server = await servePublished(page, harnessUrl)
  await page.goto('about:blank')
  await expect.poll(() => server.of('DELETE').length).toBe(1)
})

test('a server without simulcast gets the whole picture, not the smallest', async ({ page, harnessUrl }) => {
  await keepPeers(page)
  await servePublished(page, harnessUrl, { codec: 'VP8' }, true)
  await expect.poll(() => sizesSent(page)).toEqual([[360, 640]])
})

test('a server with simulcast gets the picture in several sizes', async ({ page, harnessUrl }) => {
  await keepPeers(page)
  const server = await servePublished(page, harnessUrl, { codec: 'VP8', simulcast: true }, true)
  await expect.poll(() => [...(server.sessions()[0]?.layers ?? [])]).toContain('q')
  await expect
    .poll(async () => (await sizesSent(page)).filter(([width]) => width > 0).length)
    .toBeGreaterThan(1)
})
