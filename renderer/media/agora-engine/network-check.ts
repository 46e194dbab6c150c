import type { AgoraApi, AgoraEvent } from '#shared/protocol/agora.ts'
import { MediaError } from '../media-error.ts'
import type { NetworkCheck, UplinkEstimate } from '../port.ts'
import { expectDone } from './codes.ts'

interface NativeNetworkCheckOptions {
  readonly api: AgoraApi<HTMLElement>
  readonly busy: () => boolean
  /** The echo test is about to begin, or has ended: it wants the microphone for itself. */
  readonly onEcho: () => void
  /** The echo test joins a channel of its own. */
  readonly echo: { readonly channel: string; readonly token: () => Promise<string> } | null
}

const PROBE_MS = 40_000
/** What a show in good quality would like to send. */
const EXPECTED_KBPS = 5000
const UNAVAILABLE = 3

/** The SDK's own probe of the last mile, and its echo. */
export class NativeNetworkCheck implements NetworkCheck {
  readonly #options: NativeNetworkCheckOptions
  #probe: { readonly settle: (event: Extract<AgoraEvent, { type: 'probeResult' }> | null) => void } | null =
    null
  #echo = false

  constructor(options: NativeNetworkCheckOptions) {
    this.#options = options
  }

  async probeUplink(): Promise<UplinkEstimate> {
    this.#expectFree()
    const { api } = this.#options
    const result = new Promise<Extract<AgoraEvent, { type: 'probeResult' }> | null>((resolve) => {
      const patience = setTimeout(() => resolve(null), PROBE_MS)
      this.#probe = {
        settle: (event) => {
          clearTimeout(patience)
          resolve(event)
        },
      }
    })
    try {
      expectDone(api.startProbe(EXPECTED_KBPS), 'The network probe')
      const event = await result
      if (!event || event.state === UNAVAILABLE) {
        throw new MediaError('outputUnreachable', 'The network probe got no answer')
      }
      const { packetLossRate, jitter, availableBandwidth } = event.uplink
      return {
        kbps: Math.round(availableBandwidth / 1000),
        packetLoss: packetLossRate / 100,
        jitterMs: jitter,
        roundTripMs: event.rtt,
      }
    } finally {
      this.#probe = null
      api.stopProbe()
    }
  }

  async startEchoTest(): Promise<() => Promise<void>> {
    this.#expectFree()
    const { api, echo } = this.#options
    if (!echo) throw new MediaError('notSupported', 'The echo test needs a way to get a token')
    const token = await echo.token()
    this.#setEcho(true)
    try {
      expectDone(api.startEchoTest(token, echo.channel), 'The echo test')
    } catch (error) {
      this.#setEcho(false)
      throw error
    }
    return () => this.end()
  }

  /** A channel can be joined only after the tests. */
  async end(): Promise<void> {
    this.#probe?.settle(null)
    if (!this.#echo) return
    this.#options.api.stopEchoTest()
    this.#setEcho(false)
  }

  get echoing(): boolean {
    return this.#echo
  }

  handle(event: AgoraEvent): void {
    if (event.type === 'probeResult') this.#probe?.settle(event)
  }

  #setEcho(on: boolean): void {
    this.#echo = on
    this.#options.onEcho()
  }

  #expectFree(): void {
    if (this.#options.busy() || this.#probe || this.#echo) {
      throw new MediaError('busy', 'The network is tested before the show, one test at a time')
    }
  }
}
