import { createServer as createHttpServer, request, type IncomingMessage } from 'node:http'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** Something between a studio and its collector that can be told to misbehave. */
export interface Proxy {
  readonly url: string
  readonly close: () => Promise<void>
}

export interface CuttingProxy extends Proxy {
  /** How often it has cut a connection. */
  readonly cuts: () => number
  /** Bytes from the studio by now. */
  readonly bytes: () => number
  /** From here on nothing is cut. */
  calm: () => void
}

/** Passes bytes on, and after a number of them that `nextCut` gives (null: never) cuts the connection both ways. */
export async function startCuttingProxy(
  targetPort: number,
  nextCut: () => number | null,
): Promise<CuttingProxy> {
  let cuts = 0
  let bytes = 0
  let calm = false
  const sockets = new Set<Socket>()
  const server = createServer((studio) => {
    const collector = connect(targetPort, '127.0.0.1')
    let left = calm ? null : nextCut()
    const end = (): void => {
      studio.destroy()
      collector.destroy()
    }
    const pass = (to: Socket) => (chunk: Buffer) => {
      if (to === collector) bytes += chunk.length
      if (left !== null && !calm && (left -= chunk.length) < 0) {
        to.write(chunk.subarray(0, Math.max(0, chunk.length + left)))
        cuts++
        left = null
        return void setImmediate(end)
      }
      to.write(chunk)
    }
    studio.on('data', pass(collector))
    collector.on('data', pass(studio))
    for (const socket of [studio, collector]) {
      sockets.add(socket)
      socket.on('error', end)
      socket.on('close', () => {
        sockets.delete(socket)
        end()
      })
    }
  })
  const url = await listening(server)
  return {
    url,
    cuts: () => cuts,
    bytes: () => bytes,
    calm: () => {
      calm = true
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await closed(server)
    },
  }
}

/** What becomes of one request. `again`: also sent once more right away; `late`: once more after two others. */
export type Mischief = 'pass' | 'again' | 'late' | 'tooMany' | 'unavailable' | 'loseAnswer'

export interface MischievousProxy extends Proxy {
  readonly done: () => readonly Mischief[]
}

/** Passes requests on whole, repeated, late, or not at all. */
export async function startMischievousProxy(
  targetPort: number,
  next: () => Mischief,
): Promise<MischievousProxy> {
  const done: Mischief[] = []
  const late: { again: () => Promise<unknown>; after: number }[] = []
  const server = createHttpServer((incoming, outgoing) => {
    void (async () => {
      const body = await bodyOf(incoming)
      const send = () => forward(targetPort, incoming, body)
      for (const one of late) one.after--
      for (const { again } of late.filter(({ after }) => after <= 0)) await again()
      while ((late[0]?.after ?? 1) <= 0) late.shift()
      const mischief = incoming.method === 'GET' ? 'pass' : next()
      done.push(mischief)
      if (mischief === 'tooMany' || mischief === 'unavailable') {
        outgoing.writeHead(mischief === 'tooMany' ? 429 : 503, { 'retry-after': '1' })
        return void outgoing.end()
      }
      if (mischief === 'late') late.push({ again: send, after: 2 })
      const answer = await send()
      if (mischief === 'again') await send()
      if (mischief === 'loseAnswer') return void outgoing.destroy()
      outgoing.writeHead(answer.status, answer.headers)
      outgoing.end(answer.body)
    })().catch(() => outgoing.destroy())
  })
  return {
    url: await listening(server),
    done: () => done,
    close: async () => {
      server.closeAllConnections()
      await closed(server)
    },
  }
}

function forward(port: number, incoming: IncomingMessage, body: Buffer) {
  const { method = 'GET', url: path = '/', headers } = incoming
  return new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>(
    (resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
        bodyOf(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
          reject,
        )
      })
      asked.on('error', reject)
      asked.end(body)
    },
  )
}

async function bodyOf(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
  })
