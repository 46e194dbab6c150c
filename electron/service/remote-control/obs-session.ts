import type { Clock, TimerHandle } from '../clock.ts'
import { createTokenBucket } from '../transport/token-bucket.ts'
import type { Rate } from '../transport/token-bucket.ts'
import type { MessageCodec } from './message-codec.ts'
import { answers, randomText, type Auth } from './obs-auth.ts'
import {
  BATCH_PARALLEL,
  BATCH_SERIAL_FRAME,
  BATCH_SERIAL_REALTIME,
  CLOSE,
  OBS_VERSION,
  OBS_WEBSOCKET_VERSION,
  OP,
  RPC_VERSION,
  STATUS,
  SUBSCRIPTION_ALL,
  type CloseCode,
  type ObsData,
  type RequestResult,
} from './obs-protocol.ts'
import type { Call, Studio } from './request-handler.ts'
import type { Requests } from './requests.ts'

export interface ObsSessionOptions {
  readonly codec: MessageCodec
  readonly auth: Auth
  readonly studio: Studio
  readonly requests: Requests
  readonly clock: Clock
  readonly send: (message: string | Uint8Array) => void
  /** Ends the connection; called at most once. */
  readonly close: (code: CloseCode, reason: string) => void
  /** For how long the answer to an Identify is held back, right or wrong: guessing is slow. */
  readonly verdictDelayMs: () => Promise<number>
  readonly onWrongPassword: () => void
  /** Asked when the password was right: whether there is a place for this client. */
  readonly hasRoom: () => boolean
  /** The client has given the right password, or changed what it wants to hear. */
  readonly onIdentified: () => void
}

/** One client of the protocol, whatever carries its messages. */
export interface ObsSession {
  readonly receive: (bytes: Buffer, isBinary: boolean) => void
  readonly isIdentified: () => boolean
  readonly hears: (intent: number) => boolean
  /** Sends a message that was encoded for this client's way of writing. */
  readonly deliver: (message: string | Uint8Array) => void
  /** The connection has gone; nothing is sent or waited for any more. */
  readonly gone: () => void
}

/** Who connects and says nothing is let go after this. */
const IDENTIFY_WITHIN_MS = 10_000
/** Companion asks hundreds of things at once when it connects; a dial turned quickly sends some fifty a second. */
const MESSAGE_RATE: Rate = { perSecond: 200, burst: 4_000 }
const BATCH_MAX = 1_000
/** Requests and batches of one client that wait for the host window or a Sleep at the same time. */
const UNDER_WAY_MAX = 2_000

/**
 * The protocol's conversation: Hello, Identify with the answer to the challenge, Identified, then requests, batches and
 * Reidentify in any order (obs-websocket 5.x, docs/generated/protocol.md, "Connection steps"). A message that breaks the
 * protocol ends this connection with the protocol's close code, and nothing else.
 */
export function openObsSession(options: ObsSessionOptions): ObsSession {
  const { codec, auth, studio, requests, clock } = options
  const challenge = randomText()
  const takeMessage = createTokenBucket(MESSAGE_RATE, clock.nowMs)
  const waits = new Set<{ readonly timer: TimerHandle; readonly done: () => void }>()
  let phase: 'greeted' | 'judging' | 'identified' | 'closed' = 'greeted'
  let subscriptions = 0
  let incoming = 0
  let outgoing = 0
  let underWay = 0

  const deliver = (message: string | Uint8Array): void => {
    if (phase === 'closed') return
    outgoing += 1
    options.send(message)
  }
  const say = (op: number, d: ObsData): void => deliver(codec.encode({ op, d }))

  const gone = (): void => {
    phase = 'closed'
    silence.cancel()
    for (const { timer, done } of waits) {
      timer.cancel()
      done()
    }
    waits.clear()
  }
  const shut = (code: CloseCode, reason: string): void => {
    if (phase === 'closed') return
    gone()
    options.close(code, reason)
  }

  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (phase === 'closed') return resolve()
      const waiting = {
        timer: clock.setTimeout(() => {
          waits.delete(waiting)
          resolve()
        }, ms),
        done: resolve,
      }
      waits.add(waiting)
    })

  const silence = clock.setTimeout(
    () => shut(CLOSE.notIdentified, 'No Identify came within 10 seconds.'),
    IDENTIFY_WITHIN_MS,
  )

  /** False when the connection was closed for it. */
  const subscribe = (wanted: unknown): boolean => {
    if (wanted === undefined || wanted === null) return true
    if (typeof wanted !== 'number' || !Number.isInteger(wanted) || wanted < 0) {
      shut(CLOSE.invalidDataFieldType, 'The field `eventSubscriptions` must be an unsigned number.')
      return false
    }
    subscriptions = wanted
    return true
  }
  const confirm = (): void => {
    say(OP.identified, { negotiatedRpcVersion: RPC_VERSION })
    options.onIdentified()
  }

  const identify = async (data: ObsData): Promise<void> => {
    phase = 'judging'
    const delayMs = await options.verdictDelayMs()
    if (delayMs > 0) await wait(delayMs)
    // Let go meanwhile.
    if (phase !== 'judging') return
    const { authentication, rpcVersion, eventSubscriptions } = data
    if (typeof authentication !== 'string') {
      return shut(CLOSE.authenticationFailed, 'The Identify is missing an `authentication` string.')
    }
    if (!answers(authentication, auth, challenge)) {
      options.onWrongPassword()
      return shut(CLOSE.authenticationFailed, 'Authentication failed.')
    }
    if (rpcVersion === undefined || rpcVersion === null) {
      return shut(CLOSE.missingDataField, 'The field `rpcVersion` is missing.')
    }
    if (typeof rpcVersion !== 'number' || !Number.isInteger(rpcVersion) || rpcVersion < 0) {
      return shut(CLOSE.invalidDataFieldType, 'The field `rpcVersion` must be an unsigned number.')
    }
    if (rpcVersion !== RPC_VERSION) {
      return shut(CLOSE.unsupportedRpcVersion, `This studio speaks RPC version ${RPC_VERSION}.`)
    }
    subscriptions = SUBSCRIPTION_ALL
    if (!subscribe(eventSubscriptions)) return
    if (!options.hasRoom()) return shut(CLOSE.full, 'No room for one more client.')
    phase = 'identified'
    silence.cancel()
    confirm()
  }

  const answer = async (
    requestType: unknown,
    requestData: unknown,
    batch: Call['batch'],
  ): Promise<{
    readonly requestStatus: ObsData
    readonly responseData?: ObsData
    readonly succeeded: boolean
  }> => {
    const traffic = { incoming, outgoing }
    const result = await requests
      .serve(requestType, requestData, { studio, traffic, batch, wait })
      .catch((): RequestResult => ({
        code: STATUS.processingFailed,
        comment: 'The studio could not do this.',
      }))
    const { code, comment, data } = result
    const succeeded = code === STATUS.success
    return {
      requestStatus: { result: succeeded, code, ...(comment !== undefined && { comment }) },
      ...(data && { responseData: data }),
      succeeded,
    }
  }

  const onRequest = async ({ requestId, requestType, requestData }: ObsData): Promise<void> => {
    if (!isRequestId(requestId)) return shut(CLOSE.missingDataField, 'The field `requestId` is missing.')
    if (requestType === undefined || requestType === null) {
      return shut(CLOSE.missingDataField, 'The field `requestType` is missing.')
    }
    if (typeof requestType !== 'string') {
      return shut(CLOSE.invalidDataFieldType, 'The field `requestType` must be a string.')
    }
    const { succeeded: _succeeded, ...answered } = await answer(requestType, requestData, null)
    say(OP.requestResponse, { requestType, requestId, ...answered })
  }

  const onBatch = async (data: ObsData): Promise<void> => {
    const { requestId, requests: asked } = data
    const executionType = data['executionType'] ?? BATCH_SERIAL_REALTIME
    const haltOnFailure = data['haltOnFailure'] ?? false
    if (!isRequestId(requestId)) return shut(CLOSE.missingDataField, 'The field `requestId` is missing.')
    if (asked === undefined || asked === null) {
      return shut(CLOSE.missingDataField, 'The field `requests` is missing.')
    }
    if (!Array.isArray(asked))
      return shut(CLOSE.invalidDataFieldType, 'The field `requests` must be an array.')
    if (asked.length > BATCH_MAX) {
      return shut(CLOSE.invalidDataFieldValue, `A batch may hold ${BATCH_MAX} requests.`)
    }
    if (typeof haltOnFailure !== 'boolean') {
      return shut(CLOSE.invalidDataFieldType, 'The field `haltOnFailure` must be a boolean.')
    }
    const isParallel = executionType === BATCH_PARALLEL
    if (!isParallel && executionType !== BATCH_SERIAL_REALTIME && executionType !== BATCH_SERIAL_FRAME) {
      return shut(CLOSE.invalidDataFieldValue, 'The field `executionType` is none of the protocol.')
    }
    const results: ObsData[] = []
    for (const one of asked as readonly unknown[]) {
      const { requestId: ownId, requestType, requestData } = objectOf(one) ?? {}
      const { succeeded, ...answered } = isParallel
        ? IN_PARALLEL
        : await answer(requestType, requestData, executionType === BATCH_SERIAL_FRAME ? 'frame' : 'realtime')
      // Let go while it waited: what is left of the batch is not done for nobody.
      if (phase !== 'identified') return
      results.push({
        requestType: typeof requestType === 'string' ? requestType : '',
        ...(isRequestId(ownId) && { requestId: ownId }),
        ...answered,
      })
      if (haltOnFailure && !succeeded) break
    }
    say(OP.requestBatchResponse, { requestId, results })
  }

  /** Requests of one client run side by side, as they come; a batch keeps its own order. */
  const start = (work: () => Promise<void>): void => {
    if (underWay >= UNDER_WAY_MAX) return shut(CLOSE.tooFast, 'Too many requests are under way.')
    underWay += 1
    void work()
      .catch(() => shut(CLOSE.goingAway, 'The studio could not answer.'))
      .finally(() => (underWay -= 1))
  }

  const onMessage = (op: unknown, data: ObsData): void => {
    if (phase !== 'identified' && op !== OP.identify) {
      return shut(CLOSE.notIdentified, 'The first message must be Identify, and its answer awaited.')
    }
    switch (op) {
      case OP.identify:
        if (phase === 'identified') return shut(CLOSE.alreadyIdentified, 'Use Reidentify from now on.')
        if (phase === 'judging') return shut(CLOSE.notIdentified, 'One Identify is enough.')
        return start(() => identify(data))
      case OP.reidentify:
        subscriptions = SUBSCRIPTION_ALL
        if (subscribe(data['eventSubscriptions'])) confirm()
        return
      case OP.request:
        return start(() => onRequest(data))
      case OP.requestBatch:
        return start(() => onBatch(data))
      default:
        return shut(CLOSE.unknownOpCode, 'The field `op` names nothing that a client may send.')
    }
  }

  say(OP.hello, {
    obsStudioVersion: OBS_VERSION,
    obsWebSocketVersion: OBS_WEBSOCKET_VERSION,
    rpcVersion: RPC_VERSION,
    authentication: { challenge, salt: auth.salt },
  })

  return {
    receive: (bytes, isBinary) => {
      if (phase === 'closed') return
      incoming += 1
      if (!takeMessage()) return shut(CLOSE.tooFast, 'Too many messages in a short time.')
      if (isBinary !== codec.isBinary) {
        return shut(CLOSE.messageDecodeError, 'This is not the kind of frame that was agreed on.')
      }
      const message = objectOf(decoded(codec, bytes))
      if (!message) return shut(CLOSE.messageDecodeError, 'The message could not be decoded.')
      // The protocol before version 5, whose clients would wait for ever otherwise.
      if (phase !== 'identified' && 'request-type' in message) {
        return shut(CLOSE.unsupportedRpcVersion, 'This client speaks obs-websocket 4; the studio speaks 5.')
      }
      const { op, d } = message
      if (typeof op !== 'number') return shut(CLOSE.unknownOpCode, 'The field `op` is missing.')
      if (d === undefined || d === null) return shut(CLOSE.missingDataField, 'The field `d` is missing.')
      const data = objectOf(d)
      if (!data) return shut(CLOSE.invalidDataFieldType, 'The field `d` must be an object.')
      onMessage(op, data)
    },
    isIdentified: () => phase === 'identified',
    hears: (intent) => phase === 'identified' && (subscriptions & intent) !== 0,
    deliver,
    gone,
  }
}

const IN_PARALLEL = {
  requestStatus: {
    result: false,
    code: STATUS.unsupportedBatchExecution,
    comment: 'Batches run in order here; parallel ones are not offered.',
  },
  succeeded: false,
}

const isRequestId = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number'

/** Undefined for anything that is no message; neither way of writing has a message that is undefined. */
function decoded(codec: MessageCodec, bytes: Buffer): unknown {
  try {
    return codec.decode(bytes)
  } catch {
    return undefined
  }
}

function objectOf(value: unknown): ObsData | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return Object.fromEntries(Object.entries(value))
}
