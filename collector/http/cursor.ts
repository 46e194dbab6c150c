import { z } from 'zod'

import type { SessionCursor } from '../storage/session-store.ts'
import { Refusal } from './refusal.ts'

const cursorSchema = z.tuple([z.number().int(), z.uuid()])

/** Where a page ended, as an opaque text; null for an empty page. */
export const encodeCursor = (last: SessionCursor | undefined): string | null =>
  last === undefined
    ? null
    : Buffer.from(JSON.stringify([last.createdAtMs, last.sessionKey])).toString('base64url')

/** Throws a `Refusal` for what `encodeCursor` did not make. */
export function decodeCursor(text: string): SessionCursor {
  try {
    const [createdAtMs, sessionKey] = cursorSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString()),
    )
    return { createdAtMs, sessionKey }
  } catch {
    throw new Refusal(400, 'cursor: not one that a page gave.')
  }
}
