import type { z } from 'zod'

import type { Role } from '#shared/domain/session/actor.ts'
import { UP_FRAME_MAX_BYTES } from '#shared/protocol/limits.ts'
import { upSchema } from '#shared/protocol/up.ts'
import type { Up } from '#shared/protocol/up.ts'
import type { ByeReason } from './link.ts'
import { createTokenBucket } from './token-bucket.ts'
import type { Rate } from './token-bucket.ts'

export interface FrameGateOptions {
  readonly role: Role
  readonly nowMs: () => number
  readonly onFrame: (frame: Up) => void
  /** Called at most once; everything after it is ignored. */
  readonly onBad: (reason: Extract<ByeReason, 'badFrame' | 'tooLarge' | 'tooFast'>, message: string) => void
}

const STAFF: readonly Up['type'][] = ['hello', 'command', 'request', 'lookAt', 'rename', 'ping']

/** Which frames each role may send at all; what a command may do is the session's to decide. */
const ALLOWED: Readonly<Record<Role, ReadonlySet<Up['type']>>> = {
  host: new Set([
    ...STAFF,
    'recordingStarted',
    'recordingStopped',
    'outputChanged',
    'sourceChanged',
    'healthSample',
    'remoteState',
    'remoteLevels',
    'remoteResult',
    'ingest',
    'sourceState',
    'sourcePresence',
    'signal',
  ]),
  moderator: new Set(STAFF),
  viewer: new Set(['hello', 'say', 'rename', 'like', 'signal', 'ping']),
  overlay: new Set(['hello', 'ping']),
  system: new Set(),
}

const STAFF_RATE: Rate = { perSecond: 50, burst: 200 }
const GUEST_RATE: Rate = { perSecond: 10, burst: 30 }

/**
 * Signalling has a budget of its own. The host answers every viewer who joins with an offer and a score of
 * candidates, so a full room coming back at once is an honest burst of thousands.
 */
const SIGNAL_RATES: Readonly<Record<Role, Rate>> = {
  host: { perSecond: 500, burst: 5_000 },
  moderator: GUEST_RATE,
  viewer: { perSecond: 10, burst: 60 },
  overlay: GUEST_RATE,
  system: GUEST_RATE,
}

/**
 * So has the host window's part in remote control: a dial turned on a control surface is answered at its own speed, and
 * must not cost the host the connection. How much surfaces may ask is limited where they ask.
 */
const REMOTE_RATE: Rate = { perSecond: 500, burst: 2_000 }

/** Which budget a frame draws on, by how its text begins. */
function familyOf(text: string): 'signal' | 'remote' | 'other' {
  if (text.startsWith('{"type":"signal"')) return 'signal'
  return text.startsWith('{"type":"remote') ? 'remote' : 'other'
}

/**
 * The one way in for frames of every transport: size, rate, JSON, schema, role, in this order. Takes the text of one
 * frame (a string or its UTF-8 bytes); anything else is a bad frame. Never throws. Messages name what is
 * wrong and never repeat what was sent.
 */
export function createFrameGate({ role, nowMs, onFrame, onBad }: FrameGateOptions): (data: unknown) => void {
  const takeFrame = createTokenBucket(
    role === 'host' || role === 'moderator' ? STAFF_RATE : GUEST_RATE,
    nowMs,
  )
  const takeSignal = createTokenBucket(SIGNAL_RATES[role], nowMs)
  const takeRemote = role === 'host' ? createTokenBucket(REMOTE_RATE, nowMs) : takeFrame
  const take = { signal: takeSignal, remote: takeRemote, other: takeFrame }
  let shut = false

  function refuse(...[reason, message]: Parameters<FrameGateOptions['onBad']>): void {
    shut = true
    onBad(reason, message)
  }

  return (data) => {
    if (shut) return
    const isBytes = data instanceof Uint8Array
    if (typeof data !== 'string' && !isBytes) return refuse('badFrame', 'A frame must be JSON text.')

    const bytes = isBytes ? data.byteLength : Buffer.byteLength(data)
    if (bytes > UP_FRAME_MAX_BYTES) {
      return refuse('tooLarge', `A frame may hold ${UP_FRAME_MAX_BYTES} bytes; this one has ${bytes}.`)
    }
    const text = isBytes ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8') : data
    // Which budget a frame draws on must be known before it is parsed, or parsing itself could be used to flood.
    // A frame that only looks like another gains nothing: its type is compared below.
    const family = familyOf(text)
    if (!take[family]()) {
      return refuse('tooFast', 'Too many frames in a short time.')
    }

    const json = parseJson(text)
    if (json === undefined) return refuse('badFrame', 'The frame is not valid JSON.')
    const parsed = upSchema.safeParse(json)
    if (!parsed.success) return refuse('badFrame', describe(parsed.error))
    const frame = parsed.data
    if (!ALLOWED[role].has(frame.type)) {
      return refuse('badFrame', `A connection with the role ${role} may not send "${frame.type}" frames.`)
    }
    if (family !== 'other' && !frame.type.startsWith(family)) {
      return refuse('badFrame', 'The frame names its type twice.')
    }
    onFrame(frame)
  }
}

/** Undefined when it is no JSON; JSON itself has no undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where and in what way a frame breaks the contract, in schema words only. */
function describe(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue || issue.path.length === 0) return 'The frame is not one the protocol knows.'
  // A key that is no plain word may be the sender's own text.
  const path = issue.path
    .map((step) => (/^[A-Za-z0-9]{1,32}$/.test(String(step)) ? String(step) : '…'))
    .join('.')
  return `The frame does not fit the protocol at "${path}" (${issue.code}).`
}
