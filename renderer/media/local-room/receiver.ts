import type { Signal } from '#shared/protocol/signal.ts'
import type { SignalChannel } from '../port.ts'
import { RoomConnection } from './room-connection.ts'

/**
 * `playing` only while pictures arrive. `stalled`: they stopped, and the connection is being mended. `full`
 * and `ended` come from the host; the receiver asks again now and then, so it finds its way back by itself.
 */
export type RoomStatus = 'connecting' | 'playing' | 'stalled' | 'full' | 'ended' | 'closed'

export interface RoomState {
  readonly status: RoomStatus
  /** The browser allows sound only after a touch: show a button that calls `unmute`. */
  readonly soundBlocked: boolean
}

interface ReceiverOptions {
  readonly signals: SignalChannel
  readonly hostPeerId?: string
  readonly newId?: () => string
  readonly random?: () => number
}

const POLL_MS = 500
const STALLED_AFTER_MS = 2500
const REJOIN_AFTER_MS = 5000
const OFFER_MS = [2000, 3000, 5000, 8000] as const
const ASK_AGAIN_MS = 8000

/** The viewer's side of the local room. Lives outside React; the page shows `getState` and attaches a video. */
export class LocalRoomReceiver {
  readonly #signals: SignalChannel
  readonly #hostPeerId: string
  readonly #newId: () => string
  readonly #random: () => number
  readonly #listeners = new Set<() => void>()
  readonly #videos = new Set<HTMLVideoElement>()
  readonly #unsubscribe: () => void
  readonly #poll: ReturnType<typeof setInterval>
  #state: RoomState = { status: 'connecting', soundBlocked: false }
  #attemptId = ''
  #unanswered = 0
  #connection: RoomConnection | null = null
  #frames = 0
  #lastFrameAt = 0
  #joinTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: ReceiverOptions) {
    this.#signals = options.signals
    this.#hostPeerId = options.hostPeerId ?? 'host'
    this.#newId = options.newId ?? (() => randomId())
    this.#random = options.random ?? Math.random
    this.#unsubscribe = options.signals.subscribe((peerId, signal) => {
      if (peerId === this.#hostPeerId) this.#handle(signal)
    })
    this.#poll = setInterval(() => void this.#watch(), POLL_MS)
    this.#join()
  }

  getState = (): RoomState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Plays the program in `video`, with sound if the browser lets it. Returns the detach function. */
  attach(video: HTMLVideoElement): () => void {
    this.#videos.add(video)
    video.playsInline = true
    video.autoplay = true
    void this.#play(video)
    return () => {
      if (!this.#videos.delete(video)) return
      video.srcObject = null
    }
  }

  /** Turns the sound on; call it from a touch or click. */
  unmute(): void {
    for (const video of this.#videos) {
      video.muted = false
      void this.#play(video)
    }
    this.#set({ soundBlocked: false })
  }

  /** Asks the host again now. */
  retryNow(): void {
    if (this.#state.status === 'closed') return
    this.#unanswered = 0
    this.#join()
  }

  close(): void {
    if (this.#state.status === 'closed') return
    this.#signals.send(this.#hostPeerId, { kind: 'leave', reason: 'ended' })
    this.#unsubscribe()
    clearInterval(this.#poll)
    clearTimeout(this.#joinTimer)
    this.#disconnect()
    this.#set({ status: 'closed' })
  }

  #join(): void {
    this.#disconnect()
    this.#attemptId = this.#newId()
    this.#signals.send(this.#hostPeerId, { kind: 'join', attemptId: this.#attemptId })
    const waiting = this.#state.status === 'full' || this.#state.status === 'ended'
    if (!waiting && this.#state.status !== 'stalled') this.#set({ status: 'connecting' })
    const base = waiting ? ASK_AGAIN_MS : (OFFER_MS[this.#unanswered] ?? ASK_AGAIN_MS)
    this.#unanswered += 1
    this.#joinAgainIn(base)
  }

  /** Spread out, so that all phones in the room do not knock at the same moment. */
  #joinAgainIn(ms: number): void {
    clearTimeout(this.#joinTimer)
    this.#joinTimer = setTimeout(() => this.#join(), ms * (0.75 + this.#random() / 2))
  }

  #handle(signal: Signal): void {
    switch (signal.kind) {
      case 'offer':
        if (signal.attemptId === this.#attemptId) void this.#answer(signal.sdp)
        break
      case 'candidate': {
        const { attemptId, candidate, sdpMid, sdpMLineIndex } = signal
        if (attemptId === this.#attemptId) {
          this.#connect().addCandidate({ candidate, sdpMid, sdpMLineIndex })
        }
        break
      }
      case 'leave':
        if (signal.reason === undefined) {
          // Only the host's line to the service broke: pictures that still come are not given up.
          if (this.#state.status !== 'playing') this.#joinAgainIn(OFFER_MS[0])
          break
        }
        this.#attemptId = ''
        this.#disconnect()
        this.#set({ status: signal.reason === 'full' ? 'full' : 'ended' })
        this.#joinAgainIn(ASK_AGAIN_MS)
        break
      case 'join':
      case 'answer':
        break
      default:
        throw new Error(`Unknown signal ${JSON.stringify(signal satisfies never)}`)
    }
  }

  async #answer(sdp: string): Promise<void> {
    clearTimeout(this.#joinTimer)
    this.#unanswered = 0
    if (this.#state.status !== 'playing' && this.#state.status !== 'stalled') {
      this.#set({ status: 'connecting' })
    }
    const connection = this.#connect()
    try {
      await connection.answer(sdp)
    } catch {
      if (this.#connection === connection) this.#join()
    }
  }

  #connect(): RoomConnection {
    if (this.#connection) return this.#connection
    const connection: RoomConnection = new RoomConnection(
      this.#attemptId,
      (signal) => this.#signals.send(this.#hostPeerId, signal),
      {
        track: () => {
          for (const video of this.#videos) void this.#play(video)
        },
        failed: () => {
          if (this.#connection === connection) this.#join()
        },
      },
    )
    this.#connection = connection
    this.#frames = 0
    this.#lastFrameAt = performance.now()
    return connection
  }

  #disconnect(): void {
    this.#connection?.close()
    this.#connection = null
  }

  /** A hidden page may rightly stop decoding: nothing is concluded from that. */
  async #watch(): Promise<void> {
    const connection = this.#connection
    if (!connection) return
    const frames = await connection.framesDecoded().catch(() => this.#frames)
    if (this.#connection !== connection) return
    const now = performance.now()
    if (frames > this.#frames || document.hidden) {
      if (frames > this.#frames) this.#set({ status: 'playing' })
      this.#frames = frames
      this.#lastFrameAt = now
      return
    }
    const quietMs = now - this.#lastFrameAt
    if (quietMs > STALLED_AFTER_MS && this.#state.status === 'playing') this.#set({ status: 'stalled' })
    if (quietMs > REJOIN_AFTER_MS) this.#join()
  }

  async #play(video: HTMLVideoElement): Promise<void> {
    const stream = this.#connection?.stream
    if (!stream) return
    if (video.srcObject !== stream) video.srcObject = stream
    try {
      await video.play()
    } catch (error) {
      const refused = error instanceof DOMException && error.name === 'NotAllowedError'
      if (!refused || video.muted) return
      video.muted = true
      this.#set({ soundBlocked: true })
      await video.play().catch(() => undefined)
    }
  }

  #set(change: Partial<RoomState>): void {
    const next = { ...this.#state, ...change }
    if (next.status === this.#state.status && next.soundBlocked === this.#state.soundBlocked) return
    this.#state = next
    for (const listener of this.#listeners) listener()
  }
}

/** Viewers come over plain HTTP in the local network, where `crypto.randomUUID` does not exist. */
function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}
