import { WebSocket } from 'ws'

import type { FrameTransport, TransportEvent } from '#renderer/session-client/transport.ts'
import { createStaffClient, type StaffClient } from '#renderer/session-client/staff-client.ts'
import { downSchema } from '#shared/protocol/down.ts'
import { createListeners } from '#shared/lib/listeners.ts'

export type StaffRole = 'host' | 'moderator'

export interface StaffSocketOptions {
  readonly hostUrl: string
  readonly role: StaffRole
  /** A moderator's name and pairing code. */
  readonly name: string
  readonly code: string
}

/** Lets a staff member in as a browser would, and resolves once their client holds the session's state. */
export async function openStaffSocket(options: StaffSocketOptions): Promise<StaffClient> {
  const { origin } = new URL(options.hostUrl)
  const cookie =
    options.role === 'host' ? await hostCookie(options.hostUrl) : await pairedCookie(origin, options)
  const client = createStaffClient(openSocket(origin, options.role, cookie))
  await new Promise<void>((resolve, reject) => {
    const stop = client.store.subscribe(({ link, session }) => {
      if (link === 'connecting' || (link === 'connected' && session === null)) return
      stop()
      if (link === 'connected') resolve()
      else reject(new Error(`The ${options.role}'s socket was not let in (${link}).`))
    })
  })
  return client
}

async function hostCookie(hostUrl: string): Promise<string> {
  return cookieOf(await fetch(hostUrl, { redirect: 'manual' }))
}

/** Hands a pairing code in and returns the cookie it opens the door with. */
export async function pairedCookie(
  origin: string,
  { code, name }: { readonly code: string; readonly name: string },
): Promise<string> {
  const response = await fetch(`${origin}/v1/pair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ code, name }),
  })
  return cookieOf(response)
}

function cookieOf(response: Response): string {
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (cookie === undefined) throw new Error(`The service gave no cookie (${response.status}).`)
  return cookie
}

/** One connection that is not dialled again: a test that restarts the service opens a new one. */
export function openSocket(origin: string, role: StaffRole | 'viewer', cookie: string): FrameTransport {
  const listeners = createListeners<TransportEvent>()
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/v1/socket?as=${role}`, {
    headers: { cookie, origin },
  })
  socket.on('open', () => listeners.emit({ type: 'open' }))
  socket.on('message', (data: Buffer) =>
    listeners.emit({ type: 'frame', frame: downSchema.parse(JSON.parse(data.toString())) }),
  )
  socket.on('error', () => listeners.emit({ type: 'closed', reason: 'lost' }))
  socket.on('close', () => listeners.emit({ type: 'closed', reason: 'lost' }))
  return {
    send: (frame) => {
      if (socket.readyState !== WebSocket.OPEN) return false
      socket.send(JSON.stringify(frame))
      return true
    },
    subscribe: listeners.add,
    reconnect: () => undefined,
    close: () => socket.close(),
  }
}
