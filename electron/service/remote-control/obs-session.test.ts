import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import type { Clock } from '../clock.ts'
import { codecOf } from './message-codec.ts'
import { authFor } from './obs-auth.ts'
import { openObsSession } from './obs-session.ts'
import { createRequests } from './requests.ts'
import { bareStudio } from './testing/bare-studio.ts'

const SALT = 'lM1GncleQOaCu9lT1yeUZhFYnqhsLLP1G5lAGo3ixaI='
const helloSchema = z.object({ d: z.object({ authentication: z.object({ challenge: z.string() }) }) })

/** Time that moves when the test says so. */
function testClock() {
  let nowMs = 0
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>()
  const clock: Clock = {
    nowMs: () => nowMs,
    setTimeout: (run, ms) => {
      const timer = { atMs: nowMs + ms, run }
      timers.add(timer)
      return { cancel: () => void timers.delete(timer) }
    },
    setImmediate: (run) => void setImmediate(run),
  }
  const pass = (ms: number): void => {
    nowMs += ms
    for (const timer of timers) {
      if (timer.atMs > nowMs) continue
      timers.delete(timer)
      timer.run()
    }
  }
  return { clock, pass, pending: () => timers.size }
}

function openSession(options: { readonly verdictDelayMs?: number; readonly hasRoom?: boolean } = {}) {
  const time = testClock()
  const sent: string[] = []
  const closed: number[] = []
  let wrong = 0
  const session = openObsSession({
    codec: codecOf('obswebsocket.json'),
    auth: authFor('supersecretpassword', SALT),
    studio: bareStudio(time.clock),
    requests: createRequests(),
    clock: time.clock,
    send: (message) => void sent.push(String(message)),
    close: (code) => void closed.push(code),
    verdictDelayMs: async () => options.verdictDelayMs ?? 0,
    hasRoom: () => options.hasRoom ?? true,
    onWrongPassword: () => (wrong += 1),
    onIdentified: () => undefined,
  })
  const say = (message: unknown): void => session.receive(Buffer.from(JSON.stringify(message)), false)
  const { challenge } = helloSchema.parse(JSON.parse(sent[0] ?? '')).d.authentication
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64')
  const authentication = sha256(sha256(`supersecretpassword${SALT}`) + challenge)
  const identify = (answer = authentication): void =>
    say({ op: 1, d: { rpcVersion: 1, authentication: answer } })
  return { session, time, sent, closed, say, identify, authentication, wrong: () => wrong }
}

/** The timers of the test stand still; promises do not. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a connection', () => {
  it('is let go when it says nothing for ten seconds', () => {
    const { time, closed } = openSession()
    time.pass(9_999)
    expect(closed).toEqual([])
    time.pass(1)
    expect(closed).toEqual([4007])
  })

  it('may take as long as it likes once it has identified', async () => {
    const { time, closed, session, identify } = openSession()
    identify()
    await settled()
    time.pass(60_000)
    expect(session.isIdentified()).toBe(true)
    expect(closed).toEqual([])
  })

  it('waits for the answer when somebody has been guessing, right or wrong, and can be let go meanwhile', async () => {
    for (const answer of [undefined, 'wrong']) {
      const { time, closed, session, identify } = openSession({ verdictDelayMs: 2_000 })
      identify(answer)
      await settled()
      expect([session.isIdentified(), closed]).toEqual([false, []])
      time.pass(2_000)
      await settled()
      expect(session.isIdentified()).toBe(answer === undefined)
    }
    const { closed, say, identify } = openSession({ verdictDelayMs: 2_000 })
    identify()
    say({ op: 6, d: { requestType: 'GetVersion', requestId: '1' } })
    expect(closed).toEqual([4007])
  })

  it('does not take the same answer in another connection: each has a challenge of its own', async () => {
    const first = openSession()
    const second = openSession()
    second.identify(first.authentication)
    await settled()
    expect(second.closed).toEqual([4009])
    expect(second.wrong()).toBe(1)
  })

  it('is told when there is no place left', async () => {
    const { identify, closed, session } = openSession({ hasRoom: false })
    identify()
    await settled()
    expect([closed, session.isIdentified()]).toEqual([[1013], false])
  })

  it('is let go when it floods', async () => {
    const { identify, say, closed } = openSession()
    identify()
    await settled()
    for (let sent = 0; sent < 5_000; sent += 1) say({ op: 3, d: {} })
    expect(closed).toEqual([1008])
  })

  it('leaves nothing behind when it goes in the middle of a pause', async () => {
    const { identify, say, session, sent, time } = openSession()
    identify()
    await settled()
    const before = sent.length
    const requests = [
      { requestType: 'Sleep', requestData: { sleepMillis: 50_000 } },
      { requestType: 'GetVersion' },
    ]
    say({ op: 8, d: { requestId: 'b', requests } })
    await settled()
    expect(time.pending()).toBe(1)
    session.gone()
    await settled()
    expect(time.pending()).toBe(0)
    expect(sent).toHaveLength(before)
  })

  it('never throws and is closed at most once, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.json(), fc.string(), messages), { maxLength: 20 }),
        async (texts) => {
          const { session, identify, closed } = openSession()
          identify()
          await settled()
          for (const text of texts) session.receive(Buffer.from(text), false)
          await settled()
          expect(closed.length).toBeLessThanOrEqual(1)
          session.gone()
        },
      ),
      { numRuns: 200 },
    )
  })
})

/** Messages that are nearly right. */
const messages = fc
  .record(
    {
      op: fc.constantFrom(1, 3, 6, 8, 9, -1),
      d: fc.record(
        {
          requestId: fc.oneof(fc.string(), fc.integer()),
          requestType: fc.constantFrom(
            'GetVersion',
            'SetInputVolume',
            'BroadcastCustomEvent',
            '__proto__',
            '',
          ),
          requestData: fc.anything({ withNullPrototype: true }),
          eventSubscriptions: fc.oneof(fc.integer(), fc.string()),
          requests: fc.array(fc.anything(), { maxLength: 5 }),
          executionType: fc.integer({ min: -2, max: 4 }),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  )
  .map((message) => JSON.stringify(message))
