import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { exportRequestSchema, type ExportFormat } from '#shared/protocol/exports.ts'
import type { Exports } from '#service/export/exports.ts'
import { attachment } from '#service/export/file-name.ts'
import { SESSION_ID_PATTERN } from '#service/session/session-id.ts'
import type { PageRole } from './grants.ts'

export interface ExportRouteOptions {
  readonly exporting: Pick<Exports, 'start' | 'find' | 'file' | 'remove'>
  readonly isFrom: (request: FastifyRequest, roles: readonly PageRole[]) => boolean
}

const PATH = '/v1/review/sessions/:sessionId/exports'

const sessionSchema = z.object({ sessionId: z.string().regex(SESSION_ID_PATTERN) })
const exportSchema = sessionSchema.extend({ exportId: z.uuid() })

const TYPES: Readonly<Record<ExportFormat, string>> = {
  html: 'text/html; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
}

/** Reviews as files, for the host alone; `#shared/protocol/exports.ts` says how they are asked for. */
export async function addExportRoutes(
  app: FastifyInstance,
  { exporting, isFrom }: ExportRouteOptions,
): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    if (!isFrom(request, ['host'])) {
      return fail(reply.header('Connection', 'close'), 401, 'notPaired', 'Only the host may do this.')
    }
  })

  app.post(PATH, async (request, reply) => {
    const params = sessionSchema.safeParse(request.params)
    if (!params.success) return notThere(reply)
    const body = exportRequestSchema.safeParse(request.body)
    if (!body.success) return fail(reply, 400, 'invalid', 'Say "format" and "language".')
    const job = exporting.start(params.data.sessionId, body.data)
    if (job === 'missing') return notThere(reply)
    if (job === 'tooMany') return fail(reply, 409, 'busy', 'Too many exports wait already.')
    return reply.code(202).header('Cache-Control', 'no-store').send(job)
  })

  app.get(`${PATH}/:exportId`, async (request, reply) => {
    const params = exportSchema.safeParse(request.params)
    const job = params.success ? exporting.find(params.data.sessionId, params.data.exportId) : null
    return job ? reply.header('Cache-Control', 'no-store').send(job) : notThere(reply)
  })

  app.delete(`${PATH}/:exportId`, async (request, reply) => {
    const params = exportSchema.safeParse(request.params)
    if (params.success) await exporting.remove(params.data.sessionId, params.data.exportId)
    return reply.code(204).send()
  })

  app.get(`${PATH}/:exportId/file`, async (request, reply) => {
    const params = exportSchema.safeParse(request.params)
    if (!params.success) return notThere(reply)
    const { sessionId, exportId } = params.data
    const job = exporting.find(sessionId, exportId)
    const path = exporting.file(sessionId, exportId)
    if (!job || path === null) return notThere(reply)
    const { size } = await stat(path)
    return reply
      .header('Cache-Control', 'no-store')
      .header('Content-Disposition', attachment(job.fileName))
      .header('Content-Length', size)
      .type(job.fileName.endsWith('.zip') ? 'application/zip' : TYPES[job.format])
      .send(createReadStream(path))
  })
}

const notThere = (reply: FastifyReply): FastifyReply =>
  fail(reply, 404, 'notFound', 'There is no such export.')

const fail = (reply: FastifyReply, status: number, error: string, message: string): FastifyReply =>
  reply.code(status).header('Cache-Control', 'no-store').send({ error, message })
