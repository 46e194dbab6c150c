import type { Readable, Transform } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createZstdDecompress } from 'node:zlib'

import { Refusal } from './refusal.ts'

export interface BodyLimits {
  /** Holds before and after decompression. */
  readonly maxBytes: number
  /** The whole body has to be here by then; a client that trickles holds a place others wait for. */
  readonly withinMs: number
}

/** How much of its past a frame of zstd may refer to, and so what its decoder takes of memory: 8 MiB. */
const ZSTD_WINDOW_LOG_MAX = 23

/**
 * Reads a request's body, decompressed on the way by its Content-Encoding. Throws a `Refusal`: too large (of what a
 * bomb would become, only `maxBytes` are ever made), too slow, damaged, or compressed in another way.
 */
export function readBody(
  source: Readable,
  encoding: string | undefined,
  { maxBytes, withinMs }: BodyLimits,
): Promise<Buffer> {
  const decoder = decoderOf(encoding)
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const chunks: Buffer[] = []
  let wireBytes = 0
  let bytes = 0

  // The rest is read and dropped, within the server's own limit of time: a client that is cut off while it still
  // sends sees a broken connection in the place of the answer.
  const stop = (refusal: Refusal): void => {
    clearTimeout(deadline)
    if (decoder) {
      source.unpipe(decoder)
      decoder.destroy()
    }
    source.removeListener('data', onData)
    source.resume()
    reject(refusal)
  }
  const deadline = setTimeout(
    () => stop(new Refusal(408, 'The body did not arrive in time.', { retryAfterSeconds: 5 })),
    withinMs,
  )
  const tooLarge = (): void =>
    stop(new Refusal(413, `A body may have ${maxBytes} bytes, before and after compression.`))
  const damaged = (): void => stop(new Refusal(400, 'The body is damaged or was cut off.'))

  const take = (chunk: Buffer): void => {
    bytes += chunk.length
    if (bytes > maxBytes) return tooLarge()
    chunks.push(chunk)
  }
  const onData = (chunk: Buffer): void => {
    wireBytes += chunk.length
    if (wireBytes > maxBytes) return tooLarge()
    if (!decoder) take(chunk)
  }
  const end = (): void => {
    clearTimeout(deadline)
    resolve(Buffer.concat(chunks, bytes))
  }

  source.on('data', onData)
  source.once('error', damaged)
  source.once('close', () => {
    if (!source.readableEnded) damaged()
  })
  if (decoder) {
    decoder.on('data', take)
    decoder.once('error', damaged)
    decoder.once('end', end)
    source.pipe(decoder)
  } else {
    source.once('end', end)
  }
  return promise
}

function decoderOf(encoding: string | undefined): Transform | null {
  switch (encoding?.trim().toLowerCase()) {
    case undefined:
    case '':
    case 'identity':
      return null
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'br':
      return createBrotliDecompress()
    case 'zstd':
      return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG_MAX } })
    default:
      throw new Refusal(415, 'Bodies come as they are, or with Content-Encoding gzip, br or zstd.')
  }
}
