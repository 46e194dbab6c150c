import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'

import type { Command, Refusal } from '#shared/domain/session/command.ts'
import { parseEvent } from '#shared/domain/session/event.ts'
import { evolveAll } from '#shared/domain/session/evolve.ts'
import { EMPTY_STATE, fromSnapshot, type SessionState } from '#shared/domain/session/state.ts'
import { downSchema, type ChatLine, type Down } from '#shared/protocol/down.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/protocol-version.ts'
import type { Up } from '#shared/protocol/up.ts'

type FrameOf<Type extends Down['type']> = Extract<Down, { type: Type }>

/** A client of the service without a browser: holds the session like a screen does and keeps every frame. */
export class WireClient {
  readonly frames: Down[] = []
  readonly socket: WebSocket
  state: SessionState = EMPTY_STATE
  closeCode: number | null = null
  /** What this client was let in with; another client may come back with it. */
  readonly cookie: string
  onFrame: (frame: Down) => void = () => undefined
  private waiting: { test: (client: WireClient) => boolean; resolve: () => void }[] = []
  private readonly held: { sessionId: string | null; lastSeq: number }

  constructor(socket: WebSocket, cookie: string, held: { sessionId: string | null; lastSeq: number }) {
    this.socket = socket
    this.cookie = cookie
    this.held = held
    socket.on('message', (data: Buffer) => this.take(downSchema.parse(JSON.parse(data.toString()))))
    socket.on('close', (code) => {
      this.closeCode = code
      this.look()
    })
    socket.on('error', () => undefined)
  }

  /** Opens the host's link for its cookie, then the socket; resolves when the session has arrived. */
  static async openHost(hostUrl: string, held?: { sessionId: string; lastSeq: number }): Promise<WireClient> {
    return WireClient.open(hostUrl, 'host', await hostCookie(hostUrl), held)
  }

  static async open(
    url: string,
    role: 'host' | 'moderator' | 'viewer' | 'overlay',
    cookie: string,
    held: { sessionId: string | null; lastSeq: number } = { sessionId: null, lastSeq: 0 },
  ): Promise<WireClient> {
    const { origin, host } = new URL(url)
    const socket = new WebSocket(`ws://${host}/v1/socket?as=${role}`, { headers: { cookie, origin } })
    const client = new WireClient(socket, cookie, held)
    await client.until(({ frames }) =>
      frames.some(({ type }) => type === 'snapshot' || type === 'events' || type === 'room'),
    )
    return client
  }

  send(frame: Up): void {
    this.socket.send(JSON.stringify(frame))
  }

  /** The refusal, or null when the command was acknowledged. */
  async command(command: Command, commandId: string = randomUUID()): Promise<Refusal | null> {
    this.send({ type: 'command', commandId, command })
    const answer = await this.frame(
      (frame): frame is FrameOf<'ack'> | FrameOf<'refused'> =>
        (frame.type === 'ack' || frame.type === 'refused') && frame.commandId === commandId,
    )
    return answer.type === 'refused' ? answer.refusal : null
  }

  async say(text: string, commandId: string = randomUUID()): Promise<Refusal | null> {
    this.send({ type: 'say', commandId, text })
    const answer = await this.frame(
      (frame): frame is FrameOf<'ack'> | FrameOf<'refused'> =>
        (frame.type === 'ack' || frame.type === 'refused') && frame.commandId === commandId,
    )
    return answer.type === 'refused' ? answer.refusal : null
  }

  /** The first frame, already here or still to come, that `is` accepts. */
  async frame<Wanted extends Down>(is: (frame: Down) => frame is Wanted): Promise<Wanted> {
    await this.until(({ frames }) => frames.some(is))
    const found = this.frames.find(is)
    if (!found) throw new Error('the frame has gone')
    return found
  }

  /** The first chat line that this client has been or will be sent. */
  async firstLine(): Promise<ChatLine> {
    const withLines = (frame: Down): frame is FrameOf<'feed'> =>
      frame.type === 'feed' && frame.lines.length > 0
    const [line] = (await this.frame(withLines)).lines
    if (!line) throw new Error('a feed without lines')
    return line
  }

  /** Resolves as soon as `test` holds; looked at after every frame. Throws when the service closes the socket first. */
  async until(test: (client: WireClient) => boolean): Promise<void> {
    if (test(this)) return
    await new Promise<void>((resolve) => this.waiting.push({ test, resolve }))
    if (!test(this)) throw new Error(`the socket was closed (${this.closeCode}) before what was waited for`)
  }

  close(): void {
    this.socket.terminate()
  }

  private take(frame: Down): void {
    this.frames.push(frame)
    if (frame.type === 'welcome') this.send({ type: 'hello', protocol: PROTOCOL_VERSION, ...this.held })
    if (frame.type === 'snapshot') this.state = fromSnapshot(frame.state)
    if (frame.type === 'events' && frame.sessionId === this.state.sessionId) {
      const fresh = frame.events.filter(({ seq }) => seq > this.state.seq).map(parseEvent)
      this.state = { ...evolveAll(this.state, fresh), seq: frame.toSeq }
    }
    this.onFrame(frame)
    this.look()
  }

  private look(): void {
    const done = this.waiting.filter(({ test }) => this.closeCode !== null || test(this))
    this.waiting = this.waiting.filter((one) => !done.includes(one))
    for (const { resolve } of done) resolve()
  }
}

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

export async function hostCookie(hostUrl: string): Promise<string> {
  return cookiesOf(await fetch(hostUrl, { redirect: 'manual' }))
}

/** Pairs like a browser would; throws with the service's own words when it is refused. */
export async function pairedCookie(url: string, code: string, name: string): Promise<string> {
  const response = await fetch(new URL('/v1/pair', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin },
    body: JSON.stringify({ code, name }),
  })
  if (!response.ok) throw new Error(`pairing: ${response.status} ${await response.text()}`)
  return cookiesOf(response)
}
