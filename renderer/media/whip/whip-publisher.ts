import { retryDelayMs } from '#renderer/timing/retry-delay.ts'
import type { Timers } from '#renderer/timing/timers.ts'
import { toMediaError, type MediaError } from '../media-error.ts'
import { watchSession } from './session-watch.ts'
import { NOTHING_KNOWN, WhipSession, type ServerKnowledge, type WhipPeer } from './whip-client.ts'
import { WhipError } from './whip-error.ts'
import type { Fetch } from './whip-http.ts'
import type { WhipState } from './whip-state.ts'

/** A connection that is about to send. */
export interface Sender {
  readonly peer: WhipPeer
  /** Called when the answer is in force. */
  readonly answered: () => Promise<void>
}

interface WhipPublisherOptions {
  readonly url: string
  readonly token: string | null
  readonly fetch: Fetch
  readonly timers: Timers
  /** From 0 to 1, like Math.random. */
  readonly random: () => number
  readonly createSender: (configuration: RTCConfiguration) => Sender
  readonly prepareOffer: (sdp: string) => string
  readonly prepareAnswer: (sdp: string) => string
  /** Calls back when the page goes away; returns how to forget it. */
  readonly onLeave: (listener: () => void) => () => void
  readonly onChange: (state: WhipState) => void
}

/** After this long without trouble the next trouble counts as the first. */
const STEADY_MS = 10_000

const INITIAL: WhipState = { status: 'connecting', error: null, attempt: 1, retryAtMs: null, stats: null }

/**
 * Keeps the program at one WHIP destination from `start` to `stop`: connects, tells the truth about what arrives,
 * mends the path by an ICE restart where the server offers it and by a new session where not, and tries again with
 * growing delays. A refused token ends in `failed`; asking again with the same one would change nothing.
 */
export class WhipPublisher {
  readonly #options: WhipPublisherOptions
  readonly #forgetLeave: () => void
  #state = INITIAL
  #session: WhipSession | null = null
  #known: ServerKnowledge = NOTHING_KNOWN
  #failures = 0
  #liveSinceMs: number | null = null
  #stopped = false
  #cancelRetry: () => void = () => undefined
  #endWatch: () => void = () => undefined
  /** Sessions let go of whose DELETE is still under way. */
  readonly #closing = new Set<Promise<void>>()

  constructor(options: WhipPublisherOptions) {
    this.#options = options
    this.#forgetLeave = options.onLeave(() => this.#session?.leave())
  }

  get state(): WhipState {
    return this.#state
  }

  start(): void {
    void this.#attempt()
  }

  /** Tries again now, also after `failed`; nothing while an attempt is under way or pictures flow. */
  retryNow(): void {
    if (this.#stopped || this.#session) return
    this.#cancelRetry()
    void this.#attempt()
  }

  /** Ends the session and deletes it on the server, at whatever moment. Never rejects; calling twice is harmless. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#forgetLeave()
    this.#cancelRetry()
    this.#letGo()
    await Promise.all(this.#closing)
  }

  async #attempt(): Promise<void> {
    const { url, token, fetch, timers, createSender, prepareOffer, prepareAnswer } = this.#options
    const senders: Sender[] = []
    const session = new WhipSession({
      ...{ url, token, fetch, timers, prepareOffer, prepareAnswer },
      known: this.#known,
      createPeer: (configuration) => {
        const sender = createSender(configuration)
        senders.push(sender)
        return sender.peer
      },
    })
    this.#session = session
    const first = this.#failures === 0 && this.#state.status === 'connecting'
    const status = first ? 'connecting' : 'reconnecting'
    this.#set({ status, attempt: this.#failures + 1, retryAtMs: null, stats: null })
    try {
      await session.open()
      for (const sender of senders) await sender.answered()
    } catch (error) {
      this.#lost(session, toMediaError(error, 'outputLost'))
      return
    }
    this.#known = session.known
    if (this.#session !== session) return
    this.#endWatch = watchSession(session, timers, {
      flowing: (stats) => {
        this.#liveSinceMs ??= timers.nowMs()
        if (timers.nowMs() - this.#liveSinceMs >= STEADY_MS) this.#failures = 0
        this.#set({ status: 'live', error: null, attempt: 0, retryAtMs: null, stats })
      },
      mending: (error) => {
        this.#liveSinceMs = null
        const next = this.#state.status === 'connecting' ? 'connecting' : 'reconnecting'
        this.#set({ status: next, error, attempt: this.#failures + 1, stats: null })
      },
      lost: (error) => this.#lost(session, error),
    })
  }

  /** This attempt is over. What comes next depends on why. */
  #lost(session: WhipSession, error: MediaError): void {
    this.#known = session.known
    if (this.#session !== session) return
    this.#letGo()
    this.#liveSinceMs = null
    this.#failures += 1
    if (error.kind === 'outputTokenRefused') {
      this.#set({ status: 'failed', error, attempt: this.#failures, retryAtMs: null, stats: null })
      return
    }
    const { timers, random } = this.#options
    const askedMs = error instanceof WhipError ? error.retryAfterMs : null
    const delayMs = retryDelayMs(this.#failures, random(), { askedMs })
    const retryAtMs = timers.nowMs() + delayMs
    this.#set({ status: 'reconnecting', error, attempt: this.#failures + 1, retryAtMs, stats: null })
    this.#cancelRetry = timers.after(delayMs, () => void this.#attempt())
  }

  #letGo(): void {
    const session = this.#session
    this.#session = null
    this.#endWatch()
    this.#endWatch = () => undefined
    if (!session) return
    const closing: Promise<void> = session.close().finally(() => this.#closing.delete(closing))
    this.#closing.add(closing)
  }

  #set(change: Partial<WhipState>): void {
    this.#state = { ...this.#state, ...change }
    if (!this.#stopped) this.#options.onChange(this.#state)
  }
}
