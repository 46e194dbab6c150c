import { z } from 'zod'

import type { KnownEvent } from '../session/event.ts'

/** A show with more steps than this forgets the oldest: what is asked of them is minutes old. */
const AIRINGS_KEPT = 300

/** When an item went on air; `itemId` is empty for what is not on the sheet and from when nothing was on air. */
export const airingSchema = z.object({ itemId: z.string(), fromMs: z.number().int() })
export type Airing = z.infer<typeof airingSchema>

export function airingsAfter(
  airings: readonly Airing[],
  event: Extract<KnownEvent, { type: 'itemPutOnAir' | 'itemTakenOffAir' }>,
): readonly Airing[] {
  const itemId = event.type === 'itemPutOnAir' ? event.body.item.itemId : ''
  return [...airings, { itemId, fromMs: event.atMs }].slice(-AIRINGS_KEPT)
}

/** The item of the sheet that was on air at that time; null when none was. */
export const itemIdOnAirAt = (airings: readonly Airing[], atMs: number): string | null =>
  airings.findLast(({ fromMs }) => fromMs <= atMs)?.itemId || null
