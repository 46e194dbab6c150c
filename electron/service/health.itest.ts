import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'

import type { HealthSample } from '#shared/domain/health/health-sample.ts'
import type { Down } from '#shared/protocol/down.ts'
import { openSessionLogReader } from './log/log-reader.ts'
import { startTestService, type TestService } from './testing/test-service.ts'
import type { WireClient } from './testing/wire-client.ts'

const run = promisify(execFile)

const SAMPLE: HealthSample = {
  fps: 29.9,
  renderMs: 6.2,
  skipped: 0,
  cameras: [{ slot: 1, fps: 30 }],
  recording: { bytes: 1_200_000, dropped: 0 },
  outputs: [
    { id: 'whip-1', kind: 'whip', status: 'live', kbps: 2_480, roundTripMs: 38, loss: 0.004, quality: null },
  ],
  cpu: 0.43,
  memory: { usedBytes: 5_000_000_000, freeBytes: 3_000_000_000 },
  diskBytes: 90_000_000_000,
  peakDb: -9.5,
}

let running: TestService | null = null
const start = async (...options: Parameters<typeof startTestService>): Promise<TestService> => {
  running = await startTestService(...options)
  return running
}
afterEach(async () => {
  await running?.stop()
  running = null
})

const history = async (client: WireClient, requestId: string) => {
  client.send({ type: 'request', requestId, request: { type: 'healthHistory' } })
  const answer = await client.frame(
    (frame): frame is Extract<Down, { type: 'response' | 'requestFailed' }> =>
      (frame.type === 'response' || frame.type === 'requestFailed') && frame.requestId === requestId,
  )
  if (answer.type === 'requestFailed') return answer.problem
  return answer.body.type === 'healthHistory' ? answer.body.samples : []
}

const loggedIn = (studio: TestService, { state }: WireClient) => {
  const log = openSessionLogReader(join(studio.dataDir, 'sessions', `${state.sessionId}.db`))
  const events = [...log.iterate()]
  log.close()
  return events
}

const huitou = async (studio: TestService, ...args: string[]): Promise<string[]> => {
  const cli = new URL('cli/huitou.ts', import.meta.url).pathname
  const { stdout } = await run(process.execPath, [cli, ...args, '--data', studio.dataDir])
  return stdout.trimEnd().split('\n')
}

describe('the health of a show', () => {
  test('lands in the log while it is live, is told on request, and reaches no screen by itself', async () => {
    const studio = await start()
    const [host, lin] = [await studio.host(), await studio.moderator('小林')]
    host.send({ type: 'healthSample', sample: SAMPLE })
    expect(await host.command({ type: 'goLive' })).toBeNull()
    expect(await history(host, 'before')).toEqual([])

    let asked = 0
    await expect
      .poll(
        async () => {
          host.send({ type: 'healthSample', sample: SAMPLE })
          return (await history(host, `h${(asked += 1)}`)).length
        },
        { timeout: 20_000 },
      )
      .toBeGreaterThan(1)
    const samples = await history(host, 'after')
    expect(samples.at(0)).toMatchObject({ sample: SAMPLE })
    expect(await history(lin, 'not-mine')).toBe('notAllowed')

    expect(await lin.command({ type: 'blockWord', word: '加微信' })).toBeNull()
    for (const staff of [host, lin]) await staff.until(({ state }) => state.blockedWords.length === 1)
    const seen = [...host.frames, ...lin.frames].flatMap((frame) =>
      frame.type === 'events' ? frame.events.map(({ type }) => type) : [],
    )
    expect(seen).not.toContain('healthSampled')
    expect(lin.state.seq).toBe(host.state.seq)

    const events = loggedIn(studio, host)
    expect(events.filter(({ type }) => type === 'healthSampled').length).toBeGreaterThan(1)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))

    const lines = await huitou(studio, 'log', host.state.sessionId)
    expect(lines.filter((line) => line.includes('"type":"healthSampled"')).length).toBeGreaterThan(1)
    expect((await huitou(studio, 'verify')).at(-1)).toContain('"ok":true')
  })

  test('of outputs and sources is logged when it changes', async () => {
    const studio = await start()
    const host = await studio.host()
    expect(await host.command({ type: 'goLive' })).toBeNull()
    const output = { output: 'whip-1', kind: 'whip', status: 'reconnecting', problem: 'outputLost' } as const
    host.send({ type: 'outputChanged', commandId: 'change-0001', change: output })
    host.send({ type: 'outputChanged', commandId: 'change-0001', change: output })
    const source = { source: 'camera2', status: 'failed', problem: 'deviceGone' } as const
    host.send({ type: 'sourceChanged', commandId: 'change-0002', change: source })
    await host.until(({ frames }) => frames.filter(({ type }) => type === 'ack').length === 4)
    const changes = loggedIn(studio, host).filter(({ type }) => type.endsWith('Changed'))
    expect(changes.map(({ type, body }) => ({ type, body }))).toEqual([
      { type: 'outputChanged', body: output },
      { type: 'sourceChanged', body: source },
    ])
  })

  test('cannot be told by a moderator', async () => {
    const studio = await start()
    const lin = await studio.moderator('小林')
    lin.send({ type: 'healthSample', sample: SAMPLE })
    const bye = await lin.frame((frame): frame is Extract<Down, { type: 'bye' }> => frame.type === 'bye')
    expect(bye.reason).toBe('badFrame')
  })

  test('of the machine is told to hosts alone', async () => {
    const studio = await start()
    const [host, lin] = [await studio.host(), await studio.moderator('小林')]
    const { machine } = await host.frame(
      (frame): frame is Extract<Down, { type: 'machine' }> => frame.type === 'machine',
    )
    expect(machine.diskFreeBytes).toBeGreaterThan(0)
    expect(machine.clock.state).toBe('ok')
    await lin.until(({ frames }) => frames.some(({ type }) => type === 'health'))
    expect(lin.frames.some(({ type }) => type === 'machine')).toBe(false)
  })
})

describe('going live against the pre-flight check', () => {
  test('is logged with the reason and what it passed over, before the show begins', async () => {
    const studio = await start()
    const host = await studio.host()
    const override = { reason: '借用场地，只有声音', lines: ['cameras/none', 'disk/short'] }
    expect(await host.command({ type: 'goLive', override })).toBeNull()
    const story = loggedIn(studio, host).slice(-2)
    expect(story.map(({ type }) => type)).toEqual(['preflightOverridden', 'wentLive'])
    expect(story[0]?.body).toEqual(override)
    expect(story[0]?.actor.role).toBe('host')
  })

  test('asks for a reason', async () => {
    const studio = await start()
    const host = await studio.host()
    host.socket.send(
      JSON.stringify({
        type: 'command',
        commandId: 'override-01',
        command: { type: 'goLive', override: { reason: ' 急 ', lines: ['cameras/none'] } },
      }),
    )
    const bye = await host.frame((frame): frame is Extract<Down, { type: 'bye' }> => frame.type === 'bye')
    expect(bye.reason).toBe('badFrame')
  })
})
