import { readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { cannedReplySchema, fillReply, REPLY_VARIABLES, variableProblems } from './canned-reply.ts'

const everything = { viewer: '阿梅', item: '3号 羊绒大衣', price: '¥399', host: '禾姐' }

describe('filling a reply', () => {
  it('puts the asker, the item, the price and the host in place', () => {
    expect(fillReply('{viewer}，{item} 今晚 {price}，找{host}', everything)).toEqual({
      text: '阿梅，3号 羊绒大衣 今晚 ¥399，找禾姐',
      missing: [],
    })
  })

  it('forgives blanks inside the braces', () => {
    expect(fillReply('{ viewer }好', everything).text).toBe('阿梅好')
  })

  it('leaves a variable without a value visible and names it once, in order of appearance', () => {
    expect(fillReply('{price} {viewer} {price} {host}', { viewer: '  ', host: '禾姐' })).toEqual({
      text: '{price} {viewer} {price} 禾姐',
      missing: ['price', 'viewer'],
    })
  })

  it('takes a doubled brace for one brace', () => {
    expect(fillReply('{{viewer}} {{{viewer}}}', everything)).toEqual({ text: '{viewer} {阿梅}', missing: [] })
  })

  it('leaves unknown names and unclosed braces as they are', () => {
    expect(fillReply('{size} {constructor} {} {viewer', everything)).toEqual({
      text: '{size} {constructor} {} {viewer',
      missing: [],
    })
  })

  it('never reads braces inside a value', () => {
    expect(fillReply('{viewer}好', { viewer: '{price}{{' }).text).toBe('{price}{{好')
  })

  it('gives back any text whose braces were doubled', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', ' ', 'viewer', '号', 'x') }), (text) => {
        const escaped = text.replaceAll(/[{}]/g, (brace) => brace + brace)
        expect(fillReply(escaped, everything)).toEqual({ text, missing: [] })
        expect(variableProblems(escaped)).toEqual([])
      }),
    )
  })

  it('replaces every known variable with exactly its value, whatever the value is', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== '')
    const values = fc.record({ viewer: value, item: value, price: value, host: value })
    const part = fc.oneof(
      fc.constantFrom(...REPLY_VARIABLES).map((name) => ({ name, plain: '' })),
      fc.string({ unit: 'grapheme' }).map((text) => ({ name: null, plain: text.replaceAll(/[{}]/g, '') })),
    )
    fc.assert(
      fc.property(values, fc.array(part), (known, parts) => {
        const text = parts.map(({ name, plain }) => (name === null ? plain : `{${name}}`)).join('')
        const expected = parts.map(({ name, plain }) => (name === null ? plain : known[name])).join('')
        expect(fillReply(text, known)).toEqual({ text: expected, missing: [] })
        const named = new Set(parts.flatMap(({ name }) => (name === null ? [] : [name])))
        expect(fillReply(text, {})).toEqual({ text, missing: [...named] })
      }),
    )
  })
})

describe('problems of a reply', () => {
  it('finds none in plain text and known variables', () => {
    expect(variableProblems('{viewer}，{item} {price} {host} {{x}} :} ｛´･ω･｝')).toEqual([])
  })

  it('names unknown variables once, as typed', () => {
    expect(variableProblems('{size}和{size}，{尺码}{}')).toEqual(['{size}', '{尺码}', '{}'])
  })

  it('names a brace that is never closed', () => {
    expect(variableProblems('{viewer，您好')).toEqual(['{viewer'])
    expect(variableProblems('价格{')).toEqual(['{'])
  })

  it('names variables in the full-width braces of a Chinese keyboard', () => {
    expect(variableProblems('｛viewer｝您好 {item｝')).toEqual(['｛viewer｝', '{item｝'])
  })
})

describe('a canned reply', () => {
  const reply = { id: 'a', title: '价格', text: '{price}', intent: 'price', shortcut: '1' }

  it('is accepted with and without a time of change', () => {
    expect(cannedReplySchema.parse(reply)).toEqual(reply)
    expect(cannedReplySchema.parse({ ...reply, shortcut: null, updatedAtMs: 5 }).updatedAtMs).toBe(5)
  })

  it.each([
    ['an empty text', { text: '  ' }],
    ['a text over 300 characters', { text: '好'.repeat(301) }],
    ['a title over 40 characters', { title: '好'.repeat(41) }],
    ['a shortcut that is no digit', { shortcut: '0' }],
    ['an unknown intent', { intent: 'weather' }],
    ['a time that is no integer', { updatedAtMs: 1.5 }],
  ])('is refused with %s', (_, change) => {
    expect(cannedReplySchema.safeParse({ ...reply, ...change }).success).toBe(false)
  })
})

describe.each(['zh-CN', 'en'])('the canned replies shipped in %s', (language) => {
  const replies = shippedReplies(language)

  it('have ids and shortcuts of their own', () => {
    const shortcuts = replies.flatMap(({ shortcut }) => shortcut ?? [])
    expect(new Set(replies.map(({ id }) => id)).size).toBe(replies.length)
    expect(shortcuts.toSorted()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9'])
  })

  it('can be filled with nothing left over, and offer something for every intent', () => {
    for (const { text } of replies) {
      expect(variableProblems(text)).toEqual([])
      expect(fillReply(text, everything)).toEqual({ text: expect.not.stringMatching(/[{}]/), missing: [] })
    }
    const shape = cannedReplySchema.shape
    expect(new Set(replies.map(({ intent }) => intent))).toEqual(new Set(shape.intent.options))
  })
})

it('ships the same canned replies under the same keys in both languages', () => {
  const keys = (language: string) =>
    shippedReplies(language).map(({ id, intent, shortcut }) => ({ id, intent, shortcut }))
  expect(keys('en')).toEqual(keys('zh-CN'))
})

function shippedReplies(language: string) {
  const file = new URL(`../../../resources/canned-replies/defaults.${language}.json`, import.meta.url)
  return z.array(cannedReplySchema.strict()).parse(JSON.parse(readFileSync(file, 'utf8')))
}
