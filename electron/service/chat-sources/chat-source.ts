import type { IncomingDanmaku } from '#shared/domain/danmaku/danmaku.ts'
import type { SourceHealth } from '#shared/protocol/down.ts'
import type { IngestOutcome } from '../session/running-session.ts'

/** Where every chat source delivers. Doubled messages are recognised there, so a source may repeat itself. */
export type Ingest = (messages: readonly IncomingDanmaku[]) => Promise<IngestOutcome>

/** A place danmaku come from: the local room, a recording, later Agora Signaling and platforms. */
export interface ChatSource {
  readonly health: () => SourceHealth
  readonly close: () => void
}
