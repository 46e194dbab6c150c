import { downSchema } from '#shared/protocol/down.ts'
import { SERVICE_PORT_MESSAGE } from '#shared/protocol/shell-channels.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import type { FrameTransport, TransportEvent } from './transport.ts'

/**
 * Talks to the service over the MessagePort that the desktop shell hands this window. When the service process
 * dies the shell starts another and hands over a new port; the page then simply says hello again.
 */
export function openPortTransport(): FrameTransport {
  const listeners = createListeners<TransportEvent>()
  let port: MessagePort | null = null

  const adopt = (next: MessagePort): void => {
    const before = port
    port = next
    before?.close()
    next.addEventListener('message', (message: MessageEvent<unknown>) => {
      if (typeof message.data !== 'string') return
      const frame = downSchema.parse(JSON.parse(message.data))
      listeners.emit({ type: 'frame', frame })
      if (frame.type === 'bye') listeners.emit({ type: 'closed', reason: 'shuttingDown' })
    })
    next.addEventListener('close', () => {
      if (port !== next) return
      port = null
      listeners.emit({ type: 'closed', reason: 'lost' })
    })
    listeners.emit({ type: 'open' })
    next.start()
  }

  const onWindowMessage = (message: MessageEvent<unknown>): void => {
    const [handed] = message.ports
    if (message.source === window && message.data === SERVICE_PORT_MESSAGE && handed) adopt(handed)
  }
  window.addEventListener('message', onWindowMessage)

  return {
    send: (frame) => {
      port?.postMessage(JSON.stringify(frame))
      return port !== null
    },
    subscribe: listeners.add,
    reconnect: () => void window.studio?.requestServicePort(),
    close: () => {
      window.removeEventListener('message', onWindowMessage)
      port?.close()
      port = null
    },
  }
}
