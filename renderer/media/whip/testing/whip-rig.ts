import { retryDelayMs } from '#renderer/timing/retry-delay.ts'
import { ManualTimers } from '#renderer/timing/testing/manual-timers.ts'
import { WhipPublisher } from '../whip-publisher.ts'
import type { WhipState } from '../whip-state.ts'
import { FakePeer, offerSdp } from './fake-peer.ts'

export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: string
  readonly keepalive: boolean
}

type Answer = Response | Error | Promise<Response>

/** A response as fetch gives it: with an address, which its constructor cannot set. */
export function responseFrom(
  url: string,
  status: number,
  init: { headers?: HeadersInit; body?: string } = {},
): Response {
  const empty = status === 204 || status === 304
  const response = new Response(empty ? null : (init.body ?? ''), { status, headers: init.headers ?? {} })
  Object.defineProperty(response, 'url', { value: url })
  return response
}

export const ENDPOINT = 'https://live.example.com/whip/room'
export const SESSION = 'https://live.example.com/session/1'

/** The 201 of a server that offers everything, unless told otherwise. */
export const created = (headers: Record<string, string> = {}, url = ENDPOINT): Response =>
  responseFrom(url, 201, {
    headers: { Location: '/session/1', 'Content-Type': 'application/sdp', ...headers },
    body: offerSdp('remote', ['candidate:9 1 udp 1 198.51.100.1 3478 typ host']),
  })

export const PATCHABLE = { ETag: '"one"', 'Accept-Patch': 'application/trickle-ice-sdpfrag' }

/** A publisher over a scripted server, with a clock and connections in the hand of the test. */
export class WhipRig {
  readonly timers = new ManualTimers()
  readonly sent: Sent[] = []
  readonly peers: FakePeer[] = []
  readonly states: WhipState[] = []
  /** Answers by method; each request takes the next, the last one stays. */
  readonly answers: Record<string, Answer[]> = {
    OPTIONS: [responseFrom(ENDPOINT, 204)],
    POST: [created()],
    PATCH: [responseFrom(SESSION, 204)],
    DELETE: [responseFrom(SESSION, 200)],
  }
  /** Whether connections find all their candidates before the offer is sent. */
  gathersOnItsOwn = true
  leave: () => void = () => undefined
  readonly publisher: WhipPublisher

  constructor(token: string | null = 'sesame') {
    this.publisher = new WhipPublisher({
      url: ENDPOINT,
      token,
      timers: this.timers,
      random: () => 0.5,
      fetch: (url, init) => this.#fetch(url, init),
      createSender: (configuration) => {
        const peer = new FakePeer(configuration, this.gathersOnItsOwn)
        this.peers.push(peer)
        return { peer, answered: async () => undefined }
      },
      prepareOffer: (sdp) => sdp,
      prepareAnswer: (sdp) => sdp,
      onLeave: (listener) => {
        this.leave = listener
        return () => undefined
      },
      onChange: (state) => this.states.push(state),
    })
  }

  get state(): WhipState {
    return this.publisher.state
  }

  get peer(): FakePeer {
    const peer = this.peers.at(-1)
    if (!peer) throw new Error('There is no connection yet')
    return peer
  }

  of(method: string): Sent[] {
    return this.sent.filter((request) => request.method === method)
  }

  async start(ms = 5000): Promise<void> {
    this.publisher.start()
    await this.timers.pass(ms)
  }

  /** What the publisher waits after so many failures in a row, without jitter. */
  delayMs = (failures: number): number => retryDelayMs(failures, 0.5)

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const method = init.method ?? 'GET'
    this.sent.push({
      method,
      url,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? init.body : '',
      keepalive: init.keepalive ?? false,
    })
    const queue = this.answers[method] ?? []
    const answer = queue.length > 1 ? queue.shift() : queue[0]
    if (answer === undefined) throw new Error(`No answer to ${method}`)
    if (answer instanceof Error) throw answer
    const response = await answer
    const { url: from } = response
    const copy = response.clone()
    Object.defineProperty(copy, 'url', { value: from })
    return copy
  }
}
