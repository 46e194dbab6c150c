import type { Logger } from 'pino'

import { createFrameGate } from './frame-gate.ts'
import type { ClientLink, Hub } from './link.ts'

/** The service's end of a link, for the adapter that carries it. */
export interface AttachedLink {
  /** One frame as it came: its text, the bytes of its text, or anything else, which is a bad frame. */
  readonly receive: (data: unknown) => void
  /** The client has gone; said once or more often. */
  readonly gone: () => void
}

export interface AttachOptions {
  readonly hub: Hub
  readonly nowMs: () => number
  readonly logger: Logger
}

/**
 * Puts a link behind the frame gate and before the hub. A defect in the hub closes the one link that met it.
 * @throws what the hub throws when it cannot take the link at all
 */
export function attachLink(link: ClientLink, { hub, nowMs, logger }: AttachOptions): AttachedLink {
  const { actor } = link
  const handlers = hub.attach(link)
  let isGone = false

  const receive = createFrameGate({
    role: actor.role,
    nowMs,
    onBad: (reason, message) => {
      logger.info({ actor: actor.id, reason, problem: message }, 'a bad frame closed its connection')
      link.close(reason, message)
    },
    onFrame: (frame) => {
      try {
        handlers.onFrame(frame)
      } catch (error) {
        logger.error({ err: error, actor: actor.id, frame: frame.type }, 'a frame could not be processed')
        link.close('badFrame', 'The service could not process this frame.')
      }
    },
  })

  return {
    receive: (data) => {
      if (!isGone) receive(data)
    },
    gone: () => {
      if (isGone) return
      isGone = true
      handlers.onClose()
    },
  }
}
