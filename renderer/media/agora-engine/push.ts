import type { AgoraApi, AgoraEvent } from '#shared/protocol/agora.ts'
import { retryDelayMs } from '#renderer/timing/retry-delay.ts'
import { MediaError } from '../media-error.ts'
import type { OutputState } from '../media-state.ts'
import { callError, pushError } from './codes.ts'
import type { Breakdown } from './codes.ts'

interface PushOptions {
  readonly api: AgoraApi<HTMLElement>
  readonly url: string
  readonly onChange: (change: Partial<OutputState>) => void
}

const [IDLE, CONNECTING, RUNNING, RECOVERING, FAILURE] = [0, 1, 2, 3, 4] as const
const CONNECT_MS = 30_000

/**
 * One push of the channel to a CDN. It begins when the channel is on air, and before every retry the push of before is
 * stopped, because the SDK holds the address for taken otherwise.
 */
export class Push {
  readonly #options: PushOptions
  #channelLive = false
  #wanted = true
  /** The SDK was asked for it and not yet told to stop. */
  #asked = false
  #failures = 0
  #state: 'waiting' | 'connecting' | 'live' | 'failed' = 'waiting'
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: PushOptions) {
    this.#options = options
  }

  /** Call when the channel came on air or went off it. */
  setChannelLive(live: boolean): void {
    if (live === this.#channelLive) return
    this.#channelLive = live
    if (!this.#wanted || this.#state === 'failed') return
    if (live) {
      if (this.#state === 'waiting') this.#begin()
      return
    }
    clearTimeout(this.#timer)
    this.#state = 'waiting'
    this.#options.onChange({
      status: 'reconnecting',
      error: new MediaError('outputLost', 'The channel that is pushed is not on air'),
      retryAtMs: null,
    })
  }

  retryNow(): void {
    if (!this.#wanted || this.#state === 'live' || this.#state === 'connecting') return
    this.#failures = 0
    if (this.#channelLive) this.#begin()
  }

  stop(): void {
    this.#wanted = false
    clearTimeout(this.#timer)
    if (this.#asked) this.#options.api.stopPush(this.#options.url)
    this.#asked = false
  }

  handle(event: AgoraEvent): void {
    if (event.type !== 'pushState' || event.url !== this.#options.url || !this.#wanted) return
    switch (event.state) {
      case RUNNING:
        clearTimeout(this.#timer)
        this.#failures = 0
        this.#state = 'live'
        this.#options.onChange({ status: 'live', error: null, attempt: 0, retryAtMs: null })
        return
      case RECOVERING:
        this.#options.onChange({
          status: 'reconnecting',
          error: new MediaError('outputLost', 'The connection to the CDN was lost'),
        })
        return
      case FAILURE:
        if (this.#asked) this.#broke(pushError(event.reason))
        return
      case IDLE:
        // It ended though nobody asked for that.
        if (this.#state === 'live') this.#broke(pushError(event.reason))
        return
      case CONNECTING:
      default:
    }
  }

  #begin(): void {
    const { api, url, onChange } = this.#options
    clearTimeout(this.#timer)
    if (this.#asked) api.stopPush(url)
    this.#asked = true
    this.#state = 'connecting'
    onChange({ attempt: this.#failures + 1, retryAtMs: null })
    const code = api.startPush(url)
    if (code !== 0) {
      this.#broke({ error: callError(code, 'Starting the push', 'outputUnreachable'), tryAgain: true })
      return
    }
    this.#timer = setTimeout(() => this.#broke(pushError(3)), CONNECT_MS)
  }

  #broke({ error, tryAgain }: Breakdown): void {
    const { api, url, onChange } = this.#options
    clearTimeout(this.#timer)
    this.#failures += 1
    // Given back at once, so that the CDN is free for whoever tries next.
    if (this.#asked) api.stopPush(url)
    this.#asked = false
    if (!tryAgain) {
      this.#state = 'failed'
      onChange({ status: 'failed', error, retryAtMs: null })
      return
    }
    this.#state = 'waiting'
    const delayMs = retryDelayMs(this.#failures, Math.random())
    this.#timer = setTimeout(() => {
      if (this.#channelLive) this.#begin()
    }, delayMs)
    onChange({ status: 'reconnecting', error, retryAtMs: Date.now() + delayMs })
  }
}
