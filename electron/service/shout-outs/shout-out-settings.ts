import { defaultRules } from '#shared/domain/shout-outs/default-rules.ts'
import { shoutOutRulesSchema, type ShoutOutRules } from '#shared/domain/shout-outs/rules.ts'
import type { Settings } from '../library/settings.ts'

const KEY = 'shoutOuts.rules'

/** The rules the seller set last, which every new session begins with. */
export const shoutOutRulesOf = (settings: Settings, language: 'zh-CN' | 'en'): ShoutOutRules =>
  settings.get(KEY, shoutOutRulesSchema) ?? defaultRules(language)

export const keepShoutOutRules = (settings: Settings, rules: ShoutOutRules): void => settings.set(KEY, rules)
