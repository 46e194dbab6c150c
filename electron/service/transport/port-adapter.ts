import type { Logger } from 'pino'

import type { Actor } from '#shared/domain/session/actor.ts'
import type { Down } from '#shared/protocol/down.ts'
import { attachLink } from './attach-link.ts'
import type { ByeReason, ClientLink, Hub } from './link.ts'

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
export function createPortAdapter(options: PortAdapterOptions): PortAdapter {
  const { actor, logger } = options
  const links = new Set<ClientLink>()

  function attach(port: PortLike): void {
    let isOpen = true
    const post = (frame: string): void => {
      if (!isOpen) return
      try {
        port.postMessage(frame)
      } catch (error) {
        // A port that is being torn down with its window may refuse; its `close` event tells the rest.
        logger.debug({ err: error }, 'a frame found its port closed')
      }
    }
    const finish = (): void => {
      isOpen = false
      links.delete(link)
      attached.gone()
    }
    const link: ClientLink = {
      actor,
      send: post,
      // A port has no buffer to ask for, and needs none: a frame is copied into the window's own process at once, with
      // no network between. A window that hangs fills its own memory, not ours, and starts afresh when reloaded.
      backlogBytes: () => 0,
      close: (reason, message) => {
        if (!isOpen) return
        post(JSON.stringify({ type: 'bye', reason, message } satisfies Down))
        isOpen = false
        port.close()
        // Not every kind of port tells its own closer; and the hub may be in the middle of sending to all.
        queueMicrotask(finish)
      },
    }

    const attached = attachLink(link, options)
    links.add(link)
    port.on('message', (message) =>
      attached.receive(
        typeof message === 'object' && message !== null && 'data' in message ? message.data : message,
      ),
    )
    port.on('close', finish)
    port.start()
  }

  return {
    attach,
    closeAll: (reason, message) => {
      for (const link of links) link.close(reason, message)
    },
  }
}
