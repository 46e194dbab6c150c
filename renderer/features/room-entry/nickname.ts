import type { Language } from '#renderer/i18n/i18n.ts'

/** The longest nickname the service takes. */
export const NICKNAME_MAX = 20

const WORDS = {
  'zh-CN': {
    first: ['爱笑的', '早起的', '认真的', '温柔的', '好奇的', '细心的', '悠闲的', '幸运的'],
    second: ['柚子', '小鹿', '云朵', '芝麻', '青团', '桂花', '松果', '橘子', '海棠', '山雀'],
    join: '',
  },
  en: {
    first: ['Sunny', 'Curious', 'Cosy', 'Gentle', 'Early', 'Merry', 'Quiet', 'Lucky'],
    second: ['Otter', 'Maple', 'Clover', 'Robin', 'Pebble', 'Willow', 'Acorn', 'Wren', 'Plum', 'Finch'],
    join: ' ',
  },
} as const satisfies Record<Language, object>

/** A friendly name for who has none in mind, with a number so that two seldom meet. `random` is in [0, 1). */
export function suggestNickname(language: Language, random: () => number): string {
  const { first, second, join } = WORDS[language]
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? ''
  return `${pick(first)}${join}${pick(second)}${10 + Math.floor(random() * 90)}`
}

/** What is kept of a typed name: one line, no space at its ends. */
export const tidyNickname = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim()

const STORED = 'huitou.nickname'

export const rememberedNickname = (): string | null => localStorage.getItem(STORED)
export const rememberNickname = (name: string): void => localStorage.setItem(STORED, name)
