import type { z } from 'zod'

import { storable } from '../storage/event-lines.ts'
import { Refusal } from './refusal.ts'

type Invalid = { seq: number; reason: string }

const INVALID_SHOWN_MAX = 1_000
const REASON_MAX = 300

interface AnyBatch {
  readonly events: readonly ({ readonly seq: number } & ({ readonly type: string } | { withheld: string }))[]
}

/**
 * Validates a batch and keeps it as it was parsed: what a schema makes of a body is a copy, without the raw numbers.
 * Single events that cannot be taken are named in a `Refusal` with 422, everything else that is wrong with 400.
 */
export function batchValidator<Batch extends AnyBatch>(
  schema: z.ZodType<Batch>,
): (data: unknown) => { value: unknown } | { error: Refusal } {
  return (data) => {
    const result = schema.safeParse(data)
    const invalid = result.success ? unstorableOf(result.data) : invalidOf(result.error.issues, data)
    if (invalid.length > 0) {
      const events = invalid.length === 1 ? 'One event' : `${invalid.length} events`
      return {
        error: new Refusal(422, `${events} of the batch cannot be taken; nothing of it was stored.`, {
          invalid: invalid.slice(0, INVALID_SHOWN_MAX),
        }),
      }
    }
    if (!result.success) {
      const [issue] = result.error.issues
      return { error: new Refusal(400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`) }
    }
    return { value: data }
  }
}

/** The issues that lie with single events; none when the batch itself is wrong. */
function invalidOf(issues: readonly z.core.$ZodIssue[], data: unknown): Invalid[] {
  const reasons = new Map<number, string>()
  for (const issue of issues) {
    const [field, index] = issue.path
    if (field !== 'events' || typeof index !== 'number') return []
    const seq = seqAt(data, index)
    if (seq === null) return []
    if (!reasons.has(seq)) reasons.set(seq, reasonOf(issue, data, index).slice(0, REASON_MAX))
  }
  return [...reasons].map(([seq, reason]) => ({ seq, reason }))
}

function reasonOf(issue: z.core.$ZodIssue, data: unknown, index: number): string {
  if (issue.code !== 'invalid_union') return `${issue.path.slice(2).join('.')}: ${issue.message}`
  const [asEvent = [], asWithheld = []] = issue.errors
  const event = eventAt(data, index)
  const [inner] = event !== null && 'withheld' in event ? asWithheld : asEvent
  return inner === undefined ? issue.message : `${inner.path.join('.')}: ${inner.message}`
}

function eventAt(data: unknown, index: number): object | null {
  if (typeof data !== 'object' || data === null || !('events' in data)) return null
  const event: unknown = Array.isArray(data.events) ? data.events[index] : null
  return typeof event === 'object' ? event : null
}

function seqAt(data: unknown, index: number): number | null {
  const event = eventAt(data, index)
  if (event !== null && 'seq' in event && isSeq(event.seq)) return event.seq
  if (typeof data !== 'object' || data === null || !('firstSeq' in data)) return null
  return isSeq(data.firstSeq) ? data.firstSeq + index : null
}

const isSeq = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0

const unstorableOf = ({ events }: AnyBatch): Invalid[] =>
  events.flatMap((event) =>
    'type' in event && !storable(event.type)
      ? [{ seq: event.seq, reason: 'type: holds characters that cannot be stored' }]
      : [],
  )
