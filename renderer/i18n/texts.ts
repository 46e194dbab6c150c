import { common as enCommon } from './en/common.ts'
import { intents as enIntents } from './en/intents.ts'
import { media as enMedia } from './en/media.ts'
import { refusals as enRefusals } from './en/refusals.ts'
import type { Texts } from './i18n.ts'
import { common as zhCommon } from './zh-CN/common.ts'
import { intents as zhIntents } from './zh-CN/intents.ts'
import { media as zhMedia } from './zh-CN/media.ts'
import { refusals as zhRefusals } from './zh-CN/refusals.ts'

const zhCN = {
  common: zhCommon,
  intents: zhIntents,
  media: zhMedia,
  refusals: zhRefusals,
}

const en = {
  common: enCommon,
  intents: enIntents,
  media: enMedia,
  refusals: enRefusals,
} satisfies Record<keyof typeof zhCN, object>

/** Every namespace in every language. Pages that must stay small pick theirs instead. */
export const allTexts = { 'zh-CN': zhCN, en } satisfies Texts

declare module 'i18next' {
  /** Keys of `t` are checked against the Chinese texts; a test holds English to the same keys. */
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof zhCN
    keySeparator: false
  }
}
