import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { ASSET_MAX_BYTES } from '#service/library/asset-store.ts'
import type { AssetOutcome, AssetStore } from '#service/library/asset-store.ts'
import type { PageRole } from './grants.ts'

export interface AssetsOptions {
  readonly assets: AssetStore
  /** Whether the request comes from somebody with one of these roles. */
  readonly isFrom: (request: FastifyRequest, roles: readonly PageRole[]) => boolean
}

const URL_PATH = '/v1/assets/:id'

const paramsSchema = z.object({ id: z.string().regex(/^[0-9a-f]{64}$/) })

/**
 * Images under the SHA-256 of their bytes: the host puts and deletes, the staff read, viewers see that of the product
 * on air. What is stored under a hash never changes, so it may be kept by browsers for ever.
 */
export async function addAssetRoutes(app: FastifyInstance, { assets, isFrom }: AssetsOptions): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: ASSET_MAX_BYTES }, (_request, body, done) =>
    done(null, body),
  )

  app.put(URL_PATH, {
    bodyLimit: ASSET_MAX_BYTES,
    // Before the body is taken in: a stranger's eight megabytes are not read.
    onRequest: async (request, reply) => {
      if (!isFrom(request, ['host'])) return notAllowed(reply)
      if (idOf(request) === null) return notFound(reply)
      const bytes = Number(request.headers['content-length'] ?? 0)
      if (bytes > ASSET_MAX_BYTES) return answer(reply.header('Connection', 'close'), 'tooLarge')
    },
    handler: async (request, reply) => {
      const id = idOf(request)
      if (id === null) return notFound(reply)
      return answer(
        reply,
        await assets.put(id, Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)),
      )
    },
  })

  app.get(URL_PATH, async (request, reply) => {
    const id = idOf(request)
    const isStaff = isFrom(request, ['host', 'moderator'])
    const isShown = id !== null && assets.isOnAir(id) && isFrom(request, ['viewer', 'overlay'])
    if (!isStaff && !isShown) return notAllowed(reply)
    const asset = id === null ? null : await assets.get(id)
    if (!asset) return notFound(reply)
    return reply
      .header('Cache-Control', 'private, max-age=31536000, immutable')
      .type(asset.type)
      .send(asset.bytes)
  })

  app.delete(URL_PATH, async (request, reply) => {
    if (!isFrom(request, ['host'])) return notAllowed(reply)
    const id = idOf(request)
    const outcome = id === null ? 'notFound' : await assets.remove(id)
    switch (outcome) {
      case 'removed':
        return reply.code(204).send()
      case 'notFound':
        return notFound(reply)
      case 'inUse':
        return fail(reply, 409, outcome, 'A saved scene shows this image.')
      default:
        return outcome satisfies never
    }
  })
}

const idOf = (request: FastifyRequest): string | null =>
  paramsSchema.safeParse(request.params).data?.id ?? null

function answer(reply: FastifyReply, outcome: AssetOutcome): FastifyReply {
  switch (outcome) {
    case 'stored':
      return reply.code(204).send()
    case 'tooLarge':
      return fail(reply, 413, outcome, `An image may hold ${ASSET_MAX_BYTES} bytes.`)
    case 'wrongType':
      return fail(reply, 415, outcome, 'Only PNG, JPEG and WebP images can be shown in scenes.')
    case 'wrongHash':
      return fail(reply, 400, outcome, 'The address is not the SHA-256 of these bytes.')
    case 'diskFull':
      return fail(reply, 507, outcome, 'The disk is full; the image was not kept.')
    default:
      return outcome satisfies never
  }
}

const notAllowed = (reply: FastifyReply): FastifyReply =>
  fail(reply, 401, 'notPaired', 'Images are for the host and the moderators.')

const notFound = (reply: FastifyReply): FastifyReply => fail(reply, 404, 'notFound', 'No such image.')

const fail = (reply: FastifyReply, status: number, error: string, message: string): FastifyReply =>
  reply.code(status).header('Cache-Control', 'no-store').send({ error, message })
