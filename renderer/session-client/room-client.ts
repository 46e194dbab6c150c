import { createStore, type StoreApi } from 'zustand/vanilla'

import type { Actor } from '#shared/domain/session/actor.ts'
import type { Refusal } from '#shared/domain/session/command.ts'
import type { Down, OwnQuestion, RoomLine, RoomView } from '#shared/protocol/down.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/protocol-version.ts'
import type { Signal } from '#shared/protocol/signal.ts'
import { deferred } from '#shared/lib/deferred.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import { randomId } from './random-id.ts'
import { createServiceClock, type ServiceClock } from './service-clock.ts'
import type { LinkState } from './staff-state.ts'
import type { FrameTransport } from './transport.ts'

/** Everything a viewer's phone or the overlay knows. */
export interface RoomState {
  readonly link: LinkState
  readonly you: Actor | null
  readonly room: RoomView | null
  readonly lines: readonly RoomLine[]
  readonly ownQuestions: readonly OwnQuestion[]
}

export type SayOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly refusal: Refusal | { readonly kind: 'offline' } }

/** How a viewer page or the overlay talks with the room. */
export interface RoomClient {
  readonly store: StoreApi<RoomState>
  readonly clock: ServiceClock
  /**
   * Sends a danmaku; resolved when it is in the log. Sent again after a reconnect without being doubled; a person
   * who tries again after `offline` passes the same `messageId`, for the first try may have arrived after all.
   */
  readonly say: (text: string, messageId?: string) => Promise<SayOutcome>
  readonly rename: (name: string) => void
  /** Likes are collected for a moment and sent together. */
  readonly like: () => void
  readonly signals: {
    readonly send: (peerId: string, signal: Signal) => void
    readonly subscribe: (listener: (peerId: string, signal: Signal) => void) => () => void
  }
  readonly reconnect: () => void
  readonly close: () => void
}

const ROOM_LINES_KEPT = 200
const SAY_TIMEOUT_MS = 10_000
const LIKES_TOGETHER_MS = 400
const LIKES_IN_ONE_FRAME = 50

export function createRoomClient(transport: FrameTransport): RoomClient {
  const store = createStore<RoomState>(() => ({
    link: 'connecting',
    you: null,
    room: null,
    lines: [],
    ownQuestions: [],
  }))
  const clock = createServiceClock()
  const signalListeners = createListeners<{ peerId: string; signal: Signal }>()
  const saying = new Map<string, { text: string; settle: (outcome: SayOutcome) => void }>()
  let likes = 0
  let likeTimer: ReturnType<typeof setTimeout> | null = null

  const sendSay = (commandId: string, text: string): void =>
    void transport.send({ type: 'say', commandId, text })
  const settle = (commandId: string, outcome: SayOutcome): void => {
    saying.get(commandId)?.settle(outcome)
    saying.delete(commandId)
  }

  const onFrame = (frame: Down): void => {
    switch (frame.type) {
      case 'welcome':
        clock.sample(frame.serverNowMs, null)
        store.setState({ you: frame.you })
        transport.send({ type: 'hello', protocol: PROTOCOL_VERSION, sessionId: null, lastSeq: 0 })
        transport.send({ type: 'ping', sentAtMs: Date.now() })
        for (const [commandId, { text }] of saying) sendSay(commandId, text)
        return
      case 'room':
        return store.setState(({ room, lines }) => ({
          link: 'connected',
          room: frame.room,
          lines: isAnotherShow(room, frame.room) ? [] : lines,
        }))
      case 'roomFeed':
        return store.setState(({ lines }) => ({ lines: appendLines(lines, frame.lines) }))
      case 'ownQuestions':
        return store.setState({ ownQuestions: frame.questions })
      case 'ack':
        return settle(frame.commandId, { ok: true })
      case 'refused':
        return settle(frame.commandId, { ok: false, refusal: frame.refusal })
      case 'signal':
        return signalListeners.emit({ peerId: frame.from, signal: frame.signal })
      case 'pong':
        return clock.sample(frame.serverNowMs, Date.now() - frame.sentAtMs)
      case 'snapshot':
      case 'events':
      case 'feed':
      case 'response':
      case 'requestFailed':
      case 'presence':
      case 'health':
      case 'machine':
      case 'cannedReplies':
      case 'sceneCollection':
      case 'access':
      case 'remoteControl':
      case 'importJob':
      case 'syncStatus':
      case 'remoteWatch':
      case 'remoteAction':
      case 'bye':
        return
      default:
        frame satisfies never
    }
  }

  const stopListening = transport.subscribe((event) => {
    if (event.type === 'frame') onFrame(event.frame)
    else if (event.type === 'closed') store.setState({ link: event.reason })
  })

  const sendLikes = (): void => {
    likeTimer = null
    const count = Math.min(likes, LIKES_IN_ONE_FRAME)
    if (count > 0 && transport.send({ type: 'like', count })) likes -= count
    if (likes > 0) likeTimer = setTimeout(sendLikes, LIKES_TOGETHER_MS)
  }

  return {
    store,
    clock,
    say: (text, messageId) => {
      const { promise, resolve } = deferred<SayOutcome>()
      const commandId = messageId ?? randomId()
      const timer = setTimeout(
        () => settle(commandId, { ok: false, refusal: { kind: 'offline' } }),
        SAY_TIMEOUT_MS,
      )
      saying.set(commandId, {
        text,
        settle: (outcome) => {
          clearTimeout(timer)
          resolve(outcome)
        },
      })
      sendSay(commandId, text)
      return promise
    },
    rename: (name) => void transport.send({ type: 'rename', name }),
    like: () => {
      likes += 1
      likeTimer ??= setTimeout(sendLikes, LIKES_TOGETHER_MS)
    },
    signals: {
      send: (peerId, signal) => void transport.send({ type: 'signal', to: peerId, signal }),
      subscribe: (listener) => signalListeners.add(({ peerId, signal }) => listener(peerId, signal)),
    },
    reconnect: transport.reconnect,
    close: () => {
      stopListening()
      if (likeTimer) clearTimeout(likeTimer)
      transport.close()
    },
  }
}

function appendLines(lines: readonly RoomLine[], fresh: readonly RoomLine[]): readonly RoomLine[] {
  const known = new Set(lines.map((line) => line.danmakuId))
  return [...lines, ...fresh.filter((line) => !known.has(line.danmakuId))].slice(-ROOM_LINES_KEPT)
}

/** A show never comes back from its end and never goes live twice: then it is the next one, with a chat of its own. */
const isAnotherShow = (before: RoomView | null, now: RoomView): boolean =>
  before !== null &&
  ((before.phase === 'ended' && now.phase !== 'ended') ||
    (before.liveAtMs !== null && before.liveAtMs !== now.liveAtMs))
