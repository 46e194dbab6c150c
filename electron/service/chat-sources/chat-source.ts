import type { SourceHealth } from '#shared/protocol/down.ts'

/** A place danmaku come from: the local room, a recording, Agora Signaling, later platforms. */
export interface ChatSource {
  /** Null while nobody has set this source up: there is nothing to tell. */
  readonly health: () => SourceHealth | null
  readonly close: () => void
}
