import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { WebSocket, WebSocketServer } from 'ws'

import type { RemoteClient } from '#shared/protocol/remote.ts'
import type { Clock } from '../clock.ts'
import { plainAddress } from '../transport/addresses.ts'
import type { Denial } from '../transport/admission.ts'
import { openListeners } from '../transport/listeners.ts'
import { refuseUpgrade } from '../transport/refuse-upgrade.ts'
import { chooseSubprotocol, codecOf, type MessageCodec } from './message-codec.ts'
import type { Auth } from './obs-auth.ts'
import { CLOSE, OP, SUBSCRIPTION, type CloseCode, type ObsEvent } from './obs-protocol.ts'
import { openObsSession, type ObsSession } from './obs-session.ts'
import { isAllowedOrigin } from './origin.ts'
import type { Studio } from './request-handler.ts'
import type { Requests } from './requests.ts'

export interface ObsServerOptions {
  readonly port: number
  /** As it is at the moment somebody connects. */
  readonly auth: () => Auth
  readonly studio: Studio
  readonly requests: Requests
  readonly clock: Clock
  readonly logger: Logger
  /** Who is connected, what they want to hear, or where they can reach us has changed. */
  readonly onChange: () => void
  readonly findLanAddresses?: () => string[]
}

/** The door for control surfaces: an HTTP server of its own that does nothing but upgrade to WebSocket. */
export interface ObsServer {
  readonly port: number
  readonly lanAddresses: () => readonly string[]
  /** @throws TransportError when the network's addresses cannot be opened. */
  readonly setLan: (on: boolean) => Promise<void>
  readonly clients: () => RemoteClient[]
  readonly broadcast: (event: ObsEvent) => void
  /** Whether somebody wants levels. */
  readonly wantsMeters: () => boolean
  /** Lets clients go, telling them not to come back by themselves. */
  readonly drop: (test: (client: RemoteClient) => boolean, reason: string) => void
  readonly close: () => Promise<void>
}

const CLIENTS_MAX = 16
/** Those who have not given the password yet; they never take the place of those who have. */
const WAITING_MAX = 16
const WAITING_PER_ADDRESS_MAX = 8
/** No honest message is larger: a batch of many buttons has a few kilobytes. */
const MESSAGE_MAX_BYTES = 64 * 1024
/** A client this far behind hears no levels; far beyond, it is let go. */
const BEHIND_BYTES = 64 * 1024
const BACKLOG_MAX_BYTES = 8 * 1024 * 1024
const PING_EVERY_MS = 15_000
const HANG_UP_MS = 2_000
/**
 * After so many wrong passwords of an address within a minute, each further answer takes seconds. Nobody is locked
 * out: a surface with an old password, trying for ever, must not keep its neighbour on the same machine from coming in.
 */
const WRONG_PASSWORDS = 5
const WRONG_PASSWORDS_WINDOW_S = 60
const SLOW_VERDICT_MS = 2_000

interface Client {
  readonly view: RemoteClient
  /** The address of ours that it came to. */
  readonly localAddress: string
  readonly socket: WebSocket
  readonly session: ObsSession
  readonly codec: MessageCodec
  readonly close: (code: CloseCode, reason: string) => void
  isAlive: boolean
}

/** @throws TransportError when the port is taken or may not be used. */
export async function openObsServer(options: ObsServerOptions): Promise<ObsServer> {
  const { clock, logger, onChange } = options
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MESSAGE_MAX_BYTES,
    perMessageDeflate: false,
    handleProtocols: chooseSubprotocol,
  })
  const clients = new Set<Client>()
  const wrongPasswords = new RateLimiterMemory({
    points: WRONG_PASSWORDS,
    duration: WRONG_PASSWORDS_WINDOW_S,
  })
  let lastClient = 0
  let closing = false

  const listeners = await openListeners({
    port: options.port,
    onRequest: (_request, response) => {
      response.writeHead(426, { upgrade: 'websocket', 'content-type': 'text/plain; charset=utf-8' })
      response.end('This port speaks obs-websocket 5 (WebSocket) for remote control of Huitou Studio.\n')
    },
    onUpgrade: (request, socket, head) => upgrade(request, socket, head),
    onLanChange: onChange,
    onAddressGone: (address) => {
      for (const client of clients) {
        if (client.localAddress === address) client.close(CLOSE.goingAway, 'LAN access was turned off.')
      }
    },
    logger,
    ...(options.findLanAddresses && { findLanAddresses: options.findLanAddresses }),
  })
  const pinger = setInterval(ping, PING_EVERY_MS)
  pinger.unref()

  const identified = (): Client[] => [...clients].filter(({ session }) => session.isIdentified())

  function ping(): void {
    for (const client of clients) {
      if (!client.isAlive) {
        client.socket.terminate()
        continue
      }
      client.isAlive = false
      client.socket.ping()
    }
  }

  function denial(request: IncomingMessage): Denial | null {
    if (!isAllowedOrigin(request.headers.origin, plainAddress(request.socket.localAddress))) {
      return {
        status: 403,
        error: 'wrongOrigin',
        message: 'Pages from elsewhere may not control the studio.',
      }
    }
    const address = plainAddress(request.socket.remoteAddress)
    const waiting = [...clients].filter(({ session }) => !session.isIdentified())
    const waitingHere = waiting.filter(({ view }) => view.address === address)
    if (closing || waiting.length >= WAITING_MAX || waitingHere.length >= WAITING_PER_ADDRESS_MAX) {
      return { status: 503, error: 'full', message: 'No room for one more connection.', retryAfterSeconds: 5 }
    }
    return null
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const denied = denial(request)
    if (denied) return refuseUpgrade(socket, denied)
    const onError = (): void => void socket.destroy()
    socket.on('error', onError)
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      socket.removeListener('error', onError)
      attach(webSocket, request)
    })
  }

  function attach(socket: WebSocket, request: IncomingMessage): void {
    const address = plainAddress(request.socket.remoteAddress)
    const codec = codecOf(socket.protocol)
    const send = (message: string | Uint8Array): void => {
      if (socket.readyState !== WebSocket.OPEN) return
      if (socket.bufferedAmount > BACKLOG_MAX_BYTES) return socket.terminate()
      socket.send(message, { binary: codec.isBinary })
    }
    const hangUp = (code: CloseCode, reason: string): void => {
      socket.close(code, reason)
      setTimeout(() => socket.terminate(), HANG_UP_MS).unref()
    }
    lastClient += 1
    const view: RemoteClient = {
      id: `c${lastClient}`,
      name: programName(request.headers['user-agent']),
      address,
      sinceMs: clock.nowMs(),
    }
    // Before the session speaks its Hello.
    socket.on('error', (error) => logger.debug({ err: error }, 'a remote control socket failed'))
    const session = openObsSession({
      codec,
      auth: options.auth(),
      studio: options.studio,
      requests: options.requests,
      clock,
      send,
      close: hangUp,
      verdictDelayMs: async () => {
        const wrong = await wrongPasswords.get(address)
        return wrong !== null && wrong.remainingPoints <= 0 ? SLOW_VERDICT_MS : 0
      },
      onWrongPassword: () => {
        logger.warn({ address }, 'a wrong password for remote control')
        void wrongPasswords.penalty(address)
      },
      hasRoom: () => identified().length < CLIENTS_MAX,
      onIdentified: onChange,
    })
    const close = (code: CloseCode, reason: string): void => {
      session.gone()
      hangUp(code, reason)
    }
    const localAddress = plainAddress(request.socket.localAddress)
    const client: Client = { view, localAddress, socket, session, codec, close, isAlive: true }
    clients.add(client)
    socket.on('pong', () => (client.isAlive = true))
    socket.on('message', (data, isBinary) => {
      client.isAlive = true
      if (Buffer.isBuffer(data)) session.receive(data, isBinary)
    })
    socket.on('close', () => {
      const wasIdentified = session.isIdentified()
      session.gone()
      clients.delete(client)
      if (wasIdentified) onChange()
    })
  }

  function broadcast(event: ObsEvent): void {
    const { type, intent, data } = event
    const isHighVolume = intent === SUBSCRIPTION.inputVolumeMeters
    const encoded = new Map<MessageCodec, string | Uint8Array>()
    const d = { eventType: type, eventIntent: intent, ...(data && { eventData: data }) }
    for (const { session, codec, socket } of clients) {
      if (!session.hears(intent) || (isHighVolume && socket.bufferedAmount > BEHIND_BYTES)) continue
      const message = encoded.get(codec) ?? codec.encode({ op: OP.event, d })
      encoded.set(codec, message)
      session.deliver(message)
    }
  }

  return {
    port: listeners.port,
    lanAddresses: listeners.lanAddresses,
    setLan: async (on) => {
      if (on !== listeners.isLanOn()) await listeners.setLan(on)
    },
    clients: () => identified().map(({ view }) => view),
    broadcast,
    wantsMeters: () => [...clients].some(({ session }) => session.hears(SUBSCRIPTION.inputVolumeMeters)),
    drop: (test, reason) => {
      for (const client of clients) {
        if (test(client.view)) client.close(CLOSE.sessionInvalidated, reason)
      }
      onChange()
    },
    close: async () => {
      closing = true
      clearInterval(pinger)
      for (const client of clients) client.close(CLOSE.goingAway, 'Remote control was switched off.')
      await listeners.close()
      for (const { socket } of clients) socket.terminate()
    },
  }
}

const NAME_MAX = 40

/** The first word of a User-Agent; most control surfaces send none. */
function programName(userAgent: string | undefined): string | null {
  const [product = ''] = (userAgent ?? '').split(/[\s/(;]/)
  return product === '' ? null : product.slice(0, NAME_MAX)
}
