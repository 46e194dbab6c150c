import { z } from 'zod'

import { DANMAKU_TEXT_MAX, VIEWER_NAME_MAX } from '#shared/domain/danmaku/danmaku.ts'
import { itemSchema } from '#shared/domain/run-sheet/item.ts'

/** One recorded message: a line of a recording. `atMs` counts from the start of the recording. */
export const danmakuLineSchema = z.object({
  atMs: z.number().int().min(0),
  userId: z.string().min(1).max(64),
  userName: z.string().min(1).max(VIEWER_NAME_MAX),
  text: z.string().trim().min(1).max(DANMAKU_TEXT_MAX),
})
export type DanmakuLine = z.infer<typeof danmakuLineSchema>

/** When a recorded host put which item on air, by link number. */
const recordedAiringSchema = z.object({ atMs: z.number().int().min(0), number: z.number().int() })

/**
 * A recorded room to rehearse with. `file` lies beside the list of rooms. `items` is its run-sheet; each of `airings`
 * puts one of them on air, which stays until the next, and may come back later.
 */
export const rehearsalRoomSchema = z
  .object({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
    file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.jsonl$/, 'a plain file name ending in .jsonl'),
    language: z.enum(['zh-CN', 'en']),
    title: z.string().trim().min(1).max(60),
    description: z.string().trim().min(1).max(300),
    durationMs: z.number().int().positive(),
    items: z.array(itemSchema).min(1),
    airings: z.array(recordedAiringSchema).min(1),
  })
  .refine((room) => new Set(room.items.map(({ number }) => number)).size === room.items.length, {
    path: ['items'],
    message: 'no two items have the same number',
  })
  .refine((room) => room.airings.every(({ number }) => room.items.some((item) => item.number === number)), {
    path: ['airings'],
    message: 'every airing is of an item',
  })
  .refine((room) => room.airings[0]?.atMs === 0, {
    path: ['airings'],
    message: 'the first item goes on air at 0',
  })
  .refine((room) => room.airings.every(({ atMs }, i) => i === 0 || atMs > (room.airings[i - 1]?.atMs ?? 0)), {
    path: ['airings'],
    message: 'items follow each other in time',
  })
  .refine((room) => room.airings.every(({ atMs }) => atMs < room.durationMs), {
    path: ['airings'],
    message: 'items go on air before the recording ends',
  })
export type RehearsalRoom = z.infer<typeof rehearsalRoomSchema>

export type ParsedDanmakuLine =
  | { readonly ok: true; readonly value: DanmakuLine }
  | { readonly ok: false; readonly reason: string }

/**
 * Reads one line of a recording. Fields beyond the four are dropped; a byte order mark is forgiven. A refusal
 * names everything that is wrong with the line, such as `missing field text; atMs is not an integer`.
 */
export function parseDanmakuLine(line: string): ParsedDanmakuLine {
  const source = line.replace(/^\uFEFF/, '').trim()
  if (source === '') return { ok: false, reason: 'empty line' }
  let raw: unknown
  try {
    raw = JSON.parse(source)
  } catch {
    return { ok: false, reason: 'not JSON' }
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { ok: false, reason: 'not a JSON object' }
  }
  const parsed = danmakuLineSchema.safeParse(raw)
  if (parsed.success) return { ok: true, value: parsed.data }
  const present = new Set(Object.keys(raw))
  return { ok: false, reason: parsed.error.issues.map((issue) => explain(issue, present)).join('; ') }
}

function explain(issue: z.core.$ZodIssue, present: ReadonlySet<string>): string {
  const field = String(issue.path[0])
  if (!present.has(field)) return `missing field ${field}`
  if (issue.code === 'invalid_type') {
    return `${field} is not ${issue.expected === 'int' ? 'an integer' : `a ${issue.expected}`}`
  }
  if (issue.code === 'too_small') return `${field} is ${issue.origin === 'string' ? 'empty' : 'negative'}`
  if (issue.code === 'too_big') {
    return issue.origin === 'string'
      ? `${field} is longer than ${issue.maximum} characters`
      : `${field} is too large`
  }
  return `${field}: ${issue.message}`
}
