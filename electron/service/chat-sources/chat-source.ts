import type { SourceHealth } from '#shared/protocol/down.ts'

/** A place danmaku come from: the local room, a recording, later Agora Signaling and platforms. */
export interface ChatSource {
  readonly health: () => SourceHealth
  readonly close: () => void
}
