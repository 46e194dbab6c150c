import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { importKindSchema, type ImportKind } from '#shared/domain/imports/column.ts'
import { rowReasonInEnglish } from '#shared/domain/imports/reason.ts'
import { neutralised } from '#service/imports/formula-guard.ts'
import { IMPORTERS } from '#service/imports/importers.ts'
import type { Imports } from '#service/imports/imports.ts'
import { FILE_MAX_BYTES } from '#service/imports/reading/read-file.ts'
import { csvLines, csvPieces, templateRecords, xlsxFile } from '#service/imports/sheet-out.ts'
import type { PageRole } from './grants.ts'

export interface ImportRoutes {
  readonly imports: Pick<Imports, 'open' | 'current' | 'rejectedRows' | 'exported'>
  /** For files that are on their way in; nothing stays there. */
  readonly folder: string
}

export interface ImportRouteOptions extends ImportRoutes {
  readonly isFrom: (request: FastifyRequest, roles: readonly PageRole[]) => boolean
}

const uploadSchema = z.object({ kind: importKindSchema, name: z.string().trim().min(1).max(200) })
const fileSchema = z.object({
  file: z.string().regex(/^[a-z-]{1,20}\.(?:csv|xlsx)$/),
})
const rejectedSchema = z.object({ importId: z.string().max(64) })

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** How files are named in addresses. */
const KINDS: Readonly<Record<string, ImportKind>> = {
  fans: 'fans',
  products: 'products',
  'run-sheet': 'runSheet',
  orders: 'orders',
}

/**
 * Spreadsheets in and out, for the host alone: `POST /v1/imports?kind=&name=` takes a file in, `GET /export/…` and
 * `GET /template/…` give `fans`, `products`, `run-sheet` and `orders` as .xlsx or .csv.
 */
export async function addImportRoutes(
  app: FastifyInstance,
  { imports, folder, isFrom }: ImportRouteOptions,
): Promise<void> {
  // What a crash left there belongs to no import any more.
  await rm(folder, { recursive: true, force: true })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.addHook('onRequest', async (request, reply) => {
    if (!isFrom(request, ['host'])) {
      return fail(reply.header('Connection', 'close'), 401, 'notPaired', 'Only the host may do this.')
    }
  })

  app.post('/v1/imports', async (request, reply) => {
    const query = uploadSchema.safeParse(request.query)
    if (!query.success) return fail(reply, 400, 'invalid', 'Say ?kind= and &name=.')
    if (Number(request.headers['content-length'] ?? 0) > FILE_MAX_BYTES) return tooLarge(reply)
    await mkdir(folder, { recursive: true })
    const path = join(folder, `${randomUUID()}.part`)
    const body = request.body instanceof Readable ? request.body : Readable.from([])
    try {
      await pipeline(body, atMost(FILE_MAX_BYTES), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    } catch (error) {
      await rm(path, { force: true })
      if (error instanceof TooLargeError) return tooLarge(reply)
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
        return fail(reply, 507, 'diskFull', 'The disk is full; the file was not taken in.')
      }
      throw error
    }
    const job = imports.open(query.data.kind, query.data.name, path)
    if (typeof job === 'string') return fail(reply, 409, job, 'Another import is being written.')
    return reply.header('Cache-Control', 'no-store').send({ importId: job.importId })
  })

  app.get('/v1/imports/:importId/rejected.csv', async (request, reply) => {
    const params = rejectedSchema.safeParse(request.params)
    const table = params.success ? imports.rejectedRows(params.data.importId) : null
    const kind = imports.current()?.kind
    if (!table || !kind) return fail(reply, 404, 'notFound', 'There is no such import.')
    const label = (field: string): string =>
      IMPORTERS[kind].columns.find((column) => column.field === field)?.label.zh ?? field
    const rows = table.rows.map(({ row, reason, cells }) =>
      [String(row), rowReasonInEnglish(reason, label), ...cells].map(neutralised),
    )
    return file(reply, 'rejected.csv', 'csv').send(
      `\uFEFF${csvLines([['行 Row', '原因 Reason', ...table.headings.map(neutralised)], ...rows])}`,
    )
  })

  app.get('/export/:file', async (request, reply) => {
    const asked = askedFor(request)
    if (!asked) return notThere(reply)
    const { importer, format, name } = asked
    const records = imports.exported(importer)
    if (format === 'csv')
      return file(reply, name, format).send(Readable.from(csvPieces(importer.columns, records)))
    return file(reply, name, format).send(await xlsxFile(importer.columns, records, importer.kind))
  })

  app.get('/template/:file', async (request, reply) => {
    const asked = askedFor(request)
    if (!asked) return notThere(reply)
    const { importer, format, name } = asked
    const records = templateRecords(importer.columns)
    // What an example shows is text already, whatever its column holds.
    const columns = importer.columns.map((column) => ({ ...column, format: 'text' as const }))
    if (format === 'csv') return file(reply, name, format).send(Readable.from(csvPieces(columns, records)))
    return file(reply, name, format).send(await xlsxFile(columns, records, importer.kind))
  })
}

function askedFor(request: FastifyRequest) {
  const params = fileSchema.safeParse(request.params)
  if (!params.success) return null
  const [name = '', ending] = params.data.file.split('.')
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
  const importer = kind && IMPORTERS[kind]
  return importer
    ? ({ importer, name: params.data.file, format: ending === 'csv' ? 'csv' : 'xlsx' } as const)
    : null
}

class TooLargeError extends Error {}

/** What comes chunked tells no length beforehand. */
const atMost = (bytes: number) =>
  async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let taken = 0
    for await (const piece of source) {
      taken += piece.length
      if (taken > bytes) throw new TooLargeError()
      yield piece
    }
  }

const file = (reply: FastifyReply, name: string, format: 'csv' | 'xlsx'): FastifyReply =>
  reply
    .header('Cache-Control', 'no-store')
    .header('Content-Disposition', `attachment; filename="huitou-${name}"`)
    .type(TYPES[format])

const tooLarge = (reply: FastifyReply): FastifyReply =>
  fail(reply.header('Connection', 'close'), 413, 'tooLarge', `A file may hold ${FILE_MAX_BYTES} bytes.`)

const notThere = (reply: FastifyReply): FastifyReply => fail(reply, 404, 'notFound', 'There is no such file.')

const fail = (reply: FastifyReply, status: number, error: string, message: string): FastifyReply =>
  reply.code(status).header('Cache-Control', 'no-store').send({ error, message })
