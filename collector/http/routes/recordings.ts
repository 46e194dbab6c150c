import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { RECORDINGS_PATH } from '../../recordings/uploads.ts'
import { grantOf, type CollectorApp, type Context } from '../context.ts'
import { visibleStudios, writingStudio } from '../grants.ts'
import { refusals } from '../problems.ts'
import { Refusal } from '../refusal.ts'

const params = z.object({ recordingId: z.string().regex(/^[0-9a-f]{32}$/) })

const resumable = z.object({ 'tus-resumable': z.literal('1.0.0') })

/** Recordings by tus 1.0 (https://tus.io/protocols/resumable-upload), for any of its clients. */
export function addRecordingRoutes(app: CollectorApp, context: Context): void {
  const security = [{ token: [] }]
  const tags = ['studio']
  const nothing = z.undefined()

  // The bytes go straight to the file.
  app.addContentTypeParser('application/offset+octet-stream', (_request, payload, done) =>
    done(null, payload),
  )

  const answer = async <Reply extends FastifyReply>(
    request: FastifyRequest,
    reply: Reply,
    studioId: string,
  ): Promise<Reply> => {
    void reply.header('Tus-Resumable', '1.0.0').header('X-Content-Type-Options', 'nosniff')
    const { status, headers, body } = await context.uploads.answer({
      raw: request.raw,
      response: reply.raw,
      studioId,
      recheck: () => context.doorkeeper.grantOf(request.headers.authorization),
    })
    void reply.code(status)
    for (const [name, value] of headers) {
      if (!name.startsWith('access-control-')) void reply.header(name, value)
    }
    void reply
      .serializer((text: string) => text)
      .send(body === null || status === 204 ? undefined : Readable.from(body))
    return reply
  }

  /** Whoever does not see an upload is told that there is none. */
  const ownerOf = async (request: FastifyRequest, recordingId: string): Promise<string> => {
    const owner = await context.recordings.studioOf(recordingId)
    const visible = visibleStudios(grantOf(request), undefined)
    if (owner === null || (visible !== null && !visible.includes(owner))) {
      throw new Refusal(404, 'There is no such recording.')
    }
    return owner
  }

  app.route({
    method: 'OPTIONS',
    url: RECORDINGS_PATH,
    config: { access: 'open' },
    schema: {
      operationId: 'getUploadOptions',
      tags,
      summary: 'What of tus is understood, and how large a recording may be',
      response: { 204: nothing.describe('Tus-Version, Tus-Extension, Tus-Max-Size'), ...refusals() },
    },
    handler: async (request, reply) => answer(request, reply, ''),
  })

  app.route({
    method: 'POST',
    url: RECORDINGS_PATH,
    config: { access: 'upload' },
    schema: {
      operationId: 'createUpload',
      tags,
      summary: 'Begin to send a recording',
      security,
      headers: resumable.extend({
        'upload-length': z.string().regex(/^\d{1,15}$/),
        'upload-metadata': z.string().max(2_000).describe('sessionId, filename and filetype, as tus has it'),
      }),
      response: {
        201: nothing.describe('Begun; Location is where its bytes go'),
        ...refusals(400, 401, 403, 412, 413, 415, 429, 503),
      },
    },
    handler: async (request, reply) => answer(request, reply, writingStudio(grantOf(request))),
  })

  app.route({
    method: 'PATCH',
    url: `${RECORDINGS_PATH}/:recordingId`,
    config: { access: 'upload' },
    schema: {
      operationId: 'continueUpload',
      tags,
      summary: 'Send further bytes',
      description: 'The body is the bytes themselves, with Content-Type application/offset+octet-stream.',
      security,
      params,
      headers: resumable.extend({ 'upload-offset': z.string().regex(/^\d{1,15}$/) }),
      response: {
        204: nothing.describe('Upload-Offset says how far it has come'),
        ...refusals(400, 401, 403, 404, 409, 410, 412, 413, 415, 429, 503),
      },
    },
    handler: async (request, reply) =>
      answer(request, reply, await ownerOf(request, request.params.recordingId)),
  })

  app.route({
    method: 'HEAD',
    url: `${RECORDINGS_PATH}/:recordingId`,
    config: { access: 'token' },
    schema: {
      operationId: 'getUploadOffset',
      tags,
      summary: 'How far an upload has come',
      security,
      params,
      headers: resumable,
      response: {
        200: nothing.describe('Upload-Offset and Upload-Length'),
        ...refusals(400, 401, 403, 404, 410, 412),
      },
    },
    handler: async (request, reply) =>
      answer(request, reply, await ownerOf(request, request.params.recordingId)),
  })

  app.route({
    method: 'GET',
    url: `${RECORDINGS_PATH}/:recordingId`,
    config: { access: 'token' },
    schema: {
      operationId: 'getRecording',
      tags: ['reading'],
      summary: 'A finished recording',
      security,
      params,
      response: {
        200: {
          description: 'The file, with the content type that the studio named',
          content: { '*/*': { schema: z.unknown() } },
        },
        ...refusals(400, 401, 403, 404, 410),
      },
    },
    handler: async (request, reply) =>
      answer(request, reply, await ownerOf(request, request.params.recordingId)),
  })

  app.route({
    method: 'DELETE',
    url: `${RECORDINGS_PATH}/:recordingId`,
    config: { access: 'token' },
    schema: {
      operationId: 'deleteRecording',
      tags,
      summary: 'Take a recording back, finished or not',
      security,
      params,
      headers: resumable,
      response: {
        204: nothing.describe('It is gone.'),
        ...refusals(400, 401, 403, 404, 410, 412),
      },
    },
    handler: async (request, reply) => {
      writingStudio(grantOf(request))
      return answer(request, reply, await ownerOf(request, request.params.recordingId))
    },
  })
}
