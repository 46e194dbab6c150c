import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'

import { lanAddresses } from './addresses.ts'
import { listenError } from './transport-error.ts'

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
  let follower: NodeJS.Timeout | undefined
  let queue: Promise<unknown> = Promise.resolve()

  /** Opens what is missing and closes what has gone; the first error if something could not be opened. */
  async function reconcile(wanted: readonly string[]): Promise<unknown> {
    let problem: unknown
    const before = [...lan.keys()].join()
    for (const [address, server] of lan) {
      if (wanted.includes(address)) continue
      lan.delete(address)
      onAddressGone(address)
      await shut(server)
    }
    for (const address of wanted) {
      if (lan.has(address)) continue
      try {
        lan.set(address, await open(options, address, port))
      } catch (error) {
        problem ??= error
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
    clearInterval(follower)
    const problem = await reconcile(on ? findLanAddresses() : [])
    lanOn = on && (lan.size > 0 || problem === undefined)
    if (lanOn) {
      follower = setInterval(
        () => void enqueue(() => reconcile(lanOn ? findLanAddresses() : [])),
        FOLLOW_EVERY_MS,
      )
      follower.unref()
    }
    if (on && !lanOn) throw problem
  }

  return {
    port,
    isLanOn: () => lanOn,
    lanAddresses: () => findLanAddresses().filter((address) => lan.has(address)),
    setLan: (on) => enqueue(() => setLan(on)),
    close: () =>
      enqueue(async () => {
        clearInterval(follower)
        lanOn = false
        await Promise.all([loopback, ...lan.values()].map(shut))
        lan.clear()
      }),
  }
}

function open({ onRequest, onUpgrade }: ListenersOptions, host: string, port: number): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 10_000, headersTimeout: 10_000 }, onRequest)
  server.maxConnections = 2_000
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
