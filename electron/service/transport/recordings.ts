import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import type { PageRole } from './grants.ts'
import { appendChunk, makeDurable, sizeOf } from './recording-file.ts'
import type { ChunkOutcome } from './recording-file.ts'

export interface RecordingsOptions {
  readonly dataDir: string
  readonly knownSession: (sessionId: string) => boolean
  /** Whether the request comes from somebody with one of these roles. */
  readonly isFrom: (request: FastifyRequest, roles: readonly PageRole[]) => boolean
}

/** Largest piece of a recording in one request. */
export const CHUNK_MAX_BYTES = 16 * 1024 * 1024

const URL_PATH = '/v1/sessions/:sessionId/recordings/:name'

const paramsSchema = z.object({
  sessionId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  name: z
    .string()
    .max(100)
    .regex(/^[a-z0-9-]+\.(mp4|webm)$/),
})

const querySchema = z.object({
  offset: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
})

/**
 * Recordings of the host window: `PUT …?offset=` appends a piece, `POST …/complete` brings the whole to the disk,
 * `GET` plays it, also while it grows. `bytes` in every answer to a writer is what the file holds, so one that lost
 * an answer goes on from there.
 */
export async function addRecordingRoutes(app: FastifyInstance, options: RecordingsOptions): Promise<void> {
  const { dataDir, knownSession, isFrom } = options
  const inUse = new Set<string>()

  // Pieces are streamed to the disk whatever they call themselves.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

  function locate(request: FastifyRequest): string | null {
    const params = paramsSchema.safeParse(request.params)
    if (!params.success || !knownSession(params.data.sessionId)) return null
    return join(dataDir, 'sessions', params.data.sessionId, params.data.name)
  }

  /** One writer at a time. */
  async function alone<Result>(path: string, work: () => Promise<Result>): Promise<Result | 'busy'> {
    if (inUse.has(path)) return 'busy'
    inUse.add(path)
    try {
      return await work()
    } finally {
      inUse.delete(path)
    }
  }

  app.put(URL_PATH, async (request, reply) => {
    if (!isFrom(request, ['host'])) return notAllowed(reply)
    const path = locate(request)
    if (path === null) return notFound(reply)
    const query = querySchema.safeParse(request.query)
    if (!query.success) return fail(reply, 400, { error: 'invalid', message: 'Say ?offset= in bytes.' })

    const source = request.body instanceof Readable ? request.body : null
    const tooLarge = Number(request.headers['content-length'] ?? 0) > CHUNK_MAX_BYTES
    const outcome = await alone(path, async (): Promise<ChunkOutcome> => {
      if (tooLarge) return { kind: 'tooLarge', bytes: await sizeOf(path) }
      await mkdir(dirname(path), { recursive: true })
      return appendChunk(path, query.data.offset, source, CHUNK_MAX_BYTES)
    })
    return outcome === 'busy' ? busy(reply, path) : answer(reply, outcome)
  })

  app.post(`${URL_PATH}/complete`, async (request, reply) => {
    if (!isFrom(request, ['host'])) return notAllowed(reply)
    const path = locate(request)
    if (path === null) return notFound(reply)
    const bytes = await alone(path, () => makeDurable(path))
    if (bytes === 'busy') return busy(reply, path)
    return bytes === null ? notFound(reply) : reply.send({ bytes })
  })

  app.get(URL_PATH, async (request, reply) => {
    if (!isFrom(request, ['host', 'moderator'])) return notAllowed(reply)
    const path = locate(request)
    if (path === null) return notFound(reply)
    const params = paramsSchema.parse(request.params)
    return reply
      .header('Cache-Control', 'private, no-cache')
      .sendFile(params.name, dirname(path), { cacheControl: false })
  })
}

function answer(reply: FastifyReply, { kind, bytes }: ChunkOutcome): FastifyReply {
  switch (kind) {
    case 'written':
      return reply.send({ bytes })
    case 'wrongOffset':
      return fail(reply, 409, {
        error: kind,
        message: `The recording holds ${bytes} bytes; go on there.`,
        bytes,
      })
    case 'tooLarge':
      // The rest of the piece is still on its way and nobody will read it.
      reply.header('Connection', 'close')
      return fail(reply, 413, { error: kind, message: `A piece may hold ${CHUNK_MAX_BYTES} bytes.`, bytes })
    case 'diskFull':
      return fail(reply, 507, {
        error: kind,
        message: `The disk is full; the recording keeps the ${bytes} bytes it holds.`,
        bytes,
      })
    case 'cutShort':
      return fail(reply, 400, { error: kind, message: 'The piece ended early.', bytes })
    default:
      return kind satisfies never
  }
}

async function busy(reply: FastifyReply, path: string): Promise<FastifyReply> {
  const message = 'Another piece of this recording is being written.'
  return fail(reply, 409, { error: 'busy', message, bytes: await sizeOf(path) })
}

const notAllowed = (reply: FastifyReply): FastifyReply =>
  fail(reply, 401, { error: 'notPaired', message: 'Recordings are for the host and the moderators.' })

const notFound = (reply: FastifyReply): FastifyReply =>
  fail(reply, 404, { error: 'notFound', message: 'No such recording.' })

function fail(
  reply: FastifyReply,
  status: number,
  body: { readonly error: string; readonly message: string; readonly bytes?: number },
): FastifyReply {
  return reply.code(status).header('Cache-Control', 'no-store').send(body)
}
