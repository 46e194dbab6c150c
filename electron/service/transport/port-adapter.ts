import type { Logger } from 'pino'

import type { Actor } from '#shared/domain/session/actor.ts'
import type { Down } from '#shared/protocol/down.ts'
import { createFrameGate } from './frame-gate.ts'
import type { ByeReason, Hub, LinkHandlers } from './link.ts'

/**
 * What Node's MessagePort and Electron's MessagePortMain have in common. Node calls a `message` listener with the
 * value itself, Electron with an event that holds it as `data`.
 */
export interface PortLike {
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

export interface PortAdapter {
  readonly attach: (port: PortLike) => void
  readonly closeAll: (reason: ByeReason, message: string) => void
}

export interface PortAdapterOptions {
  readonly hub: Hub
  /** Who is at the other end of every port: the shell hands them to the host window only. */
  readonly actor: Actor
  readonly nowMs: () => number
  readonly logger: Logger
}

/** Carries the frames of a window of this machine, as JSON text like on the socket, through the same gate. */
export function createPortAdapter({ hub, actor, nowMs, logger }: PortAdapterOptions): PortAdapter {
  const closers = new Set<(reason: ByeReason, message: string) => void>()

  function attach(port: PortLike): void {
    let open = true

    const finish = (): void => {
      if (!open) return
      open = false
      closers.delete(close)
      handlers.onClose()
    }
    const post = (frame: string): void => {
      try {
        port.postMessage(frame)
      } catch (error) {
        // A port that is being torn down with its window may refuse; its `close` event tells the rest.
        logger.debug({ err: error }, 'a frame found its port closed')
      }
    }
    const close = (reason: ByeReason, message: string): void => {
      if (!open) return
      post(JSON.stringify({ type: 'bye', reason, message } satisfies Down))
      port.close()
      finish()
    }

    const handlers: LinkHandlers = hub.attach({
      actor,
      send: (frame) => {
        if (open) post(frame)
      },
      // A port has no buffer to ask for, and needs none: a frame is copied into the window's own process at once, with
      // no network between. A window that hangs fills its own memory, not ours, and starts afresh when reloaded.
      backlogBytes: () => 0,
      close,
    })
    closers.add(close)

    const gate = createFrameGate({
      role: actor.role,
      nowMs,
      onBad: close,
      onFrame: (frame) => {
        try {
          handlers.onFrame(frame)
        } catch (error) {
          logger.error({ err: error, frame: frame.type }, 'a frame could not be processed')
          close('badFrame', 'The service could not process this frame.')
        }
      },
    })
    port.on('message', (message) => {
      gate(typeof message === 'object' && message !== null && 'data' in message ? message.data : message)
    })
    port.on('close', finish)
    port.start()
  }

  return {
    attach,
    closeAll: (reason, message) => {
      for (const close of closers) close(reason, message)
    },
  }
}
