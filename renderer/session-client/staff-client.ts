import { createStore, type StoreApi } from 'zustand/vanilla'

import type { HealthSample, OutputChange, SourceChange } from '#shared/domain/health/health-sample.ts'
import { parseEvent, type KnownEvent } from '#shared/domain/session/event.ts'
import type { Command, Refusal } from '#shared/domain/session/command.ts'
import type { Down, RequestProblem, ResponseBody } from '#shared/protocol/down.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/protocol-version.ts'
import type { Signal } from '#shared/protocol/signal.ts'
import type { Request, Up } from '#shared/protocol/up.ts'
import type { OutsideSource } from '#shared/protocol/chat-source.ts'
import type { RemoteLevels, RemoteOutcome, RemoteState } from '#shared/protocol/remote.ts'
import { deferred } from '#shared/lib/deferred.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import { randomId } from './random-id.ts'
import { createServiceClock, type ServiceClock } from './service-clock.ts'
import { INITIAL_STAFF_STATE, reduceFrame, type StaffState } from './staff-state.ts'
import type { FrameTransport } from './transport.ts'

/** What became of a command. `offline`: the service could not be reached in time; nothing is known to have happened. */
export type CommandOutcome =
  | { readonly ok: true; readonly durable: boolean }
  | { readonly ok: false; readonly refusal: Refusal | { readonly kind: 'offline' } }

export type RequestOutcome =
  | { readonly ok: true; readonly body: ResponseBody }
  | { readonly ok: false; readonly problem: RequestProblem | 'offline'; readonly message: string }

/** How a host window or a console talks with the session. */
export interface StaffClient {
  readonly store: StoreApi<StaffState>
  readonly clock: ServiceClock
  /** Never throws. A command is sent again with the same id after a reconnect, so a retry cannot happen twice. */
  readonly command: (command: Command) => Promise<CommandOutcome>
  readonly request: (request: Request) => Promise<RequestOutcome>
  readonly lookAt: (questionId: string | null) => void
  /** Tells the log what happened in this window; kept and sent again like a command. */
  readonly report: (report: WindowReport) => Promise<CommandOutcome>
  /** Tells the log how the show fares. Lost while there is no connection: the next second brings another. */
  readonly sample: (sample: HealthSample) => void
  readonly signals: {
    readonly send: (peerId: string, signal: Signal) => void
    readonly subscribe: (listener: (peerId: string, signal: Signal) => void) => () => void
  }
  /** The service asks in the name of a control surface; see shared/protocol/remote.ts. */
  readonly remote: RemoteLink
  /** Chat sources that this window receives; see shared/protocol/chat-source.ts. */
  readonly outside: OutsideLink
  readonly reconnect: () => void
  readonly close: () => void
}

export type RemoteAsk = Extract<Down, { type: 'remoteWatch' | 'remoteAction' }>

/** The host window's side of remote control. What is sent while there is no connection is lost, and told anew later. */
export interface RemoteLink {
  /** A new listener is told at once what the service watches. */
  readonly subscribe: (listener: (ask: RemoteAsk) => void) => () => void
  readonly tell: (state: RemoteState) => void
  readonly tellLevels: (levels: RemoteLevels) => void
  readonly answer: (actionId: string, outcome: RemoteOutcome) => void
}

type FrameOf<Type extends Up['type']> = Extract<Up, { type: Type }>
export type AnsweredEvent = Extract<KnownEvent, { type: 'questionAnswered' }>

/** The host window's side of an outside chat source. */
export interface OutsideLink {
  /** Kept and sent again like a command. `offline`: not known to have arrived, to be sent anew under the same ids. */
  readonly ingest: (source: OutsideSource, messages: FrameOf<'ingest'>['messages']) => Promise<CommandOutcome>
  /** Both are lost while there is no connection, and told anew when it is back. */
  readonly tell: (state: Omit<FrameOf<'sourceState'>, 'type'>) => void
  readonly presence: (presence: Omit<FrameOf<'sourcePresence'>, 'type'>) => void
  /** Answers as the session's events bring them, the ones of a break included, never those of a snapshot. */
  readonly subscribeAnswers: (listener: (event: AnsweredEvent) => void) => () => void
}

export type WindowReport =
  | { readonly type: 'outputChanged'; readonly change: OutputChange }
  | { readonly type: 'sourceChanged'; readonly change: SourceChange }
  | { readonly type: 'recordingStarted'; readonly file: string }
  | {
      readonly type: 'recordingStopped'
      readonly file: string
      readonly bytes: number
      readonly problem: string | null
    }

/** Long enough to ride out a restart of the service; then the person is told instead of being left waiting. */
const COMMAND_TIMEOUT_MS = 15_000

interface Waiting<Outcome> {
  readonly frame: Up
  readonly settle: (outcome: Outcome) => void
}

export function createStaffClient(transport: FrameTransport): StaffClient {
  const store = createStore<StaffState>(() => INITIAL_STAFF_STATE)
  const clock = createServiceClock()
  const signalListeners = createListeners<{ peerId: string; signal: Signal }>()
  const remoteListeners = createListeners<RemoteAsk>()
  const answerListeners = createListeners<AnsweredEvent>()
  const commands = new Map<string, Waiting<CommandOutcome>>()
  const requests = new Map<string, Waiting<RequestOutcome>>()
  let lastWatch: RemoteAsk | null = null
  let lookingAt: string | null = null

  const settleCommand = (commandId: string, outcome: CommandOutcome): void => {
    commands.get(commandId)?.settle(outcome)
    commands.delete(commandId)
  }
  const settleRequest = (requestId: string, outcome: RequestOutcome): void => {
    requests.get(requestId)?.settle(outcome)
    requests.delete(requestId)
  }

  const tellAnswers = (frame: Extract<Down, { type: 'events' }>, afterSeq: number): void => {
    for (const raw of frame.events) {
      if (raw.type !== 'questionAnswered' || raw.seq <= afterSeq) continue
      const event = parseEvent(raw)
      if (event.type === 'questionAnswered') answerListeners.emit(event)
    }
  }

  const onFrame = (frame: Down): void => {
    const before = store.getState().session
    store.setState((state) => reduceFrame(state, frame), true)
    switch (frame.type) {
      case 'welcome':
        clock.sample(frame.serverNowMs, null)
        return greet()
      case 'ack':
        return settleCommand(frame.commandId, { ok: true, durable: frame.durable })
      case 'refused':
        return settleCommand(frame.commandId, { ok: false, refusal: frame.refusal })
      case 'response':
        return settleRequest(frame.requestId, { ok: true, body: frame.body })
      case 'requestFailed':
        return settleRequest(frame.requestId, { ok: false, problem: frame.problem, message: frame.message })
      case 'signal':
        return signalListeners.emit({ peerId: frame.from, signal: frame.signal })
      case 'remoteWatch':
        lastWatch = frame
        return remoteListeners.emit(frame)
      case 'remoteAction':
        return remoteListeners.emit(frame)
      case 'pong':
        return clock.sample(frame.serverNowMs, Date.now() - frame.sentAtMs)
      case 'events':
        if (before?.sessionId === frame.sessionId) tellAnswers(frame, before.seq)
        return
      case 'snapshot':
      case 'feed':
      case 'presence':
      case 'health':
      case 'cannedReplies':
      case 'access':
      case 'machine':
      case 'remoteControl':
      case 'sceneCollection':
      case 'importJob':
      case 'syncStatus':
      case 'room':
      case 'roomFeed':
      case 'ownQuestions':
      case 'bye':
        return
      default:
        frame satisfies never
    }
  }

  /** First word on every connection: what we hold, then what nobody has answered yet. */
  const greet = (): void => {
    const { session } = store.getState()
    transport.send({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      sessionId: session?.sessionId ?? null,
      lastSeq: session?.seq ?? 0,
    })
    transport.send({ type: 'ping', sentAtMs: Date.now() })
    if (lookingAt !== null) transport.send({ type: 'lookAt', questionId: lookingAt })
    for (const { frame } of [...commands.values(), ...requests.values()]) transport.send(frame)
  }

  const stopListening = transport.subscribe((event) => {
    switch (event.type) {
      case 'open':
        return
      case 'frame':
        return onFrame(event.frame)
      case 'closed':
        return store.setState({ link: event.reason })
      default:
        event satisfies never
    }
  })

  const sendCommand = (
    frame: Extract<Up, { commandId: string }>,
    questionId: string | null,
  ): Promise<CommandOutcome> => {
    const { promise, resolve } = deferred<CommandOutcome>()
    const timer = setTimeout(
      () => settleCommand(frame.commandId, { ok: false, refusal: { kind: 'offline' } }),
      COMMAND_TIMEOUT_MS,
    )
    commands.set(frame.commandId, {
      frame,
      settle: (outcome) => {
        clearTimeout(timer)
        if (questionId !== null) markPending(store, questionId, false)
        resolve(outcome)
      },
    })
    if (questionId !== null) markPending(store, questionId, true)
    transport.send(frame)
    return promise
  }

  return {
    store,
    clock,
    command: (command) =>
      sendCommand(
        { type: 'command', commandId: randomId(), command },
        'questionId' in command ? command.questionId : null,
      ),
    report: (report) => sendCommand({ ...report, commandId: randomId() }, null),
    sample: (sample) => void transport.send({ type: 'healthSample', sample }),
    request: (request) => {
      const { promise, resolve } = deferred<RequestOutcome>()
      const requestId = randomId()
      const timer = setTimeout(
        () => settleRequest(requestId, { ok: false, problem: 'offline', message: '' }),
        COMMAND_TIMEOUT_MS,
      )
      const frame: Up = { type: 'request', requestId, request }
      requests.set(requestId, {
        frame,
        settle: (outcome) => {
          clearTimeout(timer)
          resolve(outcome)
        },
      })
      transport.send(frame)
      return promise
    },
    lookAt: (questionId) => {
      lookingAt = questionId
      transport.send({ type: 'lookAt', questionId })
    },
    signals: {
      send: (peerId, signal) => void transport.send({ type: 'signal', to: peerId, signal }),
      subscribe: (listener) => signalListeners.add(({ peerId, signal }) => listener(peerId, signal)),
    },
    outside: {
      ingest: (source, messages) =>
        sendCommand({ type: 'ingest', commandId: randomId(), source, messages }, null),
      tell: (state) => void transport.send({ type: 'sourceState', ...state }),
      presence: (presence) => void transport.send({ type: 'sourcePresence', ...presence }),
      subscribeAnswers: answerListeners.add,
    },
    remote: {
      subscribe: (listener) => {
        if (lastWatch) listener(lastWatch)
        return remoteListeners.add(listener)
      },
      tell: (state) => void transport.send({ type: 'remoteState', state }),
      tellLevels: (levels) => void transport.send({ type: 'remoteLevels', levels }),
      answer: (actionId, outcome) => void transport.send({ type: 'remoteResult', actionId, outcome }),
    },
    reconnect: transport.reconnect,
    close: () => {
      stopListening()
      transport.close()
    },
  }
}

function markPending(store: StoreApi<StaffState>, questionId: string, pending: boolean): void {
  store.setState((state) => {
    const pendingQuestions = new Set(state.pendingQuestions)
    if (pending) pendingQuestions.add(questionId)
    else pendingQuestions.delete(questionId)
    return { pendingQuestions }
  })
}
