import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { WebSocket, WebSocketServer } from 'ws'

import type { Actor } from '#shared/domain/session/actor.ts'
import type { Down } from '#shared/protocol/down.ts'
import { CLOSE_CODES, UP_FRAME_MAX_BYTES } from '#shared/protocol/limits.ts'
import { isLoopback, plainAddress } from './addresses.ts'
import type { Admission, Denial } from './admission.ts'
import { attachLink } from './attach-link.ts'
import type { ByeReason, Hub } from './link.ts'
import { spend } from './pairing.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'

export interface WebSocketAdapter {
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Says `bye` to every client the test picks. */
  readonly closeWhere: (test: (client: SocketClient) => boolean, reason: ByeReason, message: string) => void
  /** Says `bye` to all and lets nobody in any more. */
  readonly close: () => void
}

export interface SocketClient {
  readonly actor: Actor
  /** The address of ours that the client came to. */
  readonly localAddress: string
}

export interface SocketLimits {
  readonly maxClients: number
  /** A guest network may hide a whole audience behind one address. */
  readonly maxClientsPerAddress: number
  /** The studio's own machine, which may run many windows, tests and benches. */
  readonly maxClientsFromLoopback: number
  /** Refused attempts of one address within ten seconds, after which it is not even told why. */
  readonly refusals: number
  /** Connections of one actor within ten seconds. */
  readonly connections: number
  readonly connectionsFromLoopback: number
}

export const SOCKET_LIMITS: SocketLimits = {
  maxClients: 600,
  maxClientsPerAddress: 200,
  maxClientsFromLoopback: 500,
  refusals: 30,
  connections: 30,
  connectionsFromLoopback: 1_000,
}

export interface WebSocketAdapterOptions {
  readonly hub: Hub
  /** Says who the client is before the upgrade completes, from the request alone. */
  readonly admit: (request: IncomingMessage) => Admission<Actor>
  readonly limits: SocketLimits
  readonly nowMs: () => number
  readonly logger: Logger
}

const RATE_WINDOW_S = 10
const LIVENESS_EVERY_MS = 30_000
/** How long a client that was told to go may take to hang up. */
const HANG_UP_MS = 2_000
/** The hub drops a slow client long before; this guards the memory should it not. */
const BACKLOG_MAX_BYTES = 64 * 1024 * 1024

interface Client extends SocketClient {
  readonly socket: WebSocket
  readonly close: (reason: ByeReason, message: string) => void
  isAlive: boolean
}

/** Offers browsers to the hub. A client is known, counted and allowed before its upgrade completes, or it gets none. */
export function createWebSocketAdapter(options: WebSocketAdapterOptions): WebSocketAdapter {
  const { admit, limits, logger } = options
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // Above the protocol's own limit, so that an honest mistake is told what is wrong by the gate.
    maxPayload: UP_FRAME_MAX_BYTES * 4,
    // Loopback gains nothing by it, and on a LAN the memory and delay of a deflater per phone cost more than the bytes.
    perMessageDeflate: false,
  })
  const clients = new Set<Client>()
  const bytesOf = encodingOnce()
  const countByAddress = new Map<string, number>()
  const duration = RATE_WINDOW_S
  const refusals = new RateLimiterMemory({ points: limits.refusals, duration })
  const connections = new RateLimiterMemory({ points: limits.connections, duration })
  const connectionsFromLoopback = new RateLimiterMemory({ points: limits.connectionsFromLoopback, duration })
  let closing = false

  const liveness = setInterval(() => {
    for (const client of clients) {
      if (!client.isAlive) {
        client.socket.terminate()
        continue
      }
      client.isAlive = false
      client.socket.ping()
    }
  }, LIVENESS_EVERY_MS)
  liveness.unref()

  function full(address: string): Denial | null {
    const here = countByAddress.get(address) ?? 0
    const mayHere = isLoopback(address) ? limits.maxClientsFromLoopback : limits.maxClientsPerAddress
    if (!closing && clients.size < limits.maxClients && here < mayHere) return null
    return { status: 503, error: 'full', message: 'No room for one more connection.', retryAfterSeconds: 5 }
  }

  /**
   * Refusals are counted by address and welcome clients by actor: whoever knocks with wrong keys all day
   * never keeps the ones with the right key waiting, though they share an address.
   */
  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const address = plainAddress(request.socket.remoteAddress)
    const admission = admit(request)
    if (!admission.ok) return refuseUpgrade(socket, (await spend(refusals, address)) ?? admission.denial)
    const actor = admission.value
    const tooMany = await spend(isLoopback(address) ? connectionsFromLoopback : connections, actor.id)
    const denial = tooMany ?? full(address)
    if (denial) return refuseUpgrade(socket, denial)
    server.handleUpgrade(request, socket, head, (webSocket) => {
      try {
        attach(webSocket, actor, address, plainAddress(request.socket.localAddress))
      } catch (error) {
        logger.error({ err: error, actor: actor.id }, 'a client could not be taken')
        webSocket.terminate()
      }
    })
  }

  function attach(socket: WebSocket, actor: Actor, address: string, localAddress: string): void {
    let saidBye = false
    const send = (frame: string): void => {
      if (saidBye || socket.readyState !== WebSocket.OPEN) return
      if (socket.bufferedAmount > BACKLOG_MAX_BYTES) return socket.terminate()
      socket.send(bytesOf(frame), { binary: false })
    }
    const close = (reason: ByeReason, message: string): void => {
      if (saidBye) return
      send(JSON.stringify({ type: 'bye', reason, message } satisfies Down))
      saidBye = true
      socket.close(CLOSE_CODES[reason], reason)
      setTimeout(() => socket.terminate(), HANG_UP_MS).unref()
    }
    // Protocol errors and resets: `close` follows and is all the hub needs to hear.
    socket.on('error', (error) => logger.debug({ err: error }, 'a socket failed'))

    const attached = attachLink({ actor, send, backlogBytes: () => socket.bufferedAmount, close }, options)
    const client: Client = { actor, localAddress, socket, close, isAlive: true }
    clients.add(client)
    countByAddress.set(address, (countByAddress.get(address) ?? 0) + 1)
    socket.on('pong', () => {
      client.isAlive = true
    })
    socket.on('message', (data, isBinary) => {
      client.isAlive = true
      if (!saidBye) attached.receive(isBinary ? null : data)
    })
    socket.on('close', () => {
      saidBye = true
      clients.delete(client)
      const left = (countByAddress.get(address) ?? 1) - 1
      if (left > 0) countByAddress.set(address, left)
      else countByAddress.delete(address)
      attached.gone()
    })
  }

  return {
    onUpgrade: (request, socket, head) => {
      // Until the upgrade is done nobody else listens; a reset now must not end the process.
      const onError = (error: Error): void => {
        logger.debug({ err: error }, 'an upgrade failed')
        socket.destroy()
      }
      socket.on('error', onError)
      void upgrade(request, socket, head)
        .catch((error: unknown) => {
          logger.error({ err: error }, 'an upgrade could not be handled')
          refuseUpgrade(socket, {
            status: 500,
            error: 'failed',
            message: 'The service could not look up who this is.',
          })
        })
        .finally(() => socket.removeListener('error', onError))
    },
    closeWhere: (test, reason, message) => {
      for (const client of clients) if (test(client)) client.close(reason, message)
    },
    close: () => {
      closing = true
      clearInterval(liveness)
      for (const client of clients) client.close('shuttingDown', 'The studio is closing.')
    },
  }
}

/** The hub hands the same frame to one client after the other: its bytes are made for the first of them only. */
function encodingOnce(): (frame: string) => Buffer {
  let last = ''
  let bytes = Buffer.alloc(0)
  return (frame) => {
    if (frame !== last) {
      last = frame
      bytes = Buffer.from(frame)
    }
    return bytes
  }
}
