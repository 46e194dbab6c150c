import { z } from 'zod'

import type { RecordingSink } from '#renderer/media/port.ts'

/** Why bytes do not reach the disk at this moment; the sink keeps trying. */
export type UploadTrouble = 'unreachable' | 'diskFull' | 'serviceFailed'

/** Why the file cannot go on at all. */
export type UploadFailureKind = 'refused' | 'fileChanged' | 'gaveUp'

export class UploadFailure extends Error {
  override readonly name = 'UploadFailure'
  readonly kind: UploadFailureKind

  constructor(kind: UploadFailureKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}

export interface UploadProgress {
  /** On the service's disk. */
  readonly storedBytes: number
  /** Made, but still in this window's memory. */
  readonly waitingBytes: number
  readonly trouble: UploadTrouble | null
}

export interface UploadSinkOptions {
  /** `/v1/sessions/<id>/recordings/<name>`: chunks are PUT there with their offset, then `…/complete` is POSTed. */
  readonly url: string
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Resolves after so many ms. */
  readonly wait: (ms: number) => Promise<void>
  readonly onProgress: (progress: UploadProgress) => void
  readonly bufferMaxBytes?: number
}

export interface UploadSink extends RecordingSink {
  /** Stops trying; what waits in memory is lost, what was stored stays. */
  readonly abandon: () => void
}

/** Two minutes of a 4 Mbit/s program: a restart of the service loses no picture. */
const BUFFER_MAX_BYTES = 64 * 1024 * 1024
const REQUEST_MAX_BYTES = 1024 * 1024
const RETRY_FIRST_MS = 400
const RETRY_MAX_MS = 8_000
/** Tries of one request after the recording has ended before the rest is given up: about ten minutes. */
const CLOSING_TRIES_MAX = 80
/** Refusals that pass by themselves: the service restarts, the shell renews the window's cookie, too many requests. */
const PASSING_REFUSALS = new Set([401, 403, 408, 425, 429])

type Answer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'standsAt'; readonly bytes: number }
  | { readonly kind: 'trouble'; readonly trouble: UploadTrouble }

/**
 * A recording sink that appends to a file of the service. A chunk that got lost on the way, or whose answer did,
 * is sent again from where the file stands (the service tells what it holds), so the file never has a hole nor a repeat.
 * Writes settle at once while the buffer has room; when it is full they wait, and the engine drops pictures.
 */
export function createUploadSink(options: UploadSinkOptions): UploadSink {
  const { url, wait, onProgress, bufferMaxBytes = BUFFER_MAX_BYTES } = options
  let chunks: Uint8Array<ArrayBuffer>[] = []
  let storedBytes = 0
  let waitingBytes = 0
  let trouble: UploadTrouble | null = null
  let failure: UploadFailure | null = null
  let closing = false
  let pumping: Promise<void> | null = null
  let roomWaiters: (() => void)[] = []

  const throwFailure = (): void => {
    if (failure) throw failure
  }
  const report = (): void => onProgress({ storedBytes, waitingBytes, trouble })
  const wakeWriters = (): void => {
    const waiters = roomWaiters
    roomWaiters = []
    for (const wake of waiters) wake()
  }
  const setTrouble = (next: UploadTrouble | null): void => {
    if (trouble === next) return
    trouble = next
    report()
  }

  const drop = (count: number): void => {
    let left = count
    while (left > 0) {
      const [first] = chunks
      if (!first) break
      if (first.byteLength <= left) {
        chunks.shift()
        left -= first.byteLength
      } else {
        chunks[0] = first.subarray(left)
        left = 0
      }
    }
    storedBytes += count
    waitingBytes -= count
    report()
    wakeWriters()
  }

  const request = async (path: string, init: RequestInit): Promise<Answer> => {
    let response: Response
    try {
      response = await options.fetch(path, { ...init, credentials: 'same-origin' })
    } catch {
      return { kind: 'trouble', trouble: 'unreachable' }
    }
    if (response.ok) return { kind: 'taken' }
    // Not where the file ends, or a piece that was cut short on its way: both say what the file holds.
    if (response.status === 409 || response.status === 400) {
      const bytes = bytesIn(await response.json().catch(() => null))
      if (bytes !== null) return { kind: 'standsAt', bytes }
    }
    if (response.status === 507) return { kind: 'trouble', trouble: 'diskFull' }
    if (response.status >= 500) return { kind: 'trouble', trouble: 'serviceFailed' }
    if (PASSING_REFUSALS.has(response.status)) return { kind: 'trouble', trouble: 'unreachable' }
    throw new UploadFailure('refused', `The service refused the recording with status ${response.status}`)
  }

  /** Repeats a request until it is answered otherwise than by trouble. */
  const insist = async (
    path: string,
    init: () => RequestInit,
  ): Promise<Exclude<Answer, { kind: 'trouble' }>> => {
    for (let tries = 1; ; tries += 1) {
      throwFailure()
      const answer = await request(path, init())
      if (answer.kind !== 'trouble') {
        setTrouble(null)
        return answer
      }
      setTrouble(answer.trouble)
      if (closing && tries >= CLOSING_TRIES_MAX) {
        throw new UploadFailure('gaveUp', `The service could not be reached in ${tries} tries`)
      }
      await wait(Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 1.6 ** (tries - 1)))
    }
  }

  const resumeAt = (size: number): void => {
    if (size < storedBytes || size > storedBytes + waitingBytes) {
      throw new UploadFailure('fileChanged', `The file holds ${size} bytes, ${storedBytes} were stored`)
    }
    drop(size - storedBytes)
  }

  const pump = async (): Promise<void> => {
    while (chunks.length > 0) {
      const parts = take(chunks, REQUEST_MAX_BYTES)
      const count = parts.reduce((sum, part) => sum + part.byteLength, 0)
      const answer = await insist(`${url}?offset=${storedBytes}`, () => ({
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Blob(parts),
      }))
      if (answer.kind === 'taken') drop(count)
      // A file that stands where we thought, and yet refuses, would be asked without end.
      else if (answer.bytes === storedBytes) await wait(RETRY_FIRST_MS)
      else resumeAt(answer.bytes)
    }
  }

  const startPump = (): Promise<void> => {
    pumping ??= pump()
      .catch((error: unknown) => {
        failure = error instanceof UploadFailure ? error : new UploadFailure('refused', String(error))
        wakeWriters()
      })
      .finally(() => {
        pumping = null
      })
    return pumping
  }

  return {
    write: async (chunk) => {
      throwFailure()
      if (chunk.byteLength === 0) return
      chunks.push(chunk)
      waitingBytes += chunk.byteLength
      report()
      void startPump()
      while (waitingBytes > bufferMaxBytes && !failure) {
        await new Promise<void>((resolve) => roomWaiters.push(resolve))
      }
      throwFailure()
    },
    close: async () => {
      closing = true
      while (chunks.length > 0 && !failure) await startPump()
      throwFailure()
      if (storedBytes === 0) return
      const answer = await insist(`${url}/complete`, () => ({ method: 'POST' }))
      if (answer.kind === 'standsAt') resumeAt(answer.bytes)
    },
    abandon: () => {
      failure ??= new UploadFailure('gaveUp', 'Abandoned')
      chunks = []
      waitingBytes = 0
      wakeWriters()
    },
  }
}

/** The first chunks that together are at most `maxBytes`, or the first alone, cut to that size. */
function take(chunks: readonly Uint8Array<ArrayBuffer>[], maxBytes: number): Uint8Array<ArrayBuffer>[] {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let room = maxBytes
  for (const chunk of chunks) {
    if (room <= 0) break
    const part = chunk.byteLength <= room ? chunk : chunk.subarray(0, room)
    parts.push(part)
    room -= part.byteLength
  }
  return parts
}

const heldSchema = z.object({ bytes: z.number().int().nonnegative() })

function bytesIn(body: unknown): number | null {
  const held = heldSchema.safeParse(body)
  return held.success ? held.data.bytes : null
}
