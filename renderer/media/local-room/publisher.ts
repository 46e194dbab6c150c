import type { Signal } from '#shared/protocol/signal.ts'
import type { SignalChannel } from '../port.ts'
import { ViewerLink } from './viewer-link.ts'

interface PublisherOptions {
  readonly signals: SignalChannel
  readonly video: MediaStreamTrack
  readonly audio: MediaStreamTrack
  readonly maxViewers?: number
  readonly maxVideoKbps?: number
  readonly onChange: (counts: { viewers: number; connecting: number }) => void
}

const DEFAULT_MAX_VIEWERS = 12
const DEFAULT_MAX_VIDEO_KBPS = 2500

/**
 * Sends the program to every viewer of the local room who asks, each over a connection of their own.
 * The network is local, so no STUN or TURN server is used.
 */
export class LocalRoomPublisher {
  readonly #options: PublisherOptions
  readonly #links = new Map<string, ViewerLink>()
  readonly #unsubscribe: () => void

  constructor(options: PublisherOptions) {
    this.#options = options
    this.#unsubscribe = options.signals.subscribe((peerId, signal) => this.#handle(peerId, signal))
  }

  /** Tells every viewer that the program ended and closes the connections. */
  stop(): void {
    this.#unsubscribe()
    for (const [peerId, link] of this.#links) {
      this.#options.signals.send(peerId, { kind: 'leave', reason: 'ended' })
      link.close()
    }
    this.#links.clear()
  }

  #handle(peerId: string, signal: Signal): void {
    switch (signal.kind) {
      case 'join':
        this.#admit(peerId, signal.attemptId)
        break
      case 'answer':
      case 'candidate':
        void this.#links.get(peerId)?.handle(signal)
        break
      case 'leave':
        if (signal.reason === undefined) this.#links.get(peerId)?.orphan()
        else this.#drop(peerId)
        break
      case 'offer':
        break
      default:
        throw new Error(`Unknown signal ${JSON.stringify(signal satisfies never)}`)
    }
  }

  #admit(peerId: string, attemptId: string): void {
    const { signals, video, audio } = this.#options
    const maxViewers = this.#options.maxViewers ?? DEFAULT_MAX_VIEWERS
    this.#drop(peerId)
    if (this.#links.size >= maxViewers) {
      signals.send(peerId, { kind: 'leave', reason: 'full' })
      return
    }
    const link: ViewerLink = new ViewerLink({
      attemptId,
      video,
      audio,
      maxVideoKbps: this.#options.maxVideoKbps ?? DEFAULT_MAX_VIDEO_KBPS,
      send: (signal) => signals.send(peerId, signal),
      onChange: () => this.#report(),
      onDead: () => {
        if (this.#links.get(peerId) === link) this.#drop(peerId)
      },
    })
    this.#links.set(peerId, link)
    this.#report()
  }

  #drop(peerId: string): void {
    const link = this.#links.get(peerId)
    if (!link) return
    this.#links.delete(peerId)
    link.close()
    this.#report()
  }

  #report(): void {
    const viewers = [...this.#links.values()].filter((link) => link.connected).length
    this.#options.onChange({ viewers, connecting: this.#links.size - viewers })
  }
}
