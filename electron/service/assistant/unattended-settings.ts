import {
  FIRST_RULES,
  unattendedRulesSchema,
  type UnattendedRules,
} from '#shared/domain/assistant/unattended-rules.ts'
import type { Settings } from '../library/settings.ts'

const KEY = 'assistant.unattended'

/** The rules in force last. They are what the next switching-on begins with; by themselves they switch on nothing. */
export const lastRulesOf = (settings: Settings): UnattendedRules =>
  settings.get(KEY, unattendedRulesSchema) ?? FIRST_RULES

export const keepRules = (settings: Settings, rules: UnattendedRules): void => settings.set(KEY, rules)
