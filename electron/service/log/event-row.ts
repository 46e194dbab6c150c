import { z } from 'zod'
import { chatLineSchema, type ChatLine } from '#shared/protocol/down.ts'
import { actorSchema, type Actor } from '#shared/domain/session/actor.ts'
import type { RawEvent } from '#shared/domain/session/event.ts'
import { LogError } from './log-error.ts'

/** An event as the table holds it; body and actor are JSON. */
const rowSchema = z.object({
  seq: z.number().int().positive(),
  at: z.number().int(),
  type: z.string(),
  version: z.number().int().positive(),
  actor: z.string(),
  body: z.string(),
})

const chatRowSchema = z.object({ seq: z.number(), at: z.number(), body: z.string() })

/** More people than ever act in one show; past this the memory starts anew. */
const ACTORS_REMEMBERED = 1_000

/**
 * Makes a reader of the table's rows. It throws LogError `damaged` when a row cannot be an event. A restart reads
 * tens of thousands, so each actor is parsed once only, and the body is checked to be an object but not copied:
 * `parseEvent` knows what must be in it.
 */
export function eventReader(): (row: unknown) => RawEvent {
  const actors = new Map<string, Actor>()

  const actorOf = (json: string): Actor => {
    const known = actors.get(json)
    if (known !== undefined) return known
    const actor = actorSchema.parse(parsed(json))
    if (actors.size >= ACTORS_REMEMBERED) actors.clear()
    actors.set(json, actor)
    return actor
  }

  return (row) =>
    orDamaged(row, () => {
      const { seq, at, type, version, actor, body } = rowSchema.parse(row)
      return { seq, atMs: at, type, version, actor: actorOf(actor), body: recordOf(body) }
    })
}

/** The chat line in a row `{seq, at, body}` of a danmaku event. Throws LogError `damaged` when it cannot be one. */
export function chatLineOf(row: unknown): ChatLine {
  return orDamaged(row, () => {
    const { seq, at, body } = chatRowSchema.parse(row)
    return chatLineSchema.parse({ ...recordOf(body), seq, atMs: at })
  })
}

const parsed = (json: string): unknown => JSON.parse(json)

function recordOf(json: string): Record<string, unknown> {
  const value = parsed(json)
  if (!isRecord(value)) throw new TypeError('not a JSON object')
  return value
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function orDamaged<Value>(row: unknown, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    const seq = z.object({ seq: z.number() }).safeParse(row).data?.seq
    throw new LogError('damaged', `event ${seq ?? '?'} cannot be read`, error)
  }
}
