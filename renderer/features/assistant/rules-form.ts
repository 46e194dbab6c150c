import { unattendedRulesSchema, type UnattendedRules } from '#shared/domain/assistant/unattended-rules.ts'
import { minuteIn, timeText } from './hours.ts'

/** The rules as they stand in the fields. */
export interface RulesForm {
  readonly intents: readonly string[]
  /** In per cent. */
  readonly floor: number
  readonly perMinute: number
  readonly timed: boolean
  readonly from: string
  readonly until: string
  readonly drafts: boolean
}

const NIGHT = { from: '23:00', until: '07:00' }

export const rulesFormOf = ({ intents, floor, hours, perMinute, drafts }: UnattendedRules): RulesForm => ({
  intents,
  floor: Math.round(floor * 100),
  perMinute,
  timed: hours !== null,
  from: hours ? timeText(hours.fromMinute) : NIGHT.from,
  until: hours ? timeText(hours.untilMinute) : NIGHT.until,
  drafts,
})

/** Null while something in the fields cannot be a rule. The same time twice would mean the whole day, unseen. */
export function rulesIn(form: RulesForm, draftsOffered: boolean): UnattendedRules | null {
  const [fromMinute, untilMinute] = [minuteIn(form.from), minuteIn(form.until)]
  if (form.timed && (fromMinute === null || untilMinute === null || fromMinute === untilMinute)) return null
  const rules = unattendedRulesSchema.safeParse({
    intents: form.intents,
    floor: form.floor / 100,
    hours: form.timed ? { fromMinute, untilMinute } : null,
    perMinute: form.perMinute,
    drafts: form.drafts && draftsOffered,
  })
  return rules.success ? rules.data : null
}
