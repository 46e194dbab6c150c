import { z } from 'zod'

import { intentSchema } from '../questions/intent.ts'

/** Below this a source fits hardly better than by chance: no seller can allow it. */
export const FLOOR_MIN = 0.5
export const FLOOR_MAX = 0.99
export const PER_MINUTE_MAX = 30

const minuteOfDay = z.number().int().min(0).max(1_439)

/** When and what the studio may answer by itself. */
export const unattendedRulesSchema = z.object({
  intents: z.array(intentSchema).min(1).max(20),
  /** The least confidence (0..1) of a proposal that is sent. */
  floor: z.number().min(FLOOR_MIN).max(FLOOR_MAX),
  /** Minutes of the day in the seller's time zone, `until` exclusive; past midnight when it is the smaller. */
  hours: z.object({ fromMinute: minuteOfDay, untilMinute: minuteOfDay }).nullable(),
  perMinute: z.number().int().min(1).max(PER_MINUTE_MAX),
  /** Whether drafts of the language model may be sent too, not only what the shop itself has written. */
  drafts: z.boolean(),
})
export type UnattendedRules = z.infer<typeof unattendedRulesSchema>

/** What a seller begins with: questions about the shop, from its own words, one every ten seconds at most. */
export const FIRST_RULES: UnattendedRules = {
  intents: ['shipping', 'afterSale'],
  floor: 0.85,
  hours: null,
  perMinute: 6,
  drafts: false,
}

/** The same minute twice means the whole day. */
export function isWithinHours(hours: UnattendedRules['hours'], minute: number): boolean {
  if (hours === null || hours.fromMinute === hours.untilMinute) return true
  const { fromMinute, untilMinute } = hours
  return fromMinute < untilMinute
    ? minute >= fromMinute && minute < untilMinute
    : minute >= fromMinute || minute < untilMinute
}
