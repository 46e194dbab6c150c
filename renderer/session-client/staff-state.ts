import type { Machine } from '#shared/domain/health/machine.ts'
import type { CannedReply } from '#shared/domain/replies/canned-reply.ts'
import type { SceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import type { Actor } from '#shared/domain/session/actor.ts'
import { parseEvent } from '#shared/domain/session/event.ts'
import { evolveAll } from '#shared/domain/session/evolve.ts'
import { fromSnapshot, type SessionState } from '#shared/domain/session/state.ts'
import type { Access, Down, LogHealth, Present, SourceHealth } from '#shared/protocol/down.ts'
import type { ImportJob } from '#shared/protocol/imports.ts'
import type { RemoteControl } from '#shared/protocol/remote.ts'
import type { SyncStatus } from '#shared/protocol/sync.ts'
import { appendToFeed, type ChatRow } from './chat-buffer.ts'
import type { LossReason } from './transport.ts'

/** `connected` only once the service has sent the state; before that the truth is `connecting`. */
export type LinkState = 'connecting' | 'connected' | LossReason

/** Everything a staff screen knows. One immutable value per change; panels select from it. */
export interface StaffState {
  readonly link: LinkState
  readonly you: Actor | null
  readonly session: SessionState | null
  readonly chat: readonly ChatRow[]
  readonly staff: readonly Present[]
  readonly viewersOnline: number
  readonly log: LogHealth
  readonly sources: readonly SourceHealth[]
  readonly rehearsal: { readonly roomId: string; readonly atMs: number; readonly durationMs: number } | null
  readonly cannedReplies: readonly CannedReply[]
  readonly access: Access | null
  /** The machine the service runs on; null until it has told, and for moderators. */
  readonly machine: Machine | null
  /** Null until the service has told, and for moderators. */
  readonly remoteControl: RemoteControl | null
  /** The import as it was last told to hosts; null before any. */
  readonly importJob: ImportJob | null
  /** How syncing stands; null until the service has told, and for moderators. */
  readonly sync: SyncStatus | null
  /** The scenes as a host window last saved them while we were connected; ask for those saved before. */
  readonly savedScenes: SceneCollection | null
  /** Questions with a command of ours under way, shown as pending until the event returns. */
  readonly pendingQuestions: ReadonlySet<string>
}

export const INITIAL_STAFF_STATE: StaffState = {
  link: 'connecting',
  you: null,
  session: null,
  chat: [],
  staff: [],
  viewersOnline: 0,
  log: { state: 'ok', waiting: 0, lost: 0, problem: null },
  sources: [],
  rehearsal: null,
  cannedReplies: [],
  access: null,
  machine: null,
  remoteControl: null,
  importJob: null,
  sync: null,
  savedScenes: null,
  pendingQuestions: new Set(),
}

/** The staff state after one frame. Frames that concern the connection alone change nothing here. */
export function reduceFrame(state: StaffState, frame: Down): StaffState {
  switch (frame.type) {
    case 'welcome':
      return { ...state, you: frame.you }
    case 'snapshot': {
      const session = fromSnapshot(frame.state)
      const sameSession = state.session?.sessionId === session.sessionId
      return { ...state, link: 'connected', session, chat: sameSession ? state.chat : [] }
    }
    case 'events':
      return { ...state, link: 'connected', session: withEvents(state.session, frame) }
    case 'feed':
      if (frame.sessionId !== state.session?.sessionId) return state
      return { ...state, chat: appendToFeed(state.chat, frame.lines, frame.skipped) }
    case 'presence':
      return { ...state, staff: frame.staff, viewersOnline: frame.viewers }
    case 'health':
      return { ...state, log: frame.log, sources: frame.sources, rehearsal: frame.rehearsal }
    case 'cannedReplies':
      return { ...state, cannedReplies: frame.replies }
    case 'access':
      return { ...state, access: frame.access }
    case 'machine':
      return { ...state, machine: frame.machine }
    case 'remoteControl':
      return { ...state, remoteControl: frame.remoteControl }
    case 'importJob':
      return { ...state, importJob: frame.job }
    case 'syncStatus':
      return { ...state, sync: frame.status }
    case 'sceneCollection':
      return { ...state, savedScenes: frame.collection }
    case 'ack':
    case 'refused':
    case 'response':
    case 'requestFailed':
    case 'signal':
    case 'pong':
    case 'bye':
    case 'remoteWatch':
    case 'remoteAction':
    case 'room':
    case 'roomFeed':
    case 'ownQuestions':
      return state
    default:
      return frame satisfies never
  }
}

/** Danmaku do not travel as events: the frame says how many there are and where the log stands. */
function withEvents(
  session: SessionState | null,
  frame: Extract<Down, { type: 'events' }>,
): SessionState | null {
  if (session === null || frame.sessionId !== session.sessionId) return session
  const events = frame.events.filter((event) => event.seq > session.seq).map(parseEvent)
  const moved = events.length === 0 ? session : evolveAll(session, events)
  return {
    ...moved,
    seq: Math.max(moved.seq, frame.toSeq),
    totals: { ...moved.totals, danmaku: frame.danmaku },
  }
}
