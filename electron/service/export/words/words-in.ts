import type { ExportLanguage } from '#shared/protocol/exports.ts'
import { en } from './en.ts'
import type { ExportWords } from './words.ts'
import { zhCn } from './zh-cn.ts'

const WORDS: Readonly<Record<ExportLanguage, ExportWords>> = { 'zh-CN': zhCn, en }

export const wordsIn = (language: ExportLanguage): ExportWords => WORDS[language]
