import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'

import { lanAddresses, plainAddress } from './addresses.ts'
import { listenError } from './transport-error.ts'
import type { TransportError } from './transport-error.ts'

export interface Listeners {
  readonly port: number
  readonly isLanOn: () => boolean
  /** LAN addresses that are open now, best first. */
  readonly lanAddresses: () => readonly string[]
  /** @throws TransportError when there are addresses to share but none could be opened; sharing then stays off. */
  readonly setLan: (on: boolean) => Promise<void>
  readonly close: () => Promise<void>
}

export interface ListenersOptions {
  /** 0 takes any free port. */
  readonly port: number
  readonly onRequest: RequestListener
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** The set of open LAN addresses changed. */
  readonly onLanChange: () => void
  /** Nobody can be reached through this address any more: whoever came in by it must go. */
  readonly onAddressGone: (address: string) => void
  readonly logger: Logger
  readonly findLanAddresses?: () => string[]
}

const LOOPBACK = '127.0.0.1'
/** How often a changed network (another Wi-Fi, a new lease) is noticed. */
const FOLLOW_EVERY_MS = 5_000
const CLOSE_GRACE_MS = 1_000
/** On each LAN address. Loopback has no such limit: whatever happens out there, the host gets in. */
const CONNECTIONS_MAX = 1_500
const CONNECTIONS_PER_ADDRESS_MAX = 300

/**
 * One HTTP server per address, all with the same handlers and the same port: loopback always, and while the LAN is
 * let in one for each LAN address. So switching the LAN on and off never touches a loopback client, and no
 * address is open that was not announced, which a wildcard socket could not promise.
 */
export async function openListeners(options: ListenersOptions): Promise<Listeners> {
  const { onLanChange, onAddressGone, logger, findLanAddresses = lanAddresses } = options
  const loopback = await open(options, LOOPBACK, options.port)
  const port = portOf(loopback)
  const lan = new Map<string, Server>()
  let lanOn = false
  let closed = false
  let follower: NodeJS.Timeout | undefined
  let queue: Promise<unknown> = Promise.resolve()

  /** Opens what is missing and closes what has gone; the first error if something could not be opened. */
  async function reconcile(wanted: readonly string[]): Promise<TransportError | undefined> {
    let problem: TransportError | undefined
    const before = [...lan.keys()].join()
    for (const [address, server] of lan) {
      if (wanted.includes(address)) continue
      lan.delete(address)
      // Nobody new from here on; who is still busy gets a moment, and nobody waits for them.
      void shut(server)
      onAddressGone(address)
    }
    for (const address of wanted) {
      if (lan.has(address)) continue
      try {
        lan.set(address, await open(options, address, port))
      } catch (error) {
        problem ??= listenError(address, port, error)
        logger.warn({ err: error }, 'a LAN address could not be opened')
      }
    }
    if ([...lan.keys()].join() !== before) onLanChange()
    return problem
  }

  /** One change at a time: a switch never meets the follower half-way. */
  function enqueue<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }

  async function setLan(on: boolean): Promise<void> {
    if (closed) return
    clearInterval(follower)
    lanOn = on
    const problem = await reconcile(on ? findLanAddresses() : [])
    if (lan.size === 0 && problem !== undefined) {
      lanOn = false
      throw problem
    }
    if (on) {
      follower = setInterval(follow, FOLLOW_EVERY_MS)
      follower.unref()
    }
  }

  function follow(): void {
    enqueue(() => reconcile(lanOn && !closed ? findLanAddresses() : [])).catch((error: unknown) =>
      logger.error({ err: error }, 'the LAN addresses could not be followed'),
    )
  }

  return {
    port,
    isLanOn: () => lanOn,
    lanAddresses: () => findLanAddresses().filter((address) => lan.has(address)),
    setLan: (on) => enqueue(() => setLan(on)),
    close: () =>
      enqueue(async () => {
        clearInterval(follower)
        closed = true
        lanOn = false
        await Promise.all([loopback, ...lan.values()].map(shut))
        lan.clear()
      }),
  }
}

function open({ onRequest, onUpgrade }: ListenersOptions, host: string, port: number): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 10_000, headersTimeout: 10_000 }, onRequest)
  if (host !== LOOPBACK) limitConnections(server)
  server.on('upgrade', onUpgrade)
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    else socket.destroy()
  })
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(host, port, error)))
    server.listen({ host, port, exclusive: true }, () => {
      server.removeAllListeners('error')
      resolve(server)
    })
  })
}

/** A device that hoards connections gets no more of them, and a whole room of such devices cannot use up the files. */
function limitConnections(server: Server): void {
  const openByAddress = new Map<string, number>()
  server.maxConnections = CONNECTIONS_MAX
  server.on('connection', (socket) => {
    const address = plainAddress(socket.remoteAddress)
    const count = (openByAddress.get(address) ?? 0) + 1
    if (count > CONNECTIONS_PER_ADDRESS_MAX) {
      socket.destroy()
      return
    }
    openByAddress.set(address, count)
    socket.once('close', () => {
      const left = (openByAddress.get(address) ?? 1) - 1
      if (left > 0) openByAddress.set(address, left)
      else openByAddress.delete(address)
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('An HTTP server listens on a TCP port.')
  return address.port
}

/** Lets running requests finish for a moment, then ends them. */
function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}
