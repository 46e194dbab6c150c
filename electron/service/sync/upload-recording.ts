import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { DefaultHttpStack, DetailedError, Upload, type UploadOptions } from 'tus-js-client'

import { failureOf, type CollectorClient } from './collector-client.ts'
import { connectionError, SyncError } from './sync-error.ts'

/** One request; behind many proxies a longer one would be cut. */
const CHUNK_BYTES = 32 * 1024 * 1024
const SILENT_MS = 60_000

export interface UploadRecording {
  readonly collector: CollectorClient
  readonly sessionId: string
  readonly file: string
  readonly path: string
  /** Where a former attempt left off; null: none. */
  readonly uploadUrl: string | null
  readonly onUrl: (uploadUrl: string) => void
  readonly onProgress: (sentBytes: number, totalBytes: number) => void
  /** Called before each piece; resolves when it may go. */
  readonly pace: (bytes: number, signal: AbortSignal) => Promise<void>
  readonly pieceBytes: () => number
  readonly nowMs: () => number
  readonly signal: AbortSignal
}

/**
 * Sends a recording by tus 1.0, straight from the disk, from where the collector says that it has come to.
 * @throws SyncError; what the collector holds by then stays there
 */
export async function uploadRecording(options: UploadRecording): Promise<void> {
  const { path, signal } = options
  if (signal.aborted) throw new SyncError('cancelled')
  const bytes = await sizeOf(path)
  const outcome = Promise.withResolvers<void>()
  const opened: Readable[] = []
  const upload = new Upload(Buffer.alloc(0), uploadOptions(options, bytes, outcome, opened))
  upload.options.onUploadUrlAvailable = () => {
    if (upload.url !== null) options.onUrl(upload.url)
  }
  let heardMs = options.nowMs()
  const hear = upload.options.onProgress
  upload.options.onProgress = (sent, total) => {
    heardMs = options.nowMs()
    hear?.(sent, total)
  }
  const watch = setInterval(() => {
    if (options.nowMs() - heardMs > SILENT_MS) outcome.reject(new SyncError('timedOut', 'no answer'))
  }, SILENT_MS / 4)
  const abort = (): void => outcome.reject(new SyncError('cancelled'))
  signal.addEventListener('abort', abort)
  try {
    upload.start()
    await outcome.promise
  } catch (error) {
    await upload.abort().catch(() => undefined)
    throw error
  } finally {
    clearInterval(watch)
    for (const stream of opened) stream.destroy()
    signal.removeEventListener('abort', abort)
  }
}

function uploadOptions(
  options: UploadRecording,
  bytes: number,
  outcome: PromiseWithResolvers<void>,
  opened: Readable[],
): UploadOptions {
  const { collector, sessionId, file, path, uploadUrl, pace, pieceBytes, nowMs, signal } = options
  return {
    endpoint: `${collector.address}/v1/recordings`,
    uploadUrl,
    uploadSize: bytes,
    metadata: { sessionId, filename: file, filetype: file.endsWith('.mp4') ? 'video/mp4' : 'video/webm' },
    headers: { authorization: `Bearer ${collector.token}` },
    chunkSize: CHUNK_BYTES,
    // Whoever calls knows what passes and how long to wait.
    retryDelays: null,
    storeFingerprintForResuming: false,
    httpStack: new DefaultHttpStack({ agent: collector.agent }),
    fileReader: {
      openFile: () =>
        Promise.resolve({
          size: bytes,
          slice: (start: number, end: number) => {
            const until = Math.min(end, bytes)
            const value = paced(path, start, until, { pace, pieceBytes, signal })
            // The library passes it on and listens to nothing.
            value.on('error', (error) =>
              outcome.reject(signal.aborted ? new SyncError('cancelled') : unreadable(error)),
            )
            opened.push(value)
            return Promise.resolve({
              value: Object.assign(value, { size: until - start }),
              done: until >= bytes,
            })
          },
          close: () => undefined,
        }),
    },
    onBeforeRequest: (request) => {
      // The collector names the place of an upload: the token goes to no other server for that.
      if (new URL(request.getURL()).origin !== new URL(collector.address).origin)
        throw new SyncError('refused', 'the collector sends recordings to another server')
    },
    onProgress: (sent) => options.onProgress(sent, bytes),
    onSuccess: () => outcome.resolve(),
    onError: (error) => outcome.reject(errorOf(error, nowMs())),
  }
}

interface Pacing {
  readonly pace: UploadRecording['pace']
  readonly pieceBytes: () => number
  readonly signal: AbortSignal
}

function paced(path: string, start: number, end: number, { pace, pieceBytes, signal }: Pacing): Readable {
  const source = createReadStream(path, { start, end: end - 1, highWaterMark: 64 * 1024 })
  async function* pieces(): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      const most = Math.max(1, pieceBytes())
      for (let from = 0; from < chunk.length; from += most) {
        const piece = chunk.subarray(from, from + most)
        await pace(piece.length, signal)
        yield piece
      }
    }
  }
  return Readable.from(pieces(), { objectMode: false })
}

const unreadable = (error: Error): SyncError =>
  new SyncError('logUnreadable', `the recording cannot be read: ${error.message}`)

async function sizeOf(path: string): Promise<number> {
  try {
    const file = await open(path, 'r')
    try {
      return (await file.stat()).size
    } finally {
      await file.close()
    }
  } catch {
    throw new SyncError('logUnreadable', 'the recording cannot be read')
  }
}

function errorOf(error: Error, nowMs: number): SyncError {
  if (error instanceof SyncError) return error
  if (!(error instanceof DetailedError)) return connectionError(error)
  const response = error.originalResponse
  if (!response) return connectionError(error.causingError ?? error)
  const status = response.getStatus()
  // Somebody, most likely our own attempt of a moment ago, still holds the upload.
  if (status === 423 || status === 409 || status === 460) return new SyncError('busy', String(status))
  return failureOf({ status, text: response.getBody(), retryAfter: response.getHeader('retry-after') }, nowMs)
}
