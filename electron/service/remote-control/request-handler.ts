import { z } from 'zod'

import type { RemoteAction, RemoteFigures, RemoteSettings, RemoteState } from '#shared/protocol/remote.ts'
import type { AskOutcome, HostBroker } from './host-broker.ts'
import { STATUS, type ObsData, type ObsEvent, type RequestResult, type Status } from './obs-protocol.ts'
import type { StudioNames } from './studio-names.ts'

/** The show as far as control surfaces ask for it. */
export interface ShowStatus {
  readonly live: boolean
  /** Null unless live. */
  readonly sinceMs: number | null
}

/** What requests act on: shared by all clients. */
export interface Studio {
  readonly broker: HostBroker
  readonly names: StudioNames
  readonly settings: () => RemoteSettings
  readonly show: () => ShowStatus
  readonly nowMs: () => number
  readonly broadcast: (event: ObsEvent) => void
  /** Where recordings and sessions lie: its disk is the one that fills up. */
  readonly dataDir: string
  /** What surfaces read as the one profile and scene collection there is. */
  readonly studioName: string
  /** How long the next transition that is no cut will take, as last set from a surface or seen in the studio. */
  readonly transitionMs: { current: number }
}

/** One request under way. */
export interface Call {
  readonly studio: Studio
  /** Messages of this client so far. */
  readonly traffic: { readonly incoming: number; readonly outgoing: number }
  /** How the batch that holds this request runs; null outside of one. */
  readonly batch: 'realtime' | 'frame' | null
  /** Cut short when the client goes. */
  readonly wait: (ms: number) => Promise<void>
}

export type RequestHandler = (requestData: unknown, call: Call) => Promise<RequestResult>

export const ok = (data?: ObsData): RequestResult => ({ code: STATUS.success, ...(data && { data }) })
export const fail = (code: Status, comment: string): RequestResult => ({ code, comment })

/** A handler whose request data is parsed before it runs; what does not fit is told in the protocol's own codes. */
export function handle<Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (data: z.infer<z.ZodObject<Shape>>, call: Call) => RequestResult | Promise<RequestResult>,
): RequestHandler {
  const schema = z.object(shape)
  return async (requestData, call) => {
    const given = withoutNulls(requestData)
    const parsed = schema.safeParse(given ?? {})
    if (parsed.success) return run(parsed.data, call)
    if (given === null) return fail(STATUS.missingData, 'This request needs `requestData`, an object.')
    return misfit(parsed.error, given)
  }
}

/** As `handle`, for what can only be answered while a host window tells its state. */
export function handleInStudio<Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (
    data: z.infer<z.ZodObject<Shape>>,
    call: Call & { readonly state: RemoteState },
  ) => RequestResult | Promise<RequestResult>,
): RequestHandler {
  return handle(shape, (data, call) => {
    const state = call.studio.broker.state()
    return state ? run(data, { ...call, state }) : NO_HOST
  })
}

const NO_HOST = fail(STATUS.notReady, 'No host window of the studio is open: open it and try again.')

/** Asks the host window and turns its answer into the protocol's; `wrongState` is what that means for this action. */
export async function act(
  { studio }: Call,
  action: RemoteAction,
  wrongState: Status = STATUS.invalidResourceState,
  data?: ObsData,
): Promise<RequestResult> {
  const outcome = await studio.broker.ask(action)
  return outcome.ok ? ok(data) : failed(outcome, wrongState)
}

/** Numbers that the host window is asked for, or why there are none. */
export async function figuresOf({ studio }: Call): Promise<RemoteFigures | RequestResult> {
  const outcome = await studio.broker.ask({ type: 'figures' })
  if (!outcome.ok) return failed(outcome, STATUS.processingFailed)
  return outcome.figures ?? fail(STATUS.processingFailed, 'The host window told no numbers.')
}

export const isResult = (value: RemoteFigures | RequestResult): value is RequestResult => 'code' in value

function failed(outcome: Exclude<AskOutcome, { ok: true }>, wrongState: Status): RequestResult {
  switch (outcome.problem) {
    case 'noHost':
      return NO_HOST
    case 'timeout':
      return fail(STATUS.processingFailed, 'The host window did not answer within 3 seconds.')
    case 'tooMany':
      return fail(STATUS.processingFailed, 'Too many actions at once; try again in a moment.')
    case 'notFound':
      return fail(STATUS.notFound, outcome.message)
    case 'wrongState':
      return fail(wrongState, outcome.message)
    case 'refused':
    case 'failed':
      return fail(STATUS.actionFailed, outcome.message)
    default:
      return outcome satisfies never
  }
}

/** A client that leaves a field out may write null for it, as MessagePack does. Null when it is no object at all. */
function withoutNulls(requestData: unknown): ObsData | null {
  if (typeof requestData !== 'object' || requestData === null || Array.isArray(requestData)) return null
  return Object.fromEntries(Object.entries(requestData).filter(([, value]) => value !== null))
}

function misfit(error: z.ZodError, given: ObsData): RequestResult {
  const [issue] = error.issues
  const field = String(issue?.path[0] ?? '')
  if (given[field] === undefined) return fail(STATUS.missingField, `The field \`${field}\` is missing.`)
  if (issue?.code === 'invalid_type') {
    return fail(STATUS.invalidFieldType, `The field \`${field}\` must be of type ${issue.expected}.`)
  }
  if (issue?.code === 'too_small' || issue?.code === 'too_big') {
    return issue.origin === 'number'
      ? fail(STATUS.fieldOutOfRange, `The field \`${field}\` is outside of its range.`)
      : fail(STATUS.fieldEmpty, `The field \`${field}\` is empty or too long.`)
  }
  return fail(STATUS.invalidField, `The field \`${field}\` is not valid.`)
}
