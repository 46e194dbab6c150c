import { Agent, request } from 'node:http'
import { afterEach, expect, it } from 'vitest'

import { becomeHost, codeFor, openSocket, originOf, pair, startRig } from './testing/transport-rig.ts'
import type { Rig } from './testing/transport-rig.ts'

let rig: Rig
afterEach(() => rig.stop())

const ATTEMPTS = 10_000

interface Answer {
  readonly status: number
  readonly error: unknown
  readonly retryAfter: number
}

function attempt(agent: Agent, code: string): Promise<Answer> {
  const body = JSON.stringify({ code, name: '小林' })
  return new Promise((resolve, reject) => {
    const out = request(
      new URL('/v1/pair', rig.transport.url),
      {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: originOf(rig.transport.url) },
      },
      (response) => {
        let text = ''
        response.on('data', (piece: Buffer) => (text += piece.toString()))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            error: (JSON.parse(text) as { error: unknown }).error,
            retryAfter: Number(response.headers['retry-after'] ?? 0),
          }),
        )
      },
    )
    out.on('error', reject)
    out.end(body)
  })
}

it('refuses ten thousand guesses clearly while the host goes on working', async () => {
  rig = await startRig()
  const host = await openSocket(rig.transport.url, 'host', await becomeHost(rig))
  const right = codeFor(rig, 'viewer')
  const grantsBefore = rig.grants.size()

  let flooding = true
  let exchanged = 0
  const talk = (async () => {
    while (flooding) {
      host.send({ type: 'ping', sentAtMs: exchanged })
      const pong = await host.next('pong')
      expect(pong.sentAtMs).toBe(exchanged)
      exchanged += 1
      rig.clock.nowMs += 100
    }
  })()

  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const answers: Answer[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < ATTEMPTS) {
      const guess = String(next++).padStart(6, '0')
      if (guess !== right) answers.push(await attempt(agent, guess))
    }
  }
  await Promise.all(Array.from({ length: 64 }, worker))
  flooding = false
  await talk
  agent.destroy()

  const count = (status: number): number => answers.filter((answer) => answer.status === status).length
  expect(count(403)).toBe(5)
  expect(count(429)).toBe(answers.length - 5)
  for (const { status, error, retryAfter } of answers) {
    expect(error).toMatch(status === 429 ? 'tooManyAttempts' : /wrongCode|expiredCode/)
    if (status === 429) expect(retryAfter).toBeGreaterThan(0)
  }
  expect(rig.grants.size()).toBe(grantsBefore)
  expect(exchanged).toBeGreaterThan(0)
  expect(rig.hub.links.size).toBe(1)
  expect((await pair(rig.transport.url, right, '小林')).status).toBe(429)
})
