import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { chooseLanguage, LANGUAGES, type Texts } from './i18n.ts'
import { allTexts } from './texts.ts'

const texts: Texts = allTexts
const chinese = texts['zh-CN']
const namespaces = Object.keys(chinese)

const variablesOf = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name ?? '').toSorted()

/** `replyEditor` for `reply-editor.ts`: a namespace is its file's name in camel case. */
const namespaceOf = (file: string): string =>
  file.replace(/\.ts$/, '').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

describe('the texts', () => {
  it.each(LANGUAGES)('in %s: every file is a namespace that pages can use', (language) => {
    const files = readdirSync(join(import.meta.dirname, language)).map(namespaceOf)
    expect(Object.keys(texts[language]).toSorted()).toEqual(files.toSorted())
  })

  it.each(namespaces)('%s: the same keys in both languages', (namespace) => {
    expect(Object.keys(texts.en[namespace] ?? {}).toSorted()).toEqual(
      Object.keys(chinese[namespace] ?? {}).toSorted(),
    )
  })

  it.each(namespaces)('%s: no text is empty or has space at its ends', (namespace) => {
    for (const language of LANGUAGES) {
      for (const [key, text] of Object.entries(texts[language][namespace] ?? {})) {
        expect(text, `${language} ${namespace}:${key}`).toMatch(/^\S([\s\S]*\S)?$/)
      }
    }
  })

  it.each(namespaces)('%s: both languages fill in the same variables', (namespace) => {
    for (const [key, text] of Object.entries(chinese[namespace] ?? {})) {
      expect(variablesOf(texts.en[namespace]?.[key] ?? ''), `${namespace}:${key}`).toEqual(variablesOf(text))
    }
  })
})

describe('the language of a page', () => {
  it('is the one in the address, then the stored one, then Chinese', () => {
    expect(chooseLanguage('?lang=en', 'zh-CN')).toBe('en')
    expect(chooseLanguage('?code=123456', 'en')).toBe('en')
    expect(chooseLanguage('', null)).toBe('zh-CN')
  })

  it('is not led astray by an unknown one', () => {
    expect(chooseLanguage('?lang=fr', 'en')).toBe('en')
    expect(chooseLanguage('?lang=fr', 'xx')).toBe('zh-CN')
  })
})
