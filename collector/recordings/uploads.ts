import { mkdirSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import type { Logger } from 'pino'
import { z } from 'zod'

import { collectedSessionIdSchema } from '#shared/protocol/collector.ts'
import { isRefusalStatus, Refusal } from '../http/refusal.ts'
import type { RecordingStore } from './recording-store.ts'

export const RECORDINGS_PATH = '/v1/recordings'

/** Abandoned uploads are looked for this often, and kept so long: a studio may be switched off for a holiday. */
const SWEEP_MS = 3_600_000
const ABANDONED_DAYS = 14

/** A token is looked up again this often while bytes come in. */
const RECHECK_MS = 2_000

const metadataSchema = z.object({
  sessionId: collectedSessionIdSchema,
  filename: z.string().min(1).max(255),
  filetype: z
    .string()
    .max(100)
    .regex(/^[\w.+-]+\/[\w.+-]+$/)
    .default('application/octet-stream'),
})

export interface UploadsOptions {
  readonly folder: string
  readonly maxBytes: number
  readonly store: RecordingStore
  readonly logger: Logger
}

/** One request by tus 1.0, and who makes it. */
export interface UploadRequest {
  readonly raw: IncomingMessage
  readonly response: ServerResponse
  readonly studioId: string
  /** Throws a `Refusal` once the token is worth nothing any more. */
  readonly recheck: () => Promise<unknown>
}

export interface UploadAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: ReadableStream<Uint8Array> | null
}

/** Recordings that come in by tus 1.0 and lie as files in a folder, named by ids drawn at random. */
export class Uploads {
  readonly #options: UploadsOptions
  readonly #files: FileStore
  readonly #server: Server
  readonly #studios = new WeakMap<object, string>()
  readonly #sweep: NodeJS.Timeout

  constructor(options: UploadsOptions) {
    this.#options = options
    mkdirSync(options.folder, { recursive: true })
    this.#files = new FileStore({ directory: options.folder })
    this.#server = new Server({
      path: RECORDINGS_PATH,
      datastore: this.#files,
      maxSize: options.maxBytes,
      // Behind a proxy nobody here knows the name by which the studio knows us.
      relativeLocation: true,
      onUploadCreate: async (request, upload) => {
        const studioId = this.#studios.get(request)
        const metadata = metadataSchema.safeParse(upload.metadata)
        if (studioId === undefined || upload.size === undefined)
          throw refused(400, 'Upload-Length is missing')
        if (!metadata.success) {
          const [issue] = metadata.error.issues
          throw refused(400, `Upload-Metadata: ${issue?.path.join('.')}: ${issue?.message}`)
        }
        const { sessionId, filename: fileName, filetype: fileType } = metadata.data
        await options.store.add({
          recordingId: upload.id,
          studioId,
          sessionId,
          fileName,
          fileType,
          bytes: upload.size,
        })
        return {}
      },
      onUploadFinish: async (_request, upload) => {
        await this.#finish(upload.id)
        return {}
      },
    })
    this.#sweep = setInterval(() => void this.#removeAbandoned(), SWEEP_MS)
    this.#sweep.unref()
  }

  /** Answers a request whose studio was checked. Throws a `Refusal` for everything that is not well. */
  async answer({ raw, response, studioId, recheck }: UploadRequest): Promise<UploadAnswer> {
    const hasBody = raw.method === 'PATCH' || raw.method === 'POST'
    const request = new Request(new URL(pathOf(raw), 'http://collector'), {
      method: raw.method ?? 'GET',
      headers: headersOf(raw),
      ...(hasBody && {
        body: Readable.toWeb(Readable.from(rechecked(raw, recheck), { objectMode: false })),
        duplex: 'half',
      }),
    })
    // By this the server notices that the other end is gone, and keeps what has come.
    Object.defineProperty(request, 'runtime', { value: { node: { req: raw, res: response } } })
    this.#studios.set(request, studioId)
    const answer = await this.#server.handleWeb(request)
    if (answer.status >= 400) throw refusalOf(answer.status, await answer.text())
    const length = answer.headers.get('upload-length')
    if (raw.method === 'HEAD' && length !== null && length === answer.headers.get('upload-offset')) {
      // Killed between the last byte and the note of it.
      await this.#finish(idOf(raw))
    }
    if (raw.method === 'DELETE') await this.#options.store.remove(idOf(raw))
    return { status: answer.status, headers: answer.headers, body: answer.body }
  }

  close(): void {
    clearInterval(this.#sweep)
  }

  async #finish(recordingId: string): Promise<void> {
    const file = await open(join(this.#options.folder, recordingId), 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    await this.#removeFiles(await this.#options.store.finish(recordingId))
  }

  async #removeAbandoned(): Promise<void> {
    try {
      await this.#removeFiles(await this.#options.store.removeAbandoned(ABANDONED_DAYS))
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'abandoned uploads could not be removed')
    }
  }

  async #removeFiles(recordingIds: readonly string[]): Promise<void> {
    for (const recordingId of recordingIds) {
      await this.#files.remove(recordingId).catch((error: unknown) => {
        this.#options.logger.warn({ err: error, recordingId }, 'a file could not be removed')
      })
    }
  }
}

/** Without a query, which the tus server would take for a part of the id. */
const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?')[0] ?? '/'

const idOf = (raw: IncomingMessage): string => pathOf(raw).split('/').at(-1) ?? ''

/** How the tus server is told of a refusal from within. */
const refused = (status: number, body: string): Error =>
  Object.assign(new Error(body), { status_code: status, body })

function refusalOf(status: number, text: string): Refusal {
  const detail = text.trim() || 'The upload was refused.'
  if (isRefusalStatus(status)) return new Refusal(status, detail)
  return new Refusal(status >= 500 ? 500 : 400, detail)
}

function headersOf({ headers }: IncomingMessage): Headers {
  const given = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string' && !name.startsWith(':')) given.set(name, value)
  }
  return given
}

async function* rechecked(source: Readable, recheck: () => Promise<unknown>): AsyncGenerator<Buffer> {
  let checkedMs = performance.now()
  // Whoever stops reading early still answers on this connection.
  const chunks: AsyncIterable<Buffer> = source.iterator({ destroyOnReturn: false })
  for await (const chunk of chunks) {
    if (performance.now() - checkedMs > RECHECK_MS) {
      await recheck()
      checkedMs = performance.now()
    }
    yield chunk
  }
}
