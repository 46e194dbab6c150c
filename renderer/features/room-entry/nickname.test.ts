import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { LANGUAGES } from '#renderer/i18n/i18n.ts'
import { NICKNAME_MAX, suggestNickname, tidyNickname } from './nickname.ts'

describe('a suggested nickname', () => {
  it.each(LANGUAGES)('in %s fits into the service’s limit, whatever the dice say', (language) => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 3 }), (dice) => {
        let thrown = 0
        const name = suggestNickname(language, () => dice[thrown++ % dice.length]!)
        expect(name.length).toBeGreaterThan(3)
        expect(name.length).toBeLessThanOrEqual(NICKNAME_MAX)
        expect(name).toBe(tidyNickname(name))
      }),
    )
  })

  it('speaks the language of the page', () => {
    expect(suggestNickname('zh-CN', () => 0)).toBe('爱笑的柚子10')
    expect(suggestNickname('en', () => 0)).toBe('Sunny Otter10')
  })
})

describe('a typed nickname', () => {
  it('becomes one line without space at its ends', () => {
    expect(tidyNickname('  小\n 林　')).toBe('小 林')
    expect(tidyNickname(' \t ')).toBe('')
  })
})
