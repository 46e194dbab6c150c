import type { IncomingMessage } from 'node:http'
import { fastifyCookie } from '@fastify/cookie'
import type { Logger } from 'pino'
import { z } from 'zod'

import type { AssetStore } from '#service/library/asset-store.ts'
import type { GrantStore } from '#service/library/grant-store.ts'
import type { Actor } from '#shared/domain/session/actor.ts'
import type { Access } from '#shared/protocol/down.ts'
import { createAccessControl } from './access.ts'
import { isOwnHost, isOwnOrigin, plainAddress } from './addresses.ts'
import { deny } from './admission.ts'
import type { Admission } from './admission.ts'
import { HOST_ID, hostActor, PAGE_ROLES } from './grants.ts'
import { createHttpApp } from './http-server.ts'
import type { ImportRoutes } from './imports.ts'
import type { InviteRole } from './invites.ts'
import type { Hub } from './link.ts'
import type { OrderRoutes } from './orders.ts'
import type { ReviewRoutes } from './review.ts'
import type { ReviewAcrossRoutes } from './review-across.ts'
import type { SuggestionRoutes } from './suggestions.ts'
import type { ExportRouteOptions } from './exports.ts'
import { openListeners } from './listeners.ts'
import { createPortAdapter } from './port-adapter.ts'
import type { PortLike } from './port-adapter.ts'
import { createWebSocketAdapter, SOCKET_LIMITS } from './websocket-adapter.ts'
import type { SocketLimits } from './websocket-adapter.ts'

export interface TransportOptions {
  readonly hub: Hub
  readonly grants: GrantStore
  readonly assets: AssetStore
  /** How orders of the shop come in. */
  readonly orders: Pick<OrderRoutes, 'token' | 'intake'>
  readonly imports: ImportRoutes
  readonly review: ReviewRoutes
  readonly across: ReviewAcrossRoutes
  readonly suggestions: SuggestionRoutes['suggestions']
  readonly exporting: ExportRouteOptions['exporting']
  readonly dataDir: string
  /** The built pages: `host/index.html` … and `assets/`. */
  readonly pagesDir: string
  /** On 127.0.0.1; 0 takes any free port. */
  readonly port: number
  /** Whether to start with the LAN let in. */
  readonly lan: boolean
  readonly knownSession: (sessionId: string) => boolean
  /** What viewers and moderators read as the host's name. */
  readonly hostName: string
  readonly logger: Logger
  readonly nowMs: () => number
  readonly socketLimits?: Partial<SocketLimits>
  readonly findLanAddresses?: () => string[]
}

export interface TransportAccess {
  readonly current: () => Access
  readonly subscribe: (listener: (access: Access) => void) => () => void
  /** @throws TransportError when the LAN addresses could not be opened; sharing then stays off. */
  readonly setLan: (on: boolean) => Promise<void>
  readonly renewInvite: (role: InviteRole) => void
  /** Closes an actor's connections at once and forgets its devices. The host cannot be shut out. */
  readonly revoke: (actorId: string) => void
}

export interface Transport {
  readonly url: string
  readonly port: number
  /** Opens the host page; whoever has it, on this machine, is the host. */
  readonly hostUrl: string
  readonly hostToken: string
  readonly access: TransportAccess
  readonly attachPort: (port: PortLike) => void
  /** Says goodbye and lets go of every port, within three seconds. */
  readonly close: () => Promise<void>
}

const PRUNE_EVERY_MS = 60 * 60_000
const CLOSE_WITHIN_MS = 3_000

const socketQuerySchema = z.object({ as: z.enum(PAGE_ROLES) })

/**
 * Opens every way into the service.
 * @throws TransportError when the port is taken or may not be used.
 */
export async function createTransport(options: TransportOptions): Promise<Transport> {
  const { hub, grants: store, assets, dataDir, pagesDir, knownSession, logger, nowMs } = options
  const subscribers = new Set<(access: Access) => void>()
  let announced = false

  /** Several changes at once make one announcement, after the change that caused it is complete. */
  function announce(): void {
    if (announced) return
    announced = true
    queueMicrotask(() => {
      announced = false
      const access = current()
      for (const tell of subscribers) tell(access)
    })
  }

  const seat = hostActor(options.hostName)
  const access = createAccessControl({ store, host: seat, nowMs, onChange: announce })
  const app = await createHttpApp({
    access,
    assets,
    orders: { ...options.orders, nowMs },
    imports: options.imports,
    review: options.review,
    across: options.across,
    suggestions: options.suggestions,
    exporting: options.exporting,
    pagesDir,
    dataDir,
    knownSession,
    logger,
  })
  const sockets = createWebSocketAdapter({
    hub,
    admit: (request) => admit(request),
    limits: { ...SOCKET_LIMITS, ...options.socketLimits },
    nowMs,
    logger,
  })
  const ports = createPortAdapter({ hub, actor: seat, nowMs, logger })
  const listeners = await openListeners({
    port: options.port,
    onRequest: (request, response) => app.routing(request, response),
    onUpgrade: sockets.onUpgrade,
    onLanChange: announce,
    onAddressGone: (address) =>
      sockets.closeWhere(
        ({ localAddress }) => localAddress === address,
        'shuttingDown',
        'LAN access was turned off.',
      ),
    logger,
    ...(options.findLanAddresses && { findLanAddresses: options.findLanAddresses }),
  }).catch(async (error: unknown) => {
    sockets.close()
    await app.close()
    throw error
  })
  prune()
  const pruner = setInterval(prune, PRUNE_EVERY_MS)
  pruner.unref()

  /** Tidying up only: expired grants open nothing anyway, so a library in trouble must not end the show here. */
  function prune(): void {
    try {
      store.prune(nowMs())
    } catch (error) {
      logger.warn({ err: error }, 'expired grants could not be removed')
    }
  }

  function current(): Access {
    return access.current(listeners)
  }

  function admit(request: IncomingMessage): Admission<Actor> {
    const { host, origin, cookie } = request.headers
    if (!isOwnHost(host, request.socket)) {
      return deny({ status: 403, error: 'wrongHost', message: 'This name is not one of the studio.' })
    }
    if (!isOwnOrigin(origin, host)) {
      return deny({ status: 403, error: 'wrongOrigin', message: 'Only pages of the studio may connect.' })
    }
    const [path, query] = (request.url ?? '').split('?')
    if (path !== '/v1/socket') {
      return deny({ status: 404, error: 'notFound', message: 'The socket is at /v1/socket.' })
    }
    const asked = socketQuerySchema.safeParse(Object.fromEntries(new URLSearchParams(query)))
    if (!asked.success) return deny({ status: 400, error: 'invalid', message: 'Say ?as= a role.' })
    const address = plainAddress(request.socket.remoteAddress)
    const actor = access.grants.actAs(asked.data.as, fastifyCookie.parse(cookie ?? ''), address)
    if (!actor) return deny({ status: 401, error: 'notPaired', message: 'This browser is not paired.' })
    return { ok: true, value: actor }
  }

  async function close(): Promise<void> {
    clearInterval(pruner)
    subscribers.clear()
    sockets.close()
    ports.closeAll('shuttingDown', 'The studio is closing.')
    await Promise.race([
      listeners.close().then(() => app.close()),
      new Promise((resolve) => setTimeout(resolve, CLOSE_WITHIN_MS).unref()),
    ])
  }

  const url = `http://127.0.0.1:${listeners.port}/`
  const transport: Transport = {
    url,
    port: listeners.port,
    hostUrl: `${url}?token=${access.hostToken}`,
    hostToken: access.hostToken,
    access: {
      current,
      subscribe: (listener) => {
        subscribers.add(listener)
        return () => subscribers.delete(listener)
      },
      setLan: async (on) => {
        await listeners.setLan(on)
        announce()
      },
      renewInvite: access.renewInvite,
      revoke: (actorId) => {
        if (actorId === HOST_ID) return
        sockets.closeWhere(({ actor }) => actor.id === actorId, 'revoked', 'The host took this access away.')
        access.forget(actorId)
      },
    },
    attachPort: ports.attach,
    close,
  }
  if (options.lan) {
    try {
      await listeners.setLan(true)
    } catch (error) {
      await close()
      throw error
    }
  }
  return transport
}
