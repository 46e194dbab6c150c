import { z } from 'zod'
import { chatLineSchema, type ChatLine } from '#shared/protocol/down.ts'
import { rawEventSchema, type RawEvent } from '#shared/domain/session/event.ts'
import { LogError } from './log-error.ts'

/** An event as the table holds it; body and actor are JSON. */
const rowSchema = z.object({
  seq: z.number(),
  at: z.number(),
  type: z.string(),
  version: z.number(),
  actor: z.string(),
  body: z.string(),
})

const chatRowSchema = z.object({ seq: z.number(), at: z.number(), body: z.string() })

/** The event in a row of the table. Throws LogError `damaged` when it cannot be one. */
export function eventOf(row: unknown): RawEvent {
  return orDamaged(row, () => {
    const { seq, at, type, version, actor, body } = rowSchema.parse(row)
    return rawEventSchema.parse({
      seq,
      atMs: at,
      type,
      version,
      actor: jsonOf(actor),
      body: jsonOf(body),
    })
  })
}

/** The chat line in a row `{seq, at, body}` of a danmaku event. Throws LogError `damaged` when it cannot be one. */
export function chatLineOf(row: unknown): ChatLine {
  return orDamaged(row, () => {
    const { seq, at, body } = chatRowSchema.parse(row)
    return chatLineSchema.parse({
      ...z.record(z.string(), z.unknown()).parse(jsonOf(body)),
      seq,
      atMs: at,
    })
  })
}

const jsonOf = (text: string): unknown => JSON.parse(text)

function orDamaged<Value>(row: unknown, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    const seq = z.object({ seq: z.number() }).safeParse(row).data?.seq
    throw new LogError('damaged', `event ${seq ?? '?'} cannot be read`, error)
  }
}
