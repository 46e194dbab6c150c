import { STATUS_CODES } from 'node:http'
import { fastifyCookie } from '@fastify/cookie'
import { fastifyStatic } from '@fastify/static'
import { fastify } from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { z } from 'zod'

import type { AssetStore } from '#service/library/asset-store.ts'
import type { AccessControl } from './access.ts'
import { isOwnHost, isOwnOrigin, plainAddress } from './addresses.ts'
import type { Denial } from './admission.ts'
import { addAssetRoutes } from './assets.ts'
import { entryPage, NOT_BUILT_PAGE } from './entry-page.ts'
import { cookieName, GRANT_LIFE_MS, PAGE_ROLES } from './grants.ts'
import type { PageRole } from './grants.ts'
import { addOrderRoutes, ORDERS_PATH, type OrderRoutes } from './orders.ts'
import { addImportRoutes, type ImportRoutes } from './imports.ts'
import { addRecordingRoutes } from './recordings.ts'
import { addReviewRoutes, type ReviewRoutes } from './review.ts'
import { addReviewAcrossRoutes, type ReviewAcrossRoutes } from './review-across.ts'
import { addSuggestionRoutes, type SuggestionRoutes } from './suggestions.ts'
import { addExportRoutes, type ExportRouteOptions } from './exports.ts'
import { addSecurityHeaders } from './security-headers.ts'

export interface HttpAppOptions {
  readonly access: AccessControl
  readonly assets: AssetStore
  readonly orders: OrderRoutes
  readonly pagesDir: string
  readonly imports: ImportRoutes
  readonly review: ReviewRoutes
  readonly across: ReviewAcrossRoutes
  readonly suggestions: SuggestionRoutes['suggestions']
  readonly exporting: ExportRouteOptions['exporting']
  readonly dataDir: string
  readonly knownSession: (sessionId: string) => boolean
  readonly logger: Logger
}

const PAIR_PATH = '/v1/pair'

const PAGES = ['host', 'console', 'watch', 'overlay', 'review'] as const

const HOME: Readonly<Record<PageRole, string>> = {
  host: '/host/',
  moderator: '/console/',
  viewer: '/watch/',
  overlay: '/overlay/',
}

const rootQuerySchema = z.object({ token: z.string().max(200).optional() })
const whoamiQuerySchema = z.object({ as: z.enum(PAGE_ROLES) })

/** The HTTP side of the service: pages for anybody, data for those whose cookie says so. */
export async function createHttpApp({
  access,
  logger,
  ...options
}: HttpAppOptions): Promise<FastifyInstance> {
  // The peer's address decides who may be host, so no proxy header is ever believed.
  const app = fastify({ trustProxy: false, bodyLimit: 1_024, logger: false })

  // A flood of guesses must cost next to nothing, so it ends here: before headers are made and bodies are read.
  app.addHook('onRequest', async (request, reply) => {
    if (request.url !== PAIR_PATH || request.method !== 'POST') return
    const refusal = await access.pairing.refusal(addressOf(request))
    if (refusal) return refuse(reply, refusal)
  })
  await addSecurityHeaders(app)
  await app.register(fastifyCookie)

  app.addHook('onRequest', async (request, reply) => {
    const { host, origin } = request.headers
    if (!isOwnHost(host, request.socket)) {
      return refuse(reply, {
        status: 403,
        error: 'wrongHost',
        message: 'This name is not one of the studio.',
      })
    }
    // A shop system is no browser: it names no origin, and its token is not one that a browser sends by itself.
    const isShop = request.url === ORDERS_PATH && origin === undefined
    if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method) && !isShop && !isOwnOrigin(origin, host)) {
      return refuse(reply, {
        status: 403,
        error: 'wrongOrigin',
        message: 'Only pages of the studio may do this.',
      })
    }
  })
  app.setErrorHandler((error: unknown, _request, reply) => {
    const status = statusOf(error)
    if (status >= 500) logger.error({ err: error }, 'a request failed')
    return reply
      .code(status)
      .send({ error: status >= 500 ? 'failed' : 'invalid', message: STATUS_CODES[status] })
  })

  app.get('/healthz', async (_request, reply) => reply.header('Cache-Control', 'no-store').send({ ok: true }))

  app.get('/', async (request, reply) => {
    reply.header('Cache-Control', 'no-store')
    const query = rootQuerySchema.safeParse(request.query)
    const token = query.success ? query.data.token : undefined
    const exchanged =
      token === undefined ? null : access.exchangeHostToken(token, addressOf(request), request.cookies)
    if (exchanged?.ok) {
      if (exchanged.value !== null) setRoleCookie(reply, 'host', exchanged.value)
      return reply.redirect(HOME.host, 303)
    }
    // Somebody known who opens the bare address, or an old link out of the history, is sent home.
    const role = PAGE_ROLES.find((candidate) =>
      access.grants.find(candidate, request.cookies, addressOf(request)),
    )
    if (role) return reply.redirect(HOME[role], 303)
    return reply
      .code(exchanged ? 403 : 200)
      .type('text/html; charset=utf-8')
      .send(entryPage(exchanged ? 'oldLink' : null))
  })

  app.post(PAIR_PATH, async (request, reply) => {
    reply.header('Cache-Control', 'no-store')
    const paired = await access.pairing.attempt(request.body, addressOf(request), request.cookies)
    if (!paired.ok) return refuse(reply, paired.denial)
    const { role, next, token } = paired.value
    if (token !== null) setRoleCookie(reply, role, token)
    return { role, next }
  })

  /** Tells a page why its socket was refused, which browsers hide. */
  app.get('/v1/whoami', async (request, reply) => {
    reply.header('Cache-Control', 'no-store')
    const query = whoamiQuerySchema.safeParse(request.query)
    if (!query.success) return refuse(reply, { status: 400, error: 'invalid', message: 'Say ?as= a role.' })
    const actor = access.grants.actAs(query.data.as, request.cookies, addressOf(request))
    if (!actor)
      return refuse(reply, { status: 401, error: 'notPaired', message: 'This browser is not paired.' })
    return { actor }
  })

  await app.register(fastifyStatic, {
    root: options.pagesDir,
    prefix: '/',
    index: 'index.html',
    redirect: true,
    dotfiles: 'ignore',
    cacheControl: false,
    suppressWarning: true,
    setHeaders: (reply, path) => {
      // The bundler names what is under assets/ by its content; everything else may change with the next version.
      const isHashed = /[\\/]assets[\\/]/.test(path)
      reply.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.setNotFoundHandler((request, reply) => {
    // Browsers ask for it unbidden; an error in every page's console would hide the real ones.
    if (request.url === '/favicon.ico') return reply.code(204).send()
    const isPage = PAGES.some((page) => request.url.startsWith(`/${page}/`))
    if (isPage && !request.url.includes('.')) {
      return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT_PAGE)
    }
    return refuse(reply, { status: 404, error: 'notFound', message: 'There is nothing at this address.' })
  })
  const isFrom = (request: FastifyRequest, roles: readonly PageRole[]): boolean =>
    roles.some((role) => access.grants.find(role, request.cookies, addressOf(request)))
  await app.register((scope) => addRecordingRoutes(scope, { ...options, isFrom }))
  await app.register((scope) => addOrderRoutes(scope, options.orders))
  await app.register((scope) => addImportRoutes(scope, { ...options.imports, isFrom }))
  await app.register((scope) => addExportRoutes(scope, { exporting: options.exporting, isFrom }))
  await app.register((scope) => addReviewRoutes(scope, { ...options, ...options.review, isFrom }))
  await app.register((scope) => addReviewAcrossRoutes(scope, { ...options.across, isFrom }))
  await app.register((scope) => addSuggestionRoutes(scope, { suggestions: options.suggestions, isFrom }))
  await app.register((scope) => addAssetRoutes(scope, { assets: options.assets, isFrom }))
  await app.ready()
  return app
}

const addressOf = (request: FastifyRequest): string => plainAddress(request.socket.remoteAddress)

function setRoleCookie(reply: FastifyReply, role: PageRole, token: string): void {
  // Strict suffices even for a link from a camera app: pages are public, and what needs the cookie is asked for by
  // the page itself, from its own site.
  reply.setCookie(cookieName(role), token, {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    maxAge: GRANT_LIFE_MS / 1_000,
  })
}

function refuse(reply: FastifyReply, { status, error, message, retryAfterSeconds }: Denial): FastifyReply {
  if (retryAfterSeconds !== undefined) reply.header('Retry-After', retryAfterSeconds)
  return reply
    .code(status)
    .header('Cache-Control', 'no-store')
    .send({
      error,
      message,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    })
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500
}
