import { incomingDanmakuSchema, viewerKey, type IncomingDanmaku } from '#shared/domain/danmaku/danmaku.ts'
import { normaliseDanmaku } from '#shared/domain/danmaku/normalise.ts'
import { GUEST, type FanStanding } from '#shared/domain/fans/tier.ts'
import { NO_OUTPUTS, type OutputSettings } from '#shared/domain/outputs/destination.ts'
import { expireClaims } from '#shared/domain/questions/expire-claims.ts'
import { decideMarkAsQuestion, receiveDanmaku } from '#shared/domain/questions/receive-danmaku.ts'
import type { SceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import type { CannedReply } from '#shared/domain/replies/canned-reply.ts'
import { SYSTEM, type Actor } from '#shared/domain/session/actor.ts'
import type { Command } from '#shared/domain/session/command.ts'
import { decide } from '#shared/domain/session/decide.ts'
import { refuse, type Decision } from '#shared/domain/session/decision.ts'
import { toRawEvent, type KnownEvent, type NewEvent } from '#shared/domain/session/event.ts'
import { evolveAll } from '#shared/domain/session/evolve.ts'
import { EMPTY_STATE, toSnapshot, type SessionState } from '#shared/domain/session/state.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import { downSchema, type ChatLine, type Down, type Present } from '#shared/protocol/down.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/protocol-version.ts'
import { upSchema, type Request, type Up } from '#shared/protocol/up.ts'
import type { FrameTransport, TransportEvent } from '../transport.ts'

interface Connection {
  readonly actor: Actor
  readonly deliver: (frame: Down) => void
  lookingAt: string | null
}

const SEARCH_PAGE = 50
const RECENT_CHAT_LINES = 200

/**
 * A session in memory with the real rules (decide, evolve, the contract of the wire) and neither log nor network:
 * what screens are drawn and tested against. Every frame is parsed on its way, as on a real connection.
 */
export class InMemoryRoom {
  state: SessionState = EMPTY_STATE
  readonly lines: ChatLine[] = []
  /** What host windows told of their own part. */
  readonly reports: Up[] = []
  readonly #nowMs: () => number
  readonly #connections = new Set<Connection>()
  readonly #fans = new Map<string, FanStanding>()
  #cannedReplies: readonly CannedReply[]
  #scenes: SceneCollection | null = null
  #outputs: OutputSettings = NO_OUTPUTS
  #viewers = 0

  constructor(title: string, nowMs: () => number, cannedReplies: readonly CannedReply[]) {
    this.#nowMs = nowMs
    this.#cannedReplies = cannedReplies
    const body = {
      sessionId: 's1',
      title,
      kind: 'show' as const,
      mutedViewers: [],
      blockedWords: [],
    }
    this.#append(SYSTEM, [{ type: 'sessionCreated', body }])
  }

  /** A connection as that person; frames arrive after the current task, as from a socket. */
  connect(actor: Actor): FrameTransport {
    const listeners = createListeners<TransportEvent>()
    const connection: Connection = {
      actor,
      lookingAt: null,
      deliver: (frame) => {
        const parsed = downSchema.parse(JSON.parse(JSON.stringify(frame)))
        setTimeout(() => listeners.emit({ type: 'frame', frame: parsed }), 0)
      },
    }
    this.#connections.add(connection)
    const welcome: Down = {
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      you: actor,
      serverNowMs: this.#nowMs(),
    }
    connection.deliver(welcome)
    return {
      send: (frame) => {
        this.#receive(connection, upSchema.parse(JSON.parse(JSON.stringify(frame))))
        return true
      },
      subscribe: listeners.add,
      reconnect: () => connection.deliver(welcome),
      close: () => {
        this.#connections.delete(connection)
        this.#tellPresence()
      },
    }
  }

  /** A viewer writes. `fan` is what the library knows of them. */
  say(incoming: IncomingDanmaku, fan?: FanStanding): void {
    const key = viewerKey(incoming.source, incoming.userId)
    const standing = this.#fans.get(key) ?? fan ?? GUEST
    const danmaku = incomingDanmakuSchema.parse(incoming)
    this.#append(SYSTEM, receiveDanmaku(this.state, danmaku, standing, this.#nowMs()))
  }

  act(actor: Actor, command: Command): Decision {
    const decision = this.#decide(actor, command)
    if (decision.ok) this.#append(actor, decision.events)
    return decision
  }

  /** Another member of the staff opens a thread. */
  look(transportActor: Actor, questionId: string | null): void {
    for (const connection of this.#connections) {
      if (connection.actor.id === transportActor.id) connection.lookingAt = questionId
    }
    this.#tellPresence()
  }

  setViewers(count: number): void {
    this.#viewers = count
    this.#tellPresence()
  }

  /** Takes back claims that have run out. */
  tick(): void {
    this.#append(SYSTEM, expireClaims(this.state, this.#nowMs()))
  }

  #decide(actor: Actor, command: Command): Decision {
    if (command.type !== 'markAsQuestion') return decide(this.state, command, { nowMs: this.#nowMs(), actor })
    const line = this.lines.find((one) => one.danmakuId === command.danmakuId)
    return line ? decideMarkAsQuestion(this.state, line, this.#nowMs()) : refuse('unknownDanmaku')
  }

  #append(actor: Actor, news: readonly NewEvent[]): void {
    if (news.length === 0) return
    const atMs = this.#nowMs()
    const events = news.map((event, index): KnownEvent => ({
      seq: this.state.seq + 1 + index,
      atMs,
      version: 1,
      actor,
      ...event,
    }))
    this.state = evolveAll(this.state, events)
    const lines = events.flatMap((event) =>
      event.type === 'danmakuReceived' ? [{ ...event.body, seq: event.seq, atMs }] : [],
    )
    this.lines.push(...lines)
    const { sessionId, seq, totals } = this.state
    this.#broadcast({
      type: 'events',
      sessionId,
      toSeq: seq,
      danmaku: totals.danmaku,
      events: events.filter((event) => event.type !== 'danmakuReceived').map(toRawEvent),
    })
    if (lines.length > 0) this.#broadcast({ type: 'feed', sessionId, lines, skipped: 0 })
  }

  #receive(connection: Connection, frame: Up): void {
    switch (frame.type) {
      case 'hello':
        connection.deliver({ type: 'snapshot', state: toSnapshot(this.state) })
        connection.deliver({
          type: 'feed',
          sessionId: this.state.sessionId,
          lines: this.lines.slice(-RECENT_CHAT_LINES),
          skipped: 0,
        })
        connection.deliver({ type: 'cannedReplies', replies: [...this.#cannedReplies] })
        this.#tellPresence()
        return
      case 'command': {
        const decision = this.act(connection.actor, frame.command)
        const { commandId } = frame
        connection.deliver(
          decision.ok
            ? { type: 'ack', commandId, ok: true, durable: true }
            : { type: 'refused', commandId, refusal: decision.refusal },
        )
        return
      }
      case 'request':
        return this.#serve(connection, frame.requestId, frame.request)
      case 'lookAt':
        connection.lookingAt = frame.questionId
        return this.#tellPresence()
      case 'ping':
        return connection.deliver({ type: 'pong', sentAtMs: frame.sentAtMs, serverNowMs: this.#nowMs() })
      case 'say':
      case 'rename':
      case 'like':
      case 'healthSample':
        return void this.reports.push(frame)
      case 'outputChanged':
      case 'sourceChanged':
        this.reports.push(frame)
        return connection.deliver({ type: 'ack', commandId: frame.commandId, ok: true, durable: true })
      case 'recordingStarted':
      case 'recordingStopped':
      case 'remoteState':
      case 'remoteLevels':
      case 'remoteResult':
      case 'sourceState':
      case 'sourcePresence':
      case 'signal':
        return
      case 'ingest': {
        for (const message of frame.messages) {
          const incoming = normaliseDanmaku(frame.source, message, this.#nowMs())
          if (incoming) this.say(incoming)
        }
        return connection.deliver({ type: 'ack', commandId: frame.commandId, ok: true, durable: true })
      }
      default:
        return frame satisfies never
    }
  }

  #serve(connection: Connection, requestId: string, request: Request): void {
    const done: Down = { type: 'response', requestId, body: { type: 'done' } }
    const chat = (lines: ChatLine[], more: boolean): void =>
      connection.deliver({ type: 'response', requestId, body: { type: 'chat', lines, more } })
    switch (request.type) {
      case 'searchChat': {
        const wanted = request.text.toLowerCase()
        const found = this.lines
          .filter((line) => line.seq < (request.beforeSeq ?? Infinity))
          .filter((line) => `${line.userName}\n${line.text}`.toLowerCase().includes(wanted))
          .toReversed()
        return chat(found.slice(0, SEARCH_PAGE), found.length > SEARCH_PAGE)
      }
      case 'chatBefore': {
        const older = this.lines.filter((line) => line.seq < (request.beforeSeq ?? Infinity))
        return chat(older.slice(-request.limit), older.length > request.limit)
      }
      case 'chatAround': {
        const at = this.lines.findIndex((line) => line.danmakuId === request.danmakuId)
        const from = Math.max(0, at - Math.floor(request.limit / 2))
        return chat(at < 0 ? [] : this.lines.slice(from, from + request.limit), false)
      }
      case 'setFanStanding':
        this.#fans.set(request.userId, { tier: request.tier, privateDomain: request.privateDomain })
        return connection.deliver(done)
      case 'saveCannedReply': {
        const { reply } = request
        this.#cannedReplies = [
          ...this.#cannedReplies
            .filter((other) => other.id !== reply.id)
            .map((other) => (other.shortcut === reply.shortcut ? { ...other, shortcut: null } : other)),
          reply,
        ]
        this.#broadcast({ type: 'cannedReplies', replies: [...this.#cannedReplies] })
        return connection.deliver(done)
      }
      case 'deleteCannedReply':
        this.#cannedReplies = this.#cannedReplies.filter((reply) => reply.id !== request.id)
        this.#broadcast({ type: 'cannedReplies', replies: [...this.#cannedReplies] })
        return connection.deliver(done)
      case 'getOutputs':
        return connection.deliver({
          type: 'response',
          requestId,
          body: { type: 'outputs', outputs: this.#outputs },
        })
      case 'saveOutputs':
        this.#outputs = request.outputs
        return connection.deliver(done)
      case 'getSceneCollection':
        return connection.deliver({
          type: 'response',
          requestId,
          body: { type: 'sceneCollection', collection: this.#scenes },
        })
      case 'saveSceneCollection':
        this.#scenes = request.collection
        this.#broadcast({ type: 'sceneCollection', collection: request.collection })
        return connection.deliver(done)
      case 'getFanFacts':
      case 'getOrderAccess':
      case 'renewOrderToken':
      case 'revokeOrderToken':
      case 'findFans':
      case 'getFan':
      case 'saveFan':
      case 'mergeFans':
      case 'forgetFan':
      case 'getErasures':
      case 'listFanTags':
      case 'getTierRules':
      case 'previewTierRules':
      case 'applyTierRules':
      case 'takeBackTiers':
      case 'suggestReplies':
      case 'findProducts':
      case 'saveProduct':
      case 'removeProduct':
      case 'addFaq':
      case 'listPolicies':
      case 'savePolicy':
      case 'removePolicy':
      case 'listLearnedReplies':
      case 'correctLearnedReply':
      case 'removeLearnedReply':
      case 'listGaps':
      case 'listRunSheets':
      case 'saveRunSheet':
      case 'loadRunSheet':
      case 'undoRunSheetLoad':
      case 'renameRunSheet':
      case 'deleteRunSheet':
      case 'getShoutOutFairness':
      case 'listCannedReplies':
      case 'getAccess':
      case 'setLanAccess':
      case 'renewInvite':
      case 'revokeAccess':
      case 'listSessions':
      case 'newSession':
      case 'listRehearsals':
      case 'startRehearsal':
      case 'stopRehearsal':
      case 'healthHistory':
      case 'compareClock':
      case 'getRemoteControl':
      case 'saveRemoteControl':
      case 'renewRemoteControlPassword':
      case 'dropRemoteClient':
      case 'getChatSources':
      case 'saveChatSources':
      case 'fetchSourceToken':
      case 'getImport':
      case 'chooseImportSheet':
      case 'planImport':
      case 'remapImport':
      case 'applyImport':
      case 'cancelImport':
      case 'undoImport':
      case 'listImports':
      case 'getDrafting':
      case 'draftReply':
      case 'cancelDraft':
      case 'getAssistant':
      case 'saveAssistant':
      case 'holdAssistantKey':
      case 'testAssistant':
      case 'previewUnattended':
      case 'getSync':
      case 'saveSync':
      case 'holdSyncToken':
      case 'testSync':
      case 'startSync':
      case 'pauseSync':
      case 'listWithheld':
      case 'retryWithheld':
      case 'uploadRecording':
      case 'cancelUpload':
        return connection.deliver({
          type: 'requestFailed',
          requestId,
          problem: 'notAllowed',
          message: 'not part of the room in memory',
        })
      default:
        return request satisfies never
    }
  }

  #tellPresence(): void {
    const people = new Map<string, Present>()
    for (const { actor, lookingAt } of this.#connections) people.set(actor.id, { actor, lookingAt })
    this.#broadcast({ type: 'presence', staff: [...people.values()], viewers: this.#viewers })
  }

  #broadcast(frame: Down): void {
    for (const connection of this.#connections) connection.deliver(frame)
  }
}
