import { createListeners } from '#shared/lib/listeners.ts'
import type { Down } from '#shared/protocol/down.ts'
import type { RemoteAction, RemoteLevels, RemoteOutcome, RemoteState } from '#shared/protocol/remote.ts'
import type { Up } from '#shared/protocol/up.ts'
import type { Clock, TimerHandle } from '../clock.ts'
import { createTokenBucket, type Rate } from '../transport/token-bucket.ts'

/** A connected host window, as far as it is asked for things here. */
export interface HostPeer {
  readonly send: (frame: Down) => void
}

export type RemoteUp = Extract<Up, { type: 'remoteState' | 'remoteLevels' | 'remoteResult' }>

/**
 * `noHost`: no host window is connected, or none has told its state yet. `timeout`: it did not answer in time.
 * `tooMany`: all surfaces together ask for more than a host window can be bothered with.
 */
export type AskOutcome =
  | RemoteOutcome
  | { readonly ok: false; readonly problem: 'noHost' | 'timeout' | 'tooMany' }

/**
 * Finds the host window that is asked: of several, the one that told its state last. When that one goes, the next
 * latest takes over with what it last told.
 */
export interface HostBroker {
  readonly joined: (host: HostPeer) => void
  readonly left: (host: HostPeer) => void
  readonly take: (host: HostPeer, frame: RemoteUp) => void
  /** Null while there is no host window to ask. */
  readonly state: () => RemoteState | null
  readonly onState: (listener: (state: RemoteState | null) => void) => () => void
  readonly onLevels: (listener: (levels: RemoteLevels) => void) => () => void
  /** Each action is answered exactly once. Never rejects. */
  readonly ask: (action: RemoteAction) => Promise<AskOutcome>
  /** What host windows are to tell; while nobody listens they tell nothing. */
  readonly watch: (wanted: { readonly state: boolean; readonly levels: boolean }) => void
}

const ANSWER_WITHIN_MS = 3_000
/** A few dials turned at once; each action costs the host window two frames. */
const ASK_RATE: Rate = { perSecond: 150, burst: 400 }

interface Asked {
  readonly host: HostPeer
  readonly settle: (outcome: AskOutcome) => void
  readonly timer: TimerHandle
}

export function createHostBroker(clock: Clock): HostBroker {
  const states = createListeners<RemoteState | null>()
  const levels = createListeners<RemoteLevels>()
  const hosts = new Set<HostPeer>()
  /** In the order of their last report: the latest at the end. */
  const reports = new Map<HostPeer, RemoteState>()
  const asked = new Map<string, Asked>()
  const takeAsk = createTokenBucket(ASK_RATE, clock.nowMs)
  let wanted = { state: false, levels: false }
  let lastAction = 0

  const current = (): HostPeer | null => [...reports.keys()].at(-1) ?? null
  const state = (): RemoteState | null => [...reports.values()].at(-1) ?? null

  const settle = (actionId: string, outcome: AskOutcome): void => {
    const waiting = asked.get(actionId)
    if (!waiting) return
    asked.delete(actionId)
    waiting.timer.cancel()
    waiting.settle(outcome)
  }

  const forget = (host: HostPeer): void => {
    const wasCurrent = current() === host
    reports.delete(host)
    for (const [actionId, waiting] of asked) {
      if (waiting.host === host) settle(actionId, { ok: false, problem: 'noHost' })
    }
    if (wasCurrent) states.emit(state())
  }

  return {
    joined: (host) => {
      hosts.add(host)
      host.send({ type: 'remoteWatch', ...wanted })
    },
    left: (host) => {
      hosts.delete(host)
      forget(host)
    },
    take: (host, frame) => {
      switch (frame.type) {
        case 'remoteState':
          // What was on its way when the service lost interest.
          if (!wanted.state) return
          reports.delete(host)
          reports.set(host, frame.state)
          return states.emit(frame.state)
        case 'remoteLevels':
          if (wanted.levels && host === current()) levels.emit(frame.levels)
          return
        case 'remoteResult':
          // Only the window that was asked may answer.
          if (asked.get(frame.actionId)?.host === host) settle(frame.actionId, frame.outcome)
          return
        default:
          frame satisfies never
      }
    },
    state,
    onState: states.add,
    onLevels: levels.add,
    ask: (action) => {
      const host = current()
      if (!host) return Promise.resolve({ ok: false, problem: 'noHost' })
      if (!takeAsk()) return Promise.resolve({ ok: false, problem: 'tooMany' })
      lastAction += 1
      const actionId = `r${lastAction}`
      return new Promise((resolve) => {
        const timer = clock.setTimeout(
          () => settle(actionId, { ok: false, problem: 'timeout' }),
          ANSWER_WITHIN_MS,
        )
        asked.set(actionId, { host, settle: resolve, timer })
        host.send({ type: 'remoteAction', actionId, action })
      })
    },
    watch: (next) => {
      if (next.state === wanted.state && next.levels === wanted.levels) return
      wanted = next
      for (const host of hosts) host.send({ type: 'remoteWatch', ...wanted })
      if (!next.state) for (const host of reports.keys()) forget(host)
    },
  }
}
