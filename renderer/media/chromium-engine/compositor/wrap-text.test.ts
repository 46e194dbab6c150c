import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wrapText } from './wrap-text.ts'

/** Chinese is two wide, everything else one, as in a terminal. */
const widthOf = (text: string) => Array.from(text).reduce((sum, char) => sum + (char > '\u2e00' ? 2 : 1), 0)

describe('wrapping the wall card', () => {
  it('breaks Chinese anywhere but not before closing punctuation', () => {
    expect(wrapText('这件大衣有没有加大码？', 10, 9, widthOf)).toEqual(['这件大衣有', '没有加大', '码？'])
  })

  it('keeps Latin words and sizes whole', () => {
    expect(wrapText('3号链接 XXL 码 cashmere coat', 12, 9, widthOf)).toEqual([
      '3号链接 XXL',
      '码 cashmere',
      'coat',
    ])
  })

  it('cuts a word that alone is too wide', () => {
    expect(wrapText('aaaaaaaaaaaa', 5, 9, widthOf)).toEqual(['aaaaa', 'aaaaa', 'aa'])
  })

  it('cuts what is over the last line with an ellipsis', () => {
    expect(wrapText('一二三四五六七八九十', 8, 2, widthOf)).toEqual(['一二三四', '五六七…'])
  })

  it('never makes a line too wide or too many lines, and loses no letter when it fits', () => {
    const text = fc.string({ unit: fc.constantFrom('码', '有', '？', 'a', 'B', '7', ' ', '，', '👍🏽') })
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 3, max: 30 }),
        fc.integer({ min: 1, max: 6 }),
        (input, width, most) => {
          const narrow = (piece: string) => [...new Intl.Segmenter().segment(piece)].length
          const lines = wrapText(input, width, most, narrow)
          expect(lines.length).toBeLessThanOrEqual(most)
          for (const line of lines) expect(narrow(line)).toBeLessThanOrEqual(width)
          const all = wrapText(input, width, 10_000, narrow)
          expect(all.join('').replaceAll(' ', '')).toBe(input.replaceAll(' ', ''))
        },
      ),
    )
  })
})
