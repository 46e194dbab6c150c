import ReconnectingWebSocket from 'partysocket/ws'

import { downSchema } from '#shared/protocol/down.ts'
import { CLOSE_CODES } from '#shared/protocol/limits.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import type { FrameTransport, LossReason, TransportEvent } from './transport.ts'

/** A service that sends nothing for this long, pongs included, is taken for dead and dialled again. */
const SILENCE_LIMIT_MS = 12_000
const PING_EVERY_MS = 4_000

const LOSS_BY_CODE: Readonly<Record<number, LossReason>> = {
  [CLOSE_CODES.revoked]: 'revoked',
  [CLOSE_CODES.protocolMismatch]: 'outdated',
  [CLOSE_CODES.shuttingDown]: 'shuttingDown',
}

/**
 * Connects to the service that served this page, in the given role. Waits grow from 0.3 s to 8 s with jitter, so
 * that a room full of phones does not come back in one wave. A socket that looks open but is silent is replaced.
 */
export function openWebSocketTransport(role: string): FrameTransport {
  const listeners = createListeners<TransportEvent>()
  const socket = new ReconnectingWebSocket(socketUrl(role), [], {
    minReconnectionDelay: 300 + Math.random() * 300,
    maxReconnectionDelay: 8_000,
    reconnectionDelayGrowFactor: 1.6,
    connectionTimeout: 6_000,
    maxEnqueuedMessages: 0,
  })
  let lastHeardMs = Date.now()
  let stopped = false

  socket.addEventListener('open', () => {
    lastHeardMs = Date.now()
    listeners.emit({ type: 'open' })
  })
  socket.addEventListener('message', (message: MessageEvent<unknown>) => {
    lastHeardMs = Date.now()
    if (typeof message.data !== 'string') return
    listeners.emit({ type: 'frame', frame: downSchema.parse(JSON.parse(message.data)) })
  })
  socket.addEventListener('close', (event) => {
    void lossOf(event.code, role).then((reason) => {
      if (stopped || socket.readyState === socket.OPEN) return
      if (reason !== 'lost' && reason !== 'shuttingDown') socket.close()
      listeners.emit({ type: 'closed', reason })
    })
  })

  const watchdog = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return
    if (Date.now() - lastHeardMs > SILENCE_LIMIT_MS) socket.reconnect(4000, 'silent')
    else socket.send(JSON.stringify({ type: 'ping', sentAtMs: Date.now() }))
  }, PING_EVERY_MS)

  return {
    send: (frame) => {
      if (socket.readyState !== socket.OPEN) return false
      socket.send(JSON.stringify(frame))
      return true
    },
    subscribe: listeners.add,
    reconnect: () => socket.reconnect(),
    close: () => {
      stopped = true
      clearInterval(watchdog)
      socket.close()
    },
  }
}

const socketUrl = (role: string): string =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/v1/socket?as=${encodeURIComponent(role)}`

/** A browser hides why an upgrade was refused, so the service is asked whether this browser is still paired. */
async function lossOf(code: number, role: string): Promise<LossReason> {
  const known = LOSS_BY_CODE[code]
  if (known) return known
  try {
    const response = await fetch(`/v1/whoami?as=${encodeURIComponent(role)}`)
    return response.status === 401 ? 'unauthorised' : 'lost'
  } catch {
    return 'lost'
  }
}
