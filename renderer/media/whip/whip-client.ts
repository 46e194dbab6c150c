import type { Timers } from '#renderer/timing/timers.ts'
import { MediaError } from '../media-error.ts'
import { iceServersOf } from './link-header.ts'
import { buildFragment, FRAGMENT_TYPE, offeredIce, parseFragment, withRestartedIce } from './sdp-fragment.ts'
import { WhipError } from './whip-error.ts'
import { WhipHttp, type Fetch } from './whip-http.ts'

/** As much of an RTCPeerConnection as a session uses; its media are added by whoever makes it. */
export interface WhipPeer {
  readonly localDescription: { readonly sdp: string } | null
  readonly remoteDescription: { readonly sdp: string } | null
  readonly iceGatheringState: RTCIceGatheringState
  readonly connectionState: RTCPeerConnectionState
  createOffer(options?: { iceRestart?: boolean }): Promise<{ readonly sdp?: string }>
  setLocalDescription(description: { type: 'offer' | 'rollback'; sdp?: string }): Promise<void>
  setRemoteDescription(description: { type: 'answer'; sdp: string }): Promise<void>
  setConfiguration(configuration: RTCConfiguration): void
  getStats(): Promise<{ forEach(callback: (value: unknown) => void): void }>
  close(): void
  addEventListener(type: string, listener: () => void): void
  removeEventListener(type: string, listener: () => void): void
}

/** What a server told about itself; kept from one session to the next. Null: not asked yet. */
export interface ServerKnowledge {
  readonly iceServers: readonly RTCIceServer[]
  readonly patch: boolean | null
  /** OPTIONS has been tried, whatever came of it. */
  readonly asked: boolean
}

export const NOTHING_KNOWN: ServerKnowledge = { iceServers: [], patch: null, asked: false }

interface WhipSessionOptions {
  readonly url: string
  readonly token: string | null
  readonly known: ServerKnowledge
  readonly fetch: Fetch
  readonly timers: Timers
  readonly createPeer: (configuration: RTCConfiguration) => WhipPeer
  /** Last changes to what is sent and to what was answered. */
  readonly prepareOffer: (sdp: string) => string
  readonly prepareAnswer: (sdp: string) => string
}

const OPTIONS_WAIT_MS = 2000
/** Addresses of this machine are there at once; a slow STUN server is not worth waiting for. */
const GATHERING_WAIT_MS = 1500
const RESPONSE_WAIT_MS = 15_000
const RESTART_WAIT_MS = 8000
/** Candidates found within this time travel in one request (RFC 9725 §4.3.2 asks to put them together). */
const TRICKLE_PAUSE_MS = 100

/**
 * One WHIP session (RFC 9725): offer and answer over one POST, candidates and ICE restarts over PATCH where the server
 * offers it, DELETE at the end. Holds one peer connection and is of no use after `close`.
 */
export class WhipSession {
  readonly #options: WhipSessionOptions
  readonly #http: WhipHttp
  #peer: WhipPeer | null = null
  #closed = false
  #leaving = false
  #sessionUrl: string | null = null
  #entityTag: string | null = null
  #known: ServerKnowledge
  /** Which ICE session the candidates belong to; answers to requests of an earlier one are ignored (§4.3.3). */
  #iceRound = 0
  #sentCandidates = 0
  #sentComplete = false
  #mayTrickle = false
  #cancelTrickle: () => void = () => undefined

  constructor(options: WhipSessionOptions) {
    this.#options = options
    this.#known = options.known
    this.#http = new WhipHttp({ ...options, endpoint: options.url })
  }

  /** What has been learned of the server so far. */
  get known(): ServerKnowledge {
    return this.#known
  }

  /** Whether an ICE restart can be asked for. */
  get canRestart(): boolean {
    return this.#known.patch === true && this.#sessionUrl !== null && !this.#closed
  }

  /** Null before `open` and after `close`. */
  get peer(): WhipPeer | null {
    return this.#peer
  }

  /**
   * Sets the session up (§4.2). Rejects with MediaError; a session that arrives after `close`, or after we stopped
   * waiting for it, is deleted as soon as it does.
   */
  async open(): Promise<void> {
    if (!this.#known.asked) await this.#ask()
    this.#assertOpen()
    const peer = this.#options.createPeer({
      iceServers: [...this.#known.iceServers],
      bundlePolicy: 'max-bundle',
      rtcpMuxPolicy: 'require',
    })
    this.#peer = peer
    peer.addEventListener('icecandidate', this.#onCandidate)
    const offer = await peer.createOffer()
    await peer.setLocalDescription({ type: 'offer', ...(offer.sdp === undefined ? {} : { sdp: offer.sdp }) })
    await this.#gathered(peer)
    this.#assertOpen()
    await this.#post(peer)
  }

  /**
   * Restarts ICE on the session (§4.3.3). False when the server refuses or does not answer in time: the old path is
   * then as good or bad as before, and a new session is the way on.
   */
  async restartIce(): Promise<boolean> {
    const peer = this.#peer
    const url = this.#sessionUrl
    const answer = peer?.remoteDescription?.sdp
    if (!peer || url === null || answer === undefined || !this.canRestart) return false
    const round = (this.#iceRound += 1)
    this.#mayTrickle = false
    try {
      const offer = await peer.createOffer({ iceRestart: true })
      await peer.setLocalDescription({
        type: 'offer',
        ...(offer.sdp === undefined ? {} : { sdp: offer.sdp }),
      })
      await this.#gathered(peer)
      const complete = peer.iceGatheringState === 'complete'
      const ice = offeredIce(peer.localDescription?.sdp ?? '')
      if (!ice || this.#closed) return false
      const headers = { 'Content-Type': FRAGMENT_TYPE, 'If-Match': '*' }
      const sending = this.#http.send({
        url,
        method: 'PATCH',
        headers,
        body: buildFragment({ ...ice, complete }),
      })
      const response = await this.#http.within(RESTART_WAIT_MS, 'The ICE restart', sending)
      const fragment = response.status === 200 ? parseFragment(await response.text()) : null
      if (!fragment || this.#closed || round !== this.#iceRound) {
        await peer.setLocalDescription({ type: 'rollback' }).catch(() => undefined)
        return false
      }
      this.#entityTag = response.headers.get('ETag') ?? this.#entityTag
      await peer.setRemoteDescription({ type: 'answer', sdp: withRestartedIce(answer, fragment) })
      this.#beginTrickle(ice.candidates.length, complete)
      return true
    } catch {
      if (!this.#closed) await peer.setLocalDescription({ type: 'rollback' }).catch(() => undefined)
      return false
    }
  }

  /** Ends the session: closes the connection and deletes it on the server (§4.2). Never rejects. */
  async close(): Promise<void> {
    this.#shut()
    await this.#delete()
  }

  /** The page goes away: what can still be said to the server is said without waiting. */
  leave(): void {
    this.#leaving = true
    this.#shut()
    void this.#delete()
  }

  #shut(): void {
    this.#closed = true
    this.#cancelTrickle()
    this.#peer?.removeEventListener('icecandidate', this.#onCandidate)
    this.#peer?.close()
    this.#peer = null
  }

  /**
   * Asks the endpoint what it offers before gathering (§4.6), so that TURN servers are there for the first attempt.
   * Whatever goes wrong here, the POST will say it better.
   */
  async #ask(): Promise<void> {
    const { url } = this.#options
    this.#known = { ...this.#known, asked: true }
    try {
      const response = await this.#http.within(
        OPTIONS_WAIT_MS,
        'OPTIONS',
        this.#http.send({ url, method: 'OPTIONS' }),
      )
      if (response.ok) this.#learn(response)
    } catch {
      // Many endpoints answer OPTIONS to preflights alone.
    }
  }

  async #post(peer: WhipPeer): Promise<void> {
    const { url, prepareOffer, prepareAnswer } = this.#options
    const sdp = peer.localDescription?.sdp ?? ''
    const offered = offeredIce(sdp)
    const complete = peer.iceGatheringState === 'complete'
    const sending = this.#http.send({
      url,
      method: 'POST',
      headers: { 'Content-Type': 'application/sdp', Accept: 'application/sdp' },
      body: prepareOffer(sdp),
    })
    const arriving = sending.then(async (response) => {
      if (response.status !== 201) throw await this.#http.refusal(response)
      this.#accept(response)
      if (this.#closed) await this.#delete()
      return response
    })
    const response = await this.#http.within(RESPONSE_WAIT_MS, 'The answer', arriving)
    this.#assertOpen()
    const answer = await response.text()
    this.#assertOpen()
    if (!/^v=0\s/.test(answer)) {
      throw new WhipError('outputAnswerUnusable', 'The body of the 201 is no session description')
    }
    try {
      await peer.setRemoteDescription({ type: 'answer', sdp: prepareAnswer(answer) })
    } catch (cause) {
      this.#assertOpen()
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new WhipError('outputAnswerUnusable', `The browser refuses the answer: ${why}`, { cause })
    }
    this.#beginTrickle(offered?.candidates.length ?? 0, complete)
  }

  /** Takes what the 201 says beside the answer. `Location` may be relative to where the response came from (§4.2). */
  #accept(response: Response): void {
    const location = response.headers.get('Location')
    const base = response.url === '' ? this.#options.url : response.url
    if (location !== null && URL.canParse(location, base)) {
      const target = new URL(location, base)
      if (target.protocol === new URL(base).protocol) this.#sessionUrl = target.href
    }
    this.#entityTag = response.headers.get('ETag')
    this.#learn(response)
    if (this.#known.patch === null) this.#known = { ...this.#known, patch: this.#entityTag !== null }
  }

  #learn(response: Response): void {
    const iceServers = iceServersOf(response.headers.get('Link'))
    const accepts = response.headers.get('Accept-Patch')
    const patch = accepts === null ? this.#known.patch : accepts.toLowerCase().includes(FRAGMENT_TYPE)
    const changed = iceServers.length > 0
    this.#known = { ...this.#known, iceServers: changed ? iceServers : this.#known.iceServers, patch }
    // Counts from the next gathering on: an ICE restart, or the next session (§4.6).
    if (changed) this.#peer?.setConfiguration({ iceServers, bundlePolicy: 'max-bundle' })
  }

  /** Settles when all candidates are there, or the wait is over. */
  #gathered(peer: WhipPeer): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        cancel()
        peer.removeEventListener('icegatheringstatechange', look)
        resolve()
      }
      const look = (): void => {
        if (peer.iceGatheringState === 'complete') done()
      }
      const cancel = this.#options.timers.after(GATHERING_WAIT_MS, done)
      peer.addEventListener('icegatheringstatechange', look)
      look()
    })
  }

  #beginTrickle(sent: number, complete: boolean): void {
    this.#sentCandidates = sent
    this.#sentComplete = complete
    this.#mayTrickle = this.#known.patch === true && this.#sessionUrl !== null
    this.#onCandidate()
  }

  #onCandidate = (): void => {
    if (!this.#mayTrickle || this.#sentComplete) return
    this.#cancelTrickle()
    this.#cancelTrickle = this.#options.timers.after(TRICKLE_PAUSE_MS, () => void this.#trickle())
  }

  async #trickle(): Promise<void> {
    const url = this.#sessionUrl
    const ice = offeredIce(this.#peer?.localDescription?.sdp ?? '')
    if (!ice || url === null || this.#closed || !this.#mayTrickle) return
    const fresh = ice.candidates.slice(this.#sentCandidates)
    const complete = this.#peer?.iceGatheringState === 'complete'
    if (fresh.length === 0 && (!complete || this.#sentComplete)) return
    this.#sentCandidates = ice.candidates.length
    this.#sentComplete = complete
    const round = this.#iceRound
    const body = buildFragment({ ...ice, candidates: fresh, complete })
    // Without an entity tag there is nothing to match: the server knows of no restarts (§4.3.1).
    const match = this.#entityTag === null ? {} : { 'If-Match': this.#entityTag }
    const headers = { 'Content-Type': FRAGMENT_TYPE, ...match }
    const response = await this.#http.send({ url, method: 'PATCH', headers, body }).catch(() => null)
    // A server that refuses one is sent no more; the path it can find by our checks alone stays (§4.3.1).
    if (response && !response.ok && round === this.#iceRound) this.#mayTrickle = false
  }

  /** A session that is gone already, or a server that is, cannot be deleted and need not be. */
  async #delete(): Promise<void> {
    const url = this.#sessionUrl
    if (url === null) return
    this.#sessionUrl = null
    const deleting = this.#http.send({ url, method: 'DELETE', keepalive: this.#leaving })
    await this.#http.within(RESPONSE_WAIT_MS, 'DELETE', deleting).catch(() => undefined)
  }

  #assertOpen(): void {
    if (this.#closed) throw new MediaError('outputLost', 'The session was closed')
  }
}
