import type { SourceState } from '#shared/protocol/chat-source.ts'
import { retryDelayMs } from '#renderer/timing/retry-delay.ts'
import { within, type Timers } from '#renderer/timing/timers.ts'
import { endsHere, NoAnswer, problemOf, problemOfReason, type LinkProblem } from './link-problem.ts'
import type { MakeRtmClient, RtmClient, RtmEvent, RtmPlace } from './rtm-client.ts'

/** Offline, `login` of agora-rtm never settles; on a slow line it takes two or three seconds. */
const LOGIN_MS = 12_000
const TOKEN_MS = 10_000
const STEP_MS = 10_000
const LOGOUT_MS = 1_500
/** The SDK reconnects by itself; when it has not in this time, we log in anew. */
const GIVE_UP_MS = 30_000
const PROBE_EVERY_MS = 15_000
const PROBE_MS = 8_000
/** Nothing heard and no probe answered for this long: the link only looks alive. Twice as long: log in anew. */
const STALE_AFTER_MS = 35_000
const LONGEST_DELAY_MS = 60_000
/** Before a token ends it is renewed; Agora itself reminds 30 s before. */
const RENEW_BEFORE_MS = 60_000
const RENEW_AGAIN_MS = 5_000

export type LinkStep = 'token' | 'login' | 'channel'

/** The truth about the link at this moment. `connected` only once Agora has let us into the channel. */
export interface LinkStatus {
  readonly state: SourceState
  readonly problem: LinkProblem | null
  /** Which step is under way, or failed. */
  readonly step: LinkStep | null
  /** When the next try begins by itself (device clock); null: none will. */
  readonly retryAtMs: number | null
}

export interface LinkToken {
  readonly token: string
  /** Null when the token does not tell. */
  readonly expiresAtMs: number | null
}

export interface SignalingLinkOptions {
  readonly place: RtmPlace
  readonly makeClient: MakeRtmClient
  /** A token that is good now; null when none is used. Rejects with TokenProblem. */
  readonly token: () => Promise<LinkToken | null>
  readonly timers: Timers
  readonly random: () => number
  readonly onStatus: (status: LinkStatus) => void
  readonly onEvent: (event: Extract<RtmEvent, { type: 'message' | 'everybody' | 'change' }>) => void
  /** The link is back after a break: what comes now may have come before. */
  readonly onBack: () => void
}

export interface SignalingLink {
  readonly status: () => LinkStatus
  readonly publish: (text: string) => Promise<void>
  readonly retryNow: () => void
  /** Logs out and lets go; resolves soon, whatever Agora does. */
  readonly stop: () => Promise<void>
}

export const IDLE: LinkStatus = { state: 'idle', problem: null, step: null, retryAtMs: null }

/** Logs in, subscribes, and keeps it so until stopped. */
export function startSignalingLink(options: SignalingLinkOptions): SignalingLink {
  const { place, timers } = options
  let status: LinkStatus = { ...IDLE, state: 'connecting', step: 'token' }
  let client: RtmClient | null = null
  /** Another object with every try: whoever waited for an answer of an earlier one goes home. */
  let attempt = {}
  let stopped = false
  let wasConnected = false
  let failures = 0
  let lastSignMs = 0
  let probesAnswered = false
  let absences = 0
  const pending = new Map<'retry' | 'giveUp' | 'probe' | 'renew', () => void>()

  const answered = <Value>(ms: number, value: Promise<Value>): Promise<Value> =>
    within(timers, ms, value, () => new NoAnswer(`no answer within ${ms} ms`))
  const cancel = (name: 'retry' | 'giveUp' | 'probe' | 'renew'): void => {
    pending.get(name)?.()
    pending.delete(name)
  }
  const plan = (name: 'retry' | 'giveUp' | 'probe' | 'renew', ms: number, task: () => void): void => {
    cancel(name)
    pending.set(name, timers.after(ms, task))
  }
  const set = (state: SourceState, change: Partial<LinkStatus> = {}): void => {
    status = { state, problem: null, step: null, retryAtMs: null, ...change }
    options.onStatus(status)
  }
  const drop = (): void => {
    attempt = {}
    for (const stop of pending.values()) stop()
    pending.clear()
    client?.dispose()
    client = null
  }

  const fail = (problem: LinkProblem, step: LinkStep | null): void => {
    drop()
    if (endsHere(problem.problem)) return set('failed', { problem, step })
    failures += 1
    const delayMs = retryDelayMs(failures, options.random(), { longestMs: LONGEST_DELAY_MS })
    set('failed', { problem, step, retryAtMs: timers.nowMs() + delayMs })
    plan('retry', delayMs, () => void getIn())
  }

  const getIn = async (): Promise<void> => {
    drop()
    const mine = attempt
    const isMine = (): boolean => attempt === mine && !stopped
    const trying: SourceState = wasConnected ? 'reconnecting' : 'connecting'
    let step: LinkStep = 'token'
    let withToken = true
    try {
      set(trying, { step })
      const token = await answered(TOKEN_MS, options.token())
      if (!isMine()) return
      withToken = token !== null

      step = 'login'
      set(trying, { step })
      const opened = options.makeClient(place)
      client = opened
      opened.subscribeEvents((event) => {
        if (isMine()) onEvent(opened, event)
      })
      await answered(LOGIN_MS, opened.login(token?.token ?? null))
      if (!isMine()) return

      step = 'channel'
      set(trying, { step })
      await answered(STEP_MS, opened.subscribe())
      if (!isMine()) return
      arrived(opened)
      planRenewal(opened, token)
    } catch (error) {
      if (isMine()) fail(problemOf(error, step === 'channel' ? 'channel' : 'login', withToken), step)
    }
  }

  const arrived = (opened: RtmClient): void => {
    cancel('giveUp')
    if (wasConnected) options.onBack()
    wasConnected = true
    absences = 0
    lastSignMs = timers.nowMs()
    set('connected')
    plan('probe', PROBE_EVERY_MS, () => void probe(opened))
  }

  const onEvent = (opened: RtmClient, event: RtmEvent): void => {
    lastSignMs = timers.nowMs()
    switch (event.type) {
      case 'message':
      case 'everybody':
      case 'change':
        if (status.state === 'stale') set('connected')
        return options.onEvent(event)
      case 'tokenWillExpire':
        return void renew(opened)
      case 'link':
        return onLink(opened, event)
      default:
        return event satisfies never
    }
  }

  const onLink = (opened: RtmClient, event: Extract<RtmEvent, { type: 'link' }>): void => {
    switch (event.state) {
      case 'FAILED':
        return fail(problemOfReason(event.reason), status.step)
      case 'CONNECTING':
      case 'DISCONNECTED':
      case 'SUSPENDED':
        // While we log in, the time of our own decides.
        if (status.state !== 'connected' && status.state !== 'stale') return
        cancel('probe')
        set('reconnecting', { problem: { problem: 'lost', detail: event.reason } })
        return plan('giveUp', GIVE_UP_MS, () => fail({ problem: 'lost', detail: event.reason }, null))
      case 'CONNECTED':
        if (status.state === 'reconnecting' && status.step === null) void comeBack(opened, event.restored)
        return
      case 'IDLE':
        return
      default:
        return event.state satisfies never
    }
  }

  /** The link is up again; it counts once Agora confirms that we are in the channel. */
  const comeBack = async (opened: RtmClient, restored: boolean): Promise<void> => {
    const mine = attempt
    options.onBack()
    try {
      const inChannel = restored && (await answered(PROBE_MS, opened.check()).catch(() => false))
      if (attempt !== mine || status.state !== 'reconnecting') return
      if (!inChannel) await answered(STEP_MS, opened.subscribe())
      if (attempt === mine && status.state === 'reconnecting') arrived(opened)
    } catch (error) {
      if (attempt === mine && status.state === 'reconnecting')
        fail(problemOf(error, 'channel', true), 'channel')
    }
  }

  const probe = async (opened: RtmClient): Promise<void> => {
    const mine = attempt
    const inChannel = await answered(PROBE_MS, opened.check()).catch(() => null)
    if (attempt !== mine) return
    plan('probe', PROBE_EVERY_MS, () => void probe(opened))
    if (inChannel === null) return judgeSilence()
    probesAnswered = true
    failures = 0
    lastSignMs = timers.nowMs()
    absences = inChannel ? 0 : absences + 1
    if (status.state === 'stale') set('connected')
    // Presence lags a little: once is no proof.
    if (absences < 2) return
    try {
      await answered(STEP_MS, opened.subscribe())
      absences = 0
    } catch (error) {
      if (attempt === mine) fail(problemOf(error, 'channel', true), 'channel')
    }
  }

  /** Only where probes have ever been answered does an unanswered one mean something. */
  const judgeSilence = (): void => {
    const silentMs = timers.nowMs() - lastSignMs
    if (!probesAnswered || silentMs < STALE_AFTER_MS) return
    const problem: LinkProblem = { problem: 'silent', detail: '' }
    if (silentMs >= 2 * STALE_AFTER_MS) fail(problem, null)
    else set('stale', { problem })
  }

  const planRenewal = (opened: RtmClient, token: LinkToken | null): void => {
    const expiresAtMs = token?.expiresAtMs ?? null
    if (expiresAtMs === null) return
    const leftMs = expiresAtMs - timers.nowMs()
    plan(
      'renew',
      Math.max(RENEW_AGAIN_MS, leftMs - Math.min(RENEW_BEFORE_MS, leftMs / 2)),
      () => void renew(opened),
    )
  }

  /** A failed renewal is tried again until Agora ends the login, which then says so. */
  const renew = async (opened: RtmClient): Promise<void> => {
    const mine = attempt
    plan('renew', TOKEN_MS + STEP_MS + RENEW_AGAIN_MS, () => void renew(opened))
    try {
      const token = await answered(TOKEN_MS, options.token())
      if (attempt !== mine || token === null) return
      await answered(STEP_MS, opened.renewToken(token.token))
      if (attempt !== mine) return
      cancel('renew')
      planRenewal(opened, token)
    } catch {
      if (attempt === mine) plan('renew', RENEW_AGAIN_MS, () => void renew(opened))
    }
  }

  void getIn()

  return {
    status: () => status,
    publish: async (text) => {
      if (client === null || status.state !== 'connected') throw new Error('not connected')
      await answered(STEP_MS, client.publish(text))
    },
    retryNow: () => {
      if (stopped || status.state === 'connected') return
      failures = 0
      void getIn()
    },
    stop: async () => {
      stopped = true
      const leaving = client
      client = null
      drop()
      set('idle')
      if (leaving === null) return
      await answered(LOGOUT_MS, leaving.logout()).catch(() => undefined)
      leaving.dispose()
    },
  }
}
