import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createUploadSink, type UploadProgress } from './upload-sink.ts'

const URL_OF_FILE = '/v1/sessions/s1/recordings/program.mp4'

type Mishap = 'none' | 'unreachable' | 'answerLost' | 'halfTaken' | 'cutShort' | 'restarting' | 'diskFull'

/** A file on the service's disk, with the mishaps of the way to it: one per request, in order. */
function fileServer(mishaps: Mishap[] = []) {
  let file = new Uint8Array(0)
  let completed = 0
  let requests = 0
  const append = (bytes: Uint8Array): void => {
    const next = new Uint8Array(file.length + bytes.length)
    next.set(file)
    next.set(bytes, file.length)
    file = next
  }
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    requests += 1
    const mishap = mishaps.shift() ?? 'none'
    if (mishap === 'unreachable') throw new TypeError('Failed to fetch')
    if (mishap === 'restarting') return new Response(null, { status: 503 })
    if (mishap === 'diskFull') return new Response(null, { status: 507 })
    if (url.endsWith('/complete')) {
      completed += 1
      return new Response(null, { status: 204 })
    }
    const offset = Number(new URL(url, 'http://127.0.0.1').searchParams.get('offset'))
    if (offset !== file.length) return Response.json({ bytes: file.length }, { status: 409 })
    const body = new Uint8Array(await (init.body as Blob).arrayBuffer())
    append(mishap === 'halfTaken' || mishap === 'cutShort' ? body.subarray(0, body.length >> 1) : body)
    if (mishap === 'cutShort') return Response.json({ bytes: file.length }, { status: 400 })
    if (mishap === 'answerLost' || mishap === 'halfTaken') throw new TypeError('Failed to fetch')
    return Response.json({ bytes: file.length })
  }
  return {
    fetch,
    truncateTo: (size: number) => void (file = file.slice(0, size)),
    text: () => Buffer.from(file).toString('latin1'),
    completed: () => completed,
    requests: () => requests,
  }
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'latin1'))

function openSink(server: ReturnType<typeof fileServer>, bufferMaxBytes?: number) {
  const seen: UploadProgress[] = []
  const sink = createUploadSink({
    url: URL_OF_FILE,
    fetch: server.fetch,
    wait: () => Promise.resolve(),
    onProgress: (progress) => seen.push(progress),
    ...(bufferMaxBytes === undefined ? {} : { bufferMaxBytes }),
  })
  return { sink, seen }
}

describe('the recording upload', () => {
  it('appends every chunk in order and completes the file', async () => {
    const server = fileServer()
    const { sink, seen } = openSink(server)
    await sink.write(bytes('abc'))
    await sink.write(bytes('defg'))
    await sink.close()
    expect(server.text()).toBe('abcdefg')
    expect(server.completed()).toBe(1)
    expect(seen.at(-1)).toEqual({ storedBytes: 7, waitingBytes: 0, trouble: null })
  })

  it('never repeats nor loses a byte, whatever happens on the way', async () => {
    const mishap = fc.constantFrom<Mishap>(
      'none',
      'unreachable',
      'answerLost',
      'halfTaken',
      'cutShort',
      'restarting',
      'diskFull',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 }), { maxLength: 12 }),
        fc.array(mishap, { maxLength: 20 }),
        async (chunks, mishaps) => {
          const server = fileServer([...mishaps])
          const { sink } = openSink(server)
          for (const chunk of chunks) await sink.write(bytes(chunk))
          await sink.close()
          expect(server.text()).toBe(chunks.join(''))
          expect(server.completed()).toBe(chunks.join('') === '' ? 0 : 1)
        },
      ),
    )
  })

  it('says what is wrong while it tries, and that it is over afterwards', async () => {
    const server = fileServer(['diskFull', 'unreachable'])
    const { sink, seen } = openSink(server)
    await sink.write(bytes('abc'))
    await sink.close()
    const troubles = seen.map((progress) => progress.trouble)
    expect(troubles).toContain('diskFull')
    expect(troubles).toContain('unreachable')
    expect(troubles.at(-1)).toBe(null)
  })

  it('lets a write wait when the buffer is full, and goes on when there is room', async () => {
    const gate = Promise.withResolvers<void>()
    const server = fileServer()
    const sink = createUploadSink({
      url: URL_OF_FILE,
      fetch: async (url, init) => {
        await gate.promise
        return server.fetch(url, init)
      },
      wait: () => Promise.resolve(),
      onProgress: () => {},
      bufferMaxBytes: 4,
    })
    await sink.write(bytes('abcd'))
    let settled = false
    const second = sink.write(bytes('e')).then(() => (settled = true))
    await Promise.resolve()
    expect(settled).toBe(false)
    gate.resolve()
    await second
    await sink.close()
    expect(server.text()).toBe('abcde')
  })

  it('stops with a clear failure when the stored part of the file has gone', async () => {
    const server = fileServer()
    const { sink, seen } = openSink(server)
    await sink.write(bytes('abcdef'))
    await expect.poll(() => seen.at(-1)?.storedBytes).toBe(6)
    server.truncateTo(2)
    await sink.write(bytes('gh'))
    await expect(sink.close()).rejects.toMatchObject({ kind: 'fileChanged' })
  })

  it('gives up after the end of the show rather than keep the window for ever', async () => {
    const server = fileServer(Array.from({ length: 200 }, () => 'unreachable'))
    const { sink } = openSink(server)
    await sink.write(bytes('abc'))
    await expect(sink.close()).rejects.toMatchObject({ kind: 'gaveUp' })
    expect(server.requests()).toBeLessThanOrEqual(160)
  })

  it('rejects the next write once it is abandoned', async () => {
    const server = fileServer(Array.from({ length: 1_000 }, () => 'unreachable'))
    const { sink } = openSink(server)
    await sink.write(bytes('abc'))
    sink.abandon()
    await expect(sink.write(bytes('d'))).rejects.toMatchObject({ kind: 'gaveUp' })
  })
})
