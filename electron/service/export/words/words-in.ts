import type { ExportLanguage } from '#shared/protocol/exports.ts'
import { en } from './en.ts'
import type { ExportWords } from './words.ts'
import { zhCn } from './zh-cn.ts'

const WORDS: Readonly<Record<ExportLanguage, ExportWords>> = { 'zh-CN': zhCn, en }

/** What the log calls it, in words; as the log calls it where there are none. */
export const named = (words: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(words, name) ? (words[name] ?? name) : name

export const wordsIn = (language: ExportLanguage): ExportWords => WORDS[language]
