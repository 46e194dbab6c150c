import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

import type { Denial } from './admission.ts'

/** Answers an upgrade with plain HTTP and hangs up. */
export function refuseUpgrade(socket: Duplex, { status, error, message, retryAfterSeconds }: Denial): void {
  const body = JSON.stringify({ error, message })
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    ...(retryAfterSeconds === undefined ? [] : [`Retry-After: ${retryAfterSeconds}`]),
  ]
  socket.once('error', () => socket.destroy())
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
