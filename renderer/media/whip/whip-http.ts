import { within, type Timers } from '#renderer/timing/timers.ts'
import { refusalOf, WhipError } from './whip-error.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

interface WhipHttpOptions {
  readonly endpoint: string
  readonly token: string | null
  readonly fetch: Fetch
  readonly timers: Timers
}

interface WhipRequest {
  readonly url: string
  readonly method: 'OPTIONS' | 'POST' | 'PATCH' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean
}

/** The requests of one WHIP session, with what is the same for all of them: token, redirects, failures. */
export class WhipHttp {
  readonly #options: WhipHttpOptions

  constructor(options: WhipHttpOptions) {
    this.#options = options
  }

  get nowMs(): number {
    return this.#options.timers.nowMs()
  }

  /**
   * Sends a request. The bearer token (RFC 9725 §4.7) goes to the origin of the endpoint alone: a session the server
   * places elsewhere is spoken to without. Redirects are followed for the endpoint only (§4.5: the session's address
   * is final), where the platform keeps method and body on 307 and 308 and takes the token off as soon as the origin
   * changes (Fetch, HTTP-redirect fetch, step 13). Throws WhipError `outputUnreachable` when no response came.
   */
  async send({ url, method, headers = {}, body, keepalive = false }: WhipRequest): Promise<Response> {
    const { endpoint, token, fetch } = this.#options
    const own = token !== null && token !== '' && new URL(url).origin === new URL(endpoint).origin
    let response: Response
    try {
      response = await fetch(url, {
        method,
        headers: { ...headers, ...(own ? { Authorization: `Bearer ${token}` } : {}) },
        ...(body === undefined ? {} : { body }),
        mode: 'cors',
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        redirect: method === 'POST' || method === 'OPTIONS' ? 'follow' : 'error',
        keepalive,
      })
    } catch (cause) {
      const { host } = new URL(url)
      throw new WhipError('outputUnreachable', `${method} ${host} got no response (network, TLS or CORS)`, {
        cause,
      })
    }
    if (response.redirected && new URL(response.url).protocol !== new URL(url).protocol) {
      throw new WhipError('outputUnreachable', `${method} was redirected to another scheme`)
    }
    return response
  }

  /** The error an unwelcome response stands for. */
  refusal(response: Response): Promise<WhipError> {
    return refusalOf(response, this.#options.token, this.nowMs)
  }

  /** Settles like `work`, or rejects with `outputUnreachable` after `ms`; `work` itself goes on. */
  within<Value>(ms: number, what: string, work: Promise<Value>): Promise<Value> {
    const tooLate = () => new WhipError('outputUnreachable', `${what} took longer than ${ms / 1000} s`)
    return within(this.#options.timers, ms, work, tooLate)
  }
}
