import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldInto, newFolded } from './fold.ts'
import { buildMatcher, type PhraseGroup } from './phrase-matcher.ts'

function find(groups: Record<string, PhraseGroup>, text: string): string[] {
  const matcher = buildMatcher(Object.values(groups), new Set())
  const matches = matcher.newMatches()
  const folded = newFolded()
  foldInto(text, folded)
  matcher.match(folded.units, folded.length, matches)
  return Object.keys(groups).filter((_, id) => matches.found[id] === 1)
}

describe('phrases', () => {
  it('are found anywhere, also inside each other', () => {
    expect(
      find({ a: { words: '多少' }, b: { words: '多少钱' }, c: { words: '少钱' } }, '这件多少钱啊'),
    ).toEqual(['a', 'b', 'c'])
  })

  it('bound to the beginning or the end of a clause are found only there', () => {
    const groups = { begins: { words: '^求' }, ends: { words: '吗$' } }
    expect(find(groups, '求链接')).toEqual(['begins'])
    expect(find(groups, '要求高')).toEqual([])
    expect(find(groups, '好吗，主播')).toEqual(['ends'])
    expect(find(groups, '吗啡')).toEqual([])
  })

  it('in English are whole words, and begin a clause only behind a break', () => {
    const groups = { is: { words: 'is' }, opens: { words: '^is' }, much: { words: 'how_much' } }
    expect(find(groups, 'this')).toEqual([])
    expect(find(groups, 'it is, how much')).toEqual(['is', 'much'])
    expect(find(groups, 'hi, is it')).toEqual(['is', 'opens'])
  })

  it('that swallow hide what they contain, and only that', () => {
    const groups = { what: { words: '什么' }, idiom: { words: '没什么', swallows: true } }
    expect(find(groups, '没什么')).toEqual(['idiom'])
    expect(find(groups, '没什么 你要什么')).toEqual(['what', 'idiom'])
  })

  it('that swallow give way to a longer phrase at the same place', () => {
    const groups = { idiom: { words: '几分', swallows: true }, minutes: { words: '几分钟' } }
    expect(find(groups, '几分钟')).toEqual(['minutes'])
  })

  it('see any number as #', () => {
    const groups = { weight: { words: '#斤' } }
    expect(find(groups, '120斤')).toEqual(['weight'])
    expect(find(groups, '１２.５斤')).toEqual(['weight'])
    expect(find(groups, '斤')).toEqual([])
  })
})

it('finds exactly the words that a plain search finds', () => {
  const letters = fc.constantFrom('多', '少', '钱', '什', '么')
  const word = fc.array(letters, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))
  const text = fc.array(letters, { maxLength: 12 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 8 }), text, (words, message) => {
      // Elongations are folded away, so a message that has one is no plain text.
      fc.pre(!/(.)\1\1/u.test(message))
      const groups = Object.fromEntries(words.map((entry, id) => [`g${id}`, { words: entry }]))
      const expected = words.flatMap((entry, id) => (message.includes(entry) ? [`g${id}`] : []))
      expect(find(groups, message)).toEqual(expected)
    }),
  )
})
