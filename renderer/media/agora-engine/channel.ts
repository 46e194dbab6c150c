import type { AgoraApi, AgoraEvent } from '#shared/protocol/agora.ts'
import { retryDelayMs } from '#renderer/timing/retry-delay.ts'
import { MediaError, toMediaError } from '../media-error.ts'
import type { OutputState, OutputStats } from '../media-state.ts'
import type { OutputTarget } from '../port.ts'
import { callError, connectionError } from './codes.ts'
import type { Breakdown } from './codes.ts'
import { InStreamData } from './in-stream-data.ts'

interface ChannelOptions {
  readonly api: AgoraApi<HTMLElement>
  readonly target: Extract<OutputTarget, { kind: 'agora' }>
  readonly audioDelayMs: () => number
  readonly state: () => OutputState | null
  readonly onChange: (change: Partial<OutputState>) => void
}

const [DISCONNECTED, RECONNECTING, FAILED] = [1, 4, 5] as const
/** How long to wait for the channel, then for media to flow in it, then for the end of it. */
const JOIN_MS = 15_000
const FLOW_MS = 15_000
const LEAVE_MS = 3000
/** Statistics come every two seconds; so many empty ones in a row are a stall. */
const STALLED_AFTER = 3
const RENEW_RETRY_MS = 5000
/** The kinds of error that end the same way however often one tries. */
const WAITS_FOR_PERSON: ReadonlySet<MediaError['kind']> = new Set([
  'outputTokenRefused',
  'outputAddressWrong',
  'outputBusy',
  'notSupported',
  'permissionDenied',
])
const NO_STATS: OutputStats = {
  videoKbps: 0,
  audioKbps: 0,
  framesPerSecond: 0,
  roundTripMs: null,
  packetLoss: null,
  quality: null,
}

/**
 * The program in an Agora channel. It says `live` only while the SDK's statistics show pictures going out; it renews
 * the token before it expires, and comes back by itself from whatever may pass by itself.
 */
export class Channel {
  readonly data: InStreamData
  readonly #options: ChannelOptions
  /** Tells answers and timers of an earlier attempt from those of the present one. */
  #attempt = 0
  #joined = false
  #inside = false
  #failures = 0
  #emptyStats = 0
  #stats: OutputStats = NO_STATS
  #timer: ReturnType<typeof setTimeout> | undefined
  #renewal: ReturnType<typeof setTimeout> | undefined
  #left: (() => void) | null = null

  constructor(options: ChannelOptions) {
    this.#options = options
    this.data = new InStreamData(options.api)
  }

  /** Whether the SDK is in the channel, be it flowing or not. */
  get joined(): boolean {
    return this.#joined
  }

  get target(): { readonly channel: string; readonly uid: number } {
    return this.#options.target
  }

  start(): void {
    void this.#join()
  }

  retryNow(): void {
    const status = this.#options.state()?.status
    if (status === 'live' || this.#joined) return
    this.#failures = 0
    void this.#join()
  }

  /** Settles when the SDK has left, or will not say so. */
  async stop(): Promise<void> {
    this.#attempt += 1
    clearTimeout(this.#timer)
    clearTimeout(this.#renewal)
    this.data.closed()
    const inside = this.#inside
    this.#joined = this.#inside = false
    if (!inside) return
    await new Promise<void>((resolve) => {
      const patience = setTimeout(resolve, LEAVE_MS)
      this.#left = () => {
        clearTimeout(patience)
        resolve()
      }
      if (this.#options.api.leave() !== 0) this.#left()
    })
    this.#left = null
  }

  handle(event: AgoraEvent): void {
    switch (event.type) {
      case 'joined':
        this.#hasJoined()
        return
      case 'left':
        this.#left?.()
        return
      case 'connectionState':
        this.#connection(event.state, event.reason)
        return
      case 'rtcStats': {
        const { txVideoKBitRate, txAudioKBitRate, txPacketLossRate, gatewayRtt, lastmileDelay } = event.stats
        this.#measured({
          videoKbps: txVideoKBitRate,
          audioKbps: txAudioKBitRate,
          roundTripMs: gatewayRtt || lastmileDelay || null,
          packetLoss: txPacketLossRate / 100,
        })
        return
      }
      case 'localVideoStats':
        this.#stats = { ...this.#stats, framesPerSecond: event.stats.sentFrameRate }
        return
      case 'networkQuality':
        if (event.uid === 0) this.#stats = { ...this.#stats, quality: qualityOf(event.tx) }
        return
      case 'tokenWillExpire':
      case 'tokenWanted':
        if (this.#joined) void this.#renew(this.#attempt)
        return
      case 'tokenRenewed':
        this.#renewed(event.code)
        return
      case 'roleRefused':
        this.#broke({
          error: new MediaError(
            'outputBusy',
            `Agora does not let this user be a host (reason ${event.reason})`,
          ),
          tryAgain: false,
        })
        return
      case 'audioDeviceState':
      case 'compositionError':
      case 'error':
      case 'firstLocalFrame':
      case 'localAudioState':
      case 'localVideoState':
      case 'malformed':
      case 'musicState':
      case 'probeResult':
      case 'pushState':
      case 'recorderInfo':
      case 'recorderState':
      case 'videoDeviceState':
      case 'volume':
        return
      default:
        event satisfies never
    }
  }

  async #join(): Promise<void> {
    const attempt = (this.#attempt += 1)
    clearTimeout(this.#timer)
    this.#options.onChange({ attempt: this.#failures + 1, retryAtMs: null, ...this.#waiting() })
    const { api, target, audioDelayMs } = this.#options
    let token: string
    try {
      token = await target.token()
    } catch (cause) {
      if (attempt !== this.#attempt) return
      const error = toMediaError(cause, 'outputUnreachable')
      this.#broke({ error, tryAgain: !WAITS_FOR_PERSON.has(error.kind) })
      return
    }
    if (attempt !== this.#attempt) return
    const { channel, uid } = target
    const code = api.join({ token, channel, uid, audioDelayMs: audioDelayMs() })
    if (code !== 0) {
      const error = callError(code, 'Joining the channel', 'outputUnreachable')
      this.#broke({ error, tryAgain: !WAITS_FOR_PERSON.has(error.kind) })
      return
    }
    this.#inside = true
    this.#timer = setTimeout(() => {
      this.#broke({ error: new MediaError('outputUnreachable', 'Agora does not answer'), tryAgain: true })
    }, JOIN_MS)
  }

  /** Before it was ever live it connects, afterwards it reconnects. */
  #waiting(): Partial<OutputState> {
    const status = this.#options.state()?.status
    const fresh = status === 'connecting' || (status === 'failed' && this.#failures === 0)
    return { status: fresh ? 'connecting' : 'reconnecting', stats: null }
  }

  #hasJoined(): void {
    if (!this.#inside) return
    this.#joined = true
    this.#emptyStats = 0
    this.#stats = NO_STATS
    this.data.opened()
    clearTimeout(this.#timer)
    // In the channel is not on air: pictures must be seen to go out.
    this.#timer = setTimeout(() => this.#stalled(), FLOW_MS)
  }

  #connection(state: number, reason: number): void {
    if (!this.#inside) return
    switch (state) {
      case RECONNECTING:
        this.data.closed()
        clearTimeout(this.#timer)
        this.#stats = NO_STATS
        this.#options.onChange({
          status: 'reconnecting',
          error: new MediaError('outputLost', `The connection to Agora was lost (reason ${reason})`),
          stats: null,
        })
        return
      case FAILED:
        this.#broke(connectionError(reason))
        return
      case DISCONNECTED:
        this.#broke({
          error: new MediaError('outputLost', `Agora ended the connection (reason ${reason})`),
          tryAgain: true,
        })
        return
      default:
    }
  }

  #measured(measured: Partial<OutputStats>): void {
    if (!this.#joined) return
    this.#stats = { ...this.#stats, ...measured }
    const state = this.#options.state()
    const flows = this.#stats.videoKbps > 0
    this.#emptyStats = flows ? 0 : this.#emptyStats + 1
    if (flows) {
      clearTimeout(this.#timer)
      this.#failures = 0
      // A token that could not be renewed yet stays the trouble it is.
      const error = state?.status === 'live' ? state.error : null
      this.#options.onChange({ status: 'live', error, attempt: 0, retryAtMs: null, stats: this.#stats })
    } else if (state?.status === 'live' && this.#emptyStats >= STALLED_AFTER) {
      this.#options.onChange({
        status: 'reconnecting',
        error: new MediaError('outputStalled', 'No pictures go out any more'),
        stats: null,
      })
      this.#timer = setTimeout(() => this.#stalled(), FLOW_MS)
    }
  }

  #stalled(): void {
    this.#broke({ error: new MediaError('outputStalled', 'No pictures go out'), tryAgain: true })
  }

  async #renew(attempt: number): Promise<void> {
    clearTimeout(this.#renewal)
    try {
      const token = await this.#options.target.token()
      if (attempt !== this.#attempt) return
      const code = this.#options.api.renewToken(token)
      if (code !== 0) throw callError(code, 'Renewing the token', 'outputTokenRefused')
    } catch (cause) {
      if (attempt === this.#attempt) this.#notRenewed(toMediaError(cause, 'outputUnreachable'))
    }
  }

  #renewed(code: number): void {
    if (!this.#joined) return
    if (code === 0) {
      clearTimeout(this.#renewal)
      this.#options.onChange({ error: null })
    } else if (code !== 6) {
      // 6: a newer renewal took its place.
      this.#notRenewed(new MediaError('outputTokenRefused', `Agora did not take the new token (${code})`))
    }
  }

  /** The old token holds for another half a minute; the show goes on, the error can be seen, and it is tried again. */
  #notRenewed(error: MediaError): void {
    const attempt = this.#attempt
    this.#options.onChange({ error })
    clearTimeout(this.#renewal)
    this.#renewal = setTimeout(() => void this.#renew(attempt), RENEW_RETRY_MS)
  }

  #broke({ error, tryAgain }: Breakdown): void {
    this.#attempt += 1
    clearTimeout(this.#timer)
    clearTimeout(this.#renewal)
    this.data.closed()
    // Joining again is refused while the SDK still believes to be in the channel.
    if (this.#inside) this.#options.api.leave()
    this.#joined = this.#inside = false
    this.#stats = NO_STATS
    this.#failures += 1
    if (!tryAgain) {
      this.#options.onChange({ status: 'failed', error, retryAtMs: null, stats: null })
      return
    }
    const delayMs = retryDelayMs(this.#failures, Math.random())
    this.#timer = setTimeout(() => void this.#join(), delayMs)
    this.#options.onChange({ ...this.#waiting(), error, retryAtMs: Date.now() + delayMs })
  }
}

/** QualityType: 7 and 8 mean that there is nothing to say (yet). */
function qualityOf(quality: number): OutputStats['quality'] {
  return quality === 1 || quality === 2 || quality === 3 || quality === 4 || quality === 5 || quality === 6
    ? quality
    : 0
}
