import { constants } from 'node:fs'
import { mkdir, open, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import type { PageRole } from './grants.ts'

export interface RecordingsOptions {
  readonly dataDir: string
  readonly knownSession: (sessionId: string) => boolean
  /** Whether the request comes from somebody with one of these roles. */
  readonly isFrom: (request: FastifyRequest, roles: readonly PageRole[]) => boolean
}

/** Largest piece of a recording in one request. */
export const CHUNK_MAX_BYTES = 16 * 1024 * 1024

const paramsSchema = z.object({
  sessionId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  name: z
    .string()
    .max(100)
    .regex(/^[a-z0-9-]+\.(mp4|webm)$/),
})

const querySchema = z.object({ offset: z.coerce.number().int().nonnegative() })

const APPEND =
  // A link planted in the session's folder must not lead the recording elsewhere; Windows has no such flag.
  constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0)

/**
 * Recordings of the host window, appended piece by piece. `bytes` in every answer is what the file holds, so a
 * writer that lost an answer goes on from there: a piece cut short stays as far as it came, and the next one must
 * start exactly at the end.
 */
export async function addRecordingRoutes(app: FastifyInstance, options: RecordingsOptions): Promise<void> {
  const { dataDir, knownSession, isFrom } = options
  const writing = new Set<string>()

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

  function locate(request: FastifyRequest): { folder: string; name: string; path: string } | null {
    const params = paramsSchema.safeParse(request.params)
    if (!params.success || !knownSession(params.data.sessionId)) return null
    const folder = join(dataDir, 'sessions', params.data.sessionId)
    return { folder, name: params.data.name, path: join(folder, params.data.name) }
  }

  const url = '/v1/sessions/:sessionId/recordings/:name'

  app.put(url, async (request, reply) => {
    if (!isFrom(request, ['host'])) return notAllowed(reply)
    const place = locate(request)
    if (!place) return notFound(reply)
    const query = querySchema.safeParse(request.query)
    if (!query.success) return reply.code(400).send({ error: 'invalid', message: 'Say ?offset= in bytes.' })
    if (Number(request.headers['content-length'] ?? 0) > CHUNK_MAX_BYTES) return tooLarge(reply)
    if (writing.has(place.path)) {
      return reply.code(409).send({
        error: 'busy',
        message: 'Another piece of this recording is being written.',
        bytes: await sizeOf(place.path),
      })
    }
    writing.add(place.path)
    try {
      await mkdir(place.folder, { recursive: true })
      const file = await open(place.path, APPEND, 0o600)
      try {
        return await append(file, query.data.offset, request.body, reply)
      } finally {
        await file.close()
      }
    } catch (error) {
      if (!isDiskFull(error)) throw error
      return await reply.code(507).send({
        error: 'diskFull',
        message: 'The disk is full; the recording holds what came before.',
        bytes: await sizeOf(place.path),
      })
    } finally {
      writing.delete(place.path)
    }
  })

  app.post(`${url}/complete`, async (request, reply) => {
    if (!isFrom(request, ['host'])) return notAllowed(reply)
    const place = locate(request)
    const file = place && (await openExisting(place.path))
    if (!place || !file) return notFound(reply)
    try {
      await file.sync()
      await syncFolder(place.folder)
      return { bytes: (await file.stat()).size }
    } finally {
      await file.close()
    }
  })

  app.get(url, async (request, reply) => {
    if (!isFrom(request, ['host', 'moderator'])) return notAllowed(reply)
    const place = locate(request)
    if (!place) return notFound(reply)
    return reply
      .header('Cache-Control', 'private, no-cache')
      .sendFile(place.name, place.folder, { cacheControl: false, dotfiles: 'deny' })
  })
}

async function append(
  file: FileHandle,
  offset: number,
  body: unknown,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { size } = await file.stat()
  if (size !== offset) {
    return reply.code(409).send({
      error: 'wrongOffset',
      message: `The recording holds ${size} bytes; go on from there.`,
      bytes: size,
    })
  }
  let came = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      came += chunk.length
      if (came > CHUNK_MAX_BYTES) done(new ChunkTooLarge())
      else done(null, chunk)
    },
  })
  try {
    if (body instanceof Readable) await pipeline(body, count, file.createWriteStream({ autoClose: false }))
  } catch (error) {
    if (!(error instanceof ChunkTooLarge)) throw error
    await file.truncate(offset)
    return tooLarge(reply)
  }
  return reply.send({ bytes: (await file.stat()).size })
}

class ChunkTooLarge extends Error {}

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0
}

async function openExisting(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** A new file is safe only once its folder's entry is; Windows neither offers nor needs it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const notAllowed = (reply: FastifyReply): FastifyReply =>
  reply.code(401).send({ error: 'notPaired', message: 'Recordings are for the host and the moderators.' })

const notFound = (reply: FastifyReply): FastifyReply =>
  reply.code(404).send({ error: 'notFound', message: 'No such recording.' })

const tooLarge = (reply: FastifyReply): FastifyReply =>
  reply
    .code(413)
    .header('Connection', 'close')
    .send({ error: 'tooLarge', message: `A piece may hold ${CHUNK_MAX_BYTES} bytes.` })
