import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { TokenProblem } from './link-problem.ts'
import { CannotStart, RtmFailure, type RtmEvent } from './rtm-client.ts'
import { startSignalingLink, type LinkStatus, type LinkToken, type SignalingLink } from './signaling-link.ts'
import { ManualTimers, settled } from '#renderer/timing/testing/manual-timers.ts'
import { NEVER, ScriptedRtm } from './testing/scripted-rtm.ts'

const PLACE = { appId: '0123456789abcdef0123456789abcdef', userId: 'host', channel: 'room' }

let agora: ScriptedRtm
let timers: ManualTimers
let link: SignalingLink
let states: string[]
let statuses: LinkStatus[]
let events: RtmEvent[]
let backs: number

beforeEach(() => {
  agora = new ScriptedRtm()
  timers = new ManualTimers()
  states = []
  statuses = []
  events = []
  backs = 0
})
afterEach(() => link.stop())

const start = (token: () => Promise<LinkToken | null> = () => Promise.resolve(null)): void => {
  link = startSignalingLink({
    place: PLACE,
    makeClient: agora.make,
    token,
    timers,
    random: () => 0.5,
    onStatus: (status) => {
      statuses.push(status)
      if (states.at(-1) !== status.state) states.push(status.state)
    },
    onEvent: (event) => events.push(event),
    onBack: () => (backs += 1),
  })
}
const startConnected = async (token?: () => Promise<LinkToken | null>): Promise<void> => {
  start(token)
  await settled()
  expect(link.status().state).toBe('connected')
}
const failing =
  (code: number, reason = 'no') =>
  () =>
    Promise.reject(new RtmFailure(code, reason))
const problem = () => link.status().problem?.problem

describe('getting in', () => {
  it('is connected only once Agora has let us into the channel', async () => {
    agora.answers.set('subscribe', NEVER)
    start()
    await settled()
    expect(link.status()).toMatchObject({ state: 'connecting', step: 'channel' })
    expect(states).toEqual(['connecting'])
  })

  it('gives up a login that never settles, closes what it began, and tries again later and later', async () => {
    agora.answers.set('login', NEVER)
    start()
    await timers.pass(12_000)
    expect(link.status()).toMatchObject({ state: 'failed', step: 'login' })
    expect(problem()).toBe('noNetwork')
    expect(agora.open).toBe(0)
    expect(link.status().retryAtMs).toBe(timers.nowMs() + 1_000)
    await timers.pass(1_000 + 12_000)
    expect(link.status().retryAtMs).toBe(timers.nowMs() + 2_000)
    await timers.pass(2_000 + 12_000)
    expect(link.status().retryAtMs).toBe(timers.nowMs() + 4_000)

    agora.answers.delete('login')
    link.retryNow()
    await settled()
    expect(link.status().state).toBe('connected')
    expect(agora.open).toBe(1)
  })

  it.each([
    [-10003, 'wrongAppId', false],
    [-10015, 'notEnabled', false],
    [-10009, 'tokenExpired', true],
    [-10012, 'unknown', true],
  ])(
    'names what Agora refuses with %i, and tries again only where that can help',
    async (code, name, again) => {
      agora.answers.set('login', failing(code))
      start(() => Promise.resolve({ token: 't', expiresAtMs: null }))
      await settled()
      expect(problem()).toBe(name)
      expect(link.status().retryAtMs !== null).toBe(again)
    },
  )

  it('tells a missing token from a refused one, and a token without the right from a service not enabled', async () => {
    agora.answers.set('login', failing(-10005))
    start()
    await settled()
    expect(problem()).toBe('tokenMissing')
    await link.stop()
    start(() => Promise.resolve({ token: 't', expiresAtMs: null }))
    await settled()
    expect(problem()).toBe('tokenRefused')
    await link.stop()
    agora.answers.set('login', failing(-10015, 'detail: NO_RTM_PRIVILEGE, Token does not have RTM privilege'))
    start(() => Promise.resolve({ token: 't', expiresAtMs: null }))
    await settled()
    expect(problem()).toBe('tokenRefused')
  })

  it('names the step that failed: token server, frame, channel', async () => {
    start(() => Promise.reject(new TokenProblem('tokenServer', 'it answered with status 500')))
    await settled()
    expect(link.status()).toMatchObject({
      step: 'token',
      problem: { problem: 'tokenServer', detail: 'it answered with status 500' },
    })
    await link.stop()
    agora.answers.set('login', () => Promise.reject(new CannotStart('no page')))
    start()
    await settled()
    expect(problem()).toBe('cannotStart')
    await link.stop()
    agora.answers.delete('login')
    agora.answers.set('subscribe', failing(-11038, 'permission denied'))
    start()
    await settled()
    expect(link.status()).toMatchObject({
      step: 'channel',
      problem: { problem: 'channelRefused', detail: 'permission denied' },
    })
  })
})

describe('a break', () => {
  it('is told at once and over only when Agora confirms the channel; one subscription serves throughout', async () => {
    await startConnected()
    agora.link('DISCONNECTED', 'KEEP_ALIVE_TIMEOUT')
    expect(link.status()).toMatchObject({ state: 'reconnecting', problem: { problem: 'lost' } })
    agora.answers.set('check', NEVER)
    agora.link('CONNECTING', 'AUTO_RECONNECT')
    agora.link('CONNECTED', 'RECONNECT_SUCCESS')
    await settled()
    expect(link.status().state).toBe('reconnecting')

    agora.answers.delete('check')
    agora.link('DISCONNECTED', 'KEEP_ALIVE_TIMEOUT')
    agora.link('CONNECTED', 'RECONNECT_SUCCESS')
    await settled()
    expect(link.status()).toMatchObject({ state: 'connected', problem: null })
    expect(agora.count('subscribe')).toBe(1)
    expect(agora.count('login')).toBe(1)
    expect(backs).toBeGreaterThan(0)
    expect(agora.open).toBe(1)
  })

  it('that Agora could not mend is mended by subscribing again', async () => {
    await startConnected()
    agora.link('SUSPENDED', 'RECONNECT_TIMEOUT')
    agora.link('CONNECTED', 'RECONNECT_SUCCESS', false)
    await settled()
    expect(link.status().state).toBe('connected')
    expect(agora.count('subscribe')).toBe(2)
  })

  it('that lasts is ended by logging in anew, with a new client', async () => {
    await startConnected()
    agora.link('DISCONNECTED', 'KEEP_ALIVE_TIMEOUT')
    await timers.pass(30_000)
    expect(link.status()).toMatchObject({ state: 'failed', problem: { problem: 'lost' } })
    expect(agora.open).toBe(0)
    await timers.pass(1_000)
    expect(link.status().state).toBe('connected')
    expect(states).toEqual(['connecting', 'connected', 'reconnecting', 'failed', 'reconnecting', 'connected'])
    expect([agora.count('login'), agora.count('subscribe'), agora.open]).toEqual([2, 2, 1])
  })

  it('because of another login with our name ends here, until somebody says otherwise', async () => {
    await startConnected()
    agora.link('FAILED', 'SAME_UID_LOGIN')
    expect(link.status()).toMatchObject({
      state: 'failed',
      retryAtMs: null,
      problem: { problem: 'kickedOut' },
    })
    await timers.pass(600_000)
    expect(agora.count('login')).toBe(1)
    link.retryNow()
    await settled()
    expect(link.status().state).toBe('connected')
  })

  it('while logging in is left to our own time', async () => {
    agora.answers.set('login', NEVER)
    start()
    await settled()
    agora.link('DISCONNECTED', 'LOGIN_TIMEOUT')
    agora.link('CONNECTING', 'AUTO_RECONNECT')
    expect(link.status().state).toBe('connecting')
  })

  it('delivers nothing of a client that was let go', async () => {
    await startConnected()
    const old = agora
    const speak = { type: 'message', publisher: 'bean', payload: 'hi' } as const
    await link.stop()
    old.happen(speak)
    expect(events).toEqual([])
    expect(link.status().state).toBe('idle')
    expect(old.open).toBe(0)
  })
})

describe('silence', () => {
  it('is no fault while Agora answers', async () => {
    await startConnected()
    await timers.pass(600_000)
    expect(states).toEqual(['connecting', 'connected'])
  })

  it('of a link that looks alive is told as stale, and mended by logging in anew', async () => {
    await startConnected()
    await timers.pass(20_000)
    agora.answers.set('check', NEVER)
    await timers.pass(60_000)
    expect(link.status()).toMatchObject({ state: 'stale', problem: { problem: 'silent' } })
    await timers.pass(60_000)
    expect(states).toContain('failed')
    agora.answers.delete('check')
    await timers.pass(60_000)
    expect(link.status().state).toBe('connected')
    expect(agora.open).toBe(1)
  })

  it('ends with the first message', async () => {
    await startConnected()
    await timers.pass(20_000)
    agora.answers.set('check', NEVER)
    await timers.pass(60_000)
    expect(link.status().state).toBe('stale')
    agora.happen({ type: 'message', publisher: 'bean', payload: 'hi' })
    expect(link.status().state).toBe('connected')
    expect(events).toHaveLength(1)
  })

  it('is not read out of probes that Agora has never answered', async () => {
    agora.answers.set('check', failing(-13014))
    await startConnected()
    await timers.pass(600_000)
    expect(states).toEqual(['connecting', 'connected'])
  })

  it('of a channel we have fallen out of is ended by subscribing again', async () => {
    await startConnected()
    agora.answers.set('check', () => Promise.resolve(false))
    await timers.pass(15_000)
    expect(agora.count('subscribe')).toBe(1)
    await timers.pass(15_000)
    expect(agora.count('subscribe')).toBe(2)
    expect(link.status().state).toBe('connected')
  })
})

describe('a token', () => {
  it('is renewed before it ends, and again when Agora reminds', async () => {
    let given = 0
    const token = (): Promise<LinkToken> => {
      given += 1
      return Promise.resolve({ token: `t${given}`, expiresAtMs: timers.nowMs() + 600_000 })
    }
    await startConnected(token)
    await timers.pass(545_000)
    expect(agora.calls.filter((call) => call.startsWith('renewToken'))).toEqual(['renewToken t2'])
    agora.happen({ type: 'tokenWillExpire' })
    await settled()
    expect(agora.calls.filter((call) => call.startsWith('renewToken'))).toEqual([
      'renewToken t2',
      'renewToken t3',
    ])
    expect(states).toEqual(['connecting', 'connected'])
  })

  it('that cannot be renewed is asked for again, and when it has ended a new login is made', async () => {
    let broken = false
    let given = 0
    const token = (): Promise<LinkToken> => {
      if (broken) return Promise.reject(new TokenProblem('tokenServer', 'status 500'))
      given += 1
      return Promise.resolve({ token: `t${given}`, expiresAtMs: timers.nowMs() + 600_000 })
    }
    await startConnected(token)
    broken = true
    await timers.pass(560_000)
    expect(link.status().state).toBe('connected')
    agora.link('FAILED', 'TOKEN_EXPIRED')
    expect(link.status()).toMatchObject({ state: 'failed', problem: { problem: 'tokenExpired' } })
    broken = false
    await timers.pass(2_000)
    expect(link.status().state).toBe('connected')
    expect(agora.calls.filter((call) => call.startsWith('login'))).toEqual(['login t1', 'login t2'])
  })
})

describe('leaving', () => {
  it('logs out, and does not wait for an Agora that is silent', async () => {
    await startConnected()
    agora.answers.set('logout', NEVER)
    const left = link.stop()
    await timers.pass(2_000)
    await left
    expect(agora.count('logout')).toBe(1)
    expect(agora.open).toBe(0)
    expect(statuses.at(-1)?.state).toBe('idle')
  })
})
