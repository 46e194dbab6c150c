import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { event } from '../testing/test-events.ts'
import { eventLines, viewerOf } from './event-lines.ts'

/** As PostgreSQL reads a line of COPY's text format. */
const fieldsOf = (line: string): (string | null)[] =>
  line
    .split('\t')
    .map((field) =>
      field === '\\N'
        ? null
        : field.replace(
            /\\(.)/g,
            (_all, letter: string) => ({ t: '\t', n: '\n', r: '\r' })[letter] ?? letter,
          ),
    )

describe('lines of events', () => {
  it('hold whatever a body holds, one event to a line', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(fc.dictionary(text, fc.jsonValue({ stringUnit: 'binary' })), text, (body, name) => {
        const given = event(7, { body, actor: { role: 'host', id: 'h', name } })
        const lines = eventLines('key', '2026-10-01', [given, { seq: 8, withheld: 'a\tb\\N\n' }]).split('\n')
        expect(lines).toHaveLength(3)
        const [seven = [], eight = []] = lines.map(fieldsOf)
        expect(seven.slice(0, 6)).toEqual(['key', '7', String(given.atMs), '2026-10-01', '1', given.type])
        expect(seven.slice(7)).toEqual([JSON.stringify(given.actor), JSON.stringify(body), null])
        expect(eight).toEqual(['key', '8', null, '2026-10-01', null, null, null, null, null, 'a\tb\\N\n'])
      }),
    )
  })

  it('name the viewer an event is about, each by a text that can be stored', () => {
    expect(viewerOf({ userId: 'local:1' })).toBe('local:1')
    expect(viewerOf({ order: { userId: 'shop:2' } })).toBe('shop:2')
    expect(viewerOf({ userId: 3, order: [] })).toBeNull()
    expect(viewerOf({})).toBeNull()
    const odd = ['\0', '\ud800', '\ud801'].map((userId) => viewerOf({ userId }))
    expect(new Set(odd).size).toBe(3)
    expect(odd.every((viewer) => viewer !== null && viewer.isWellFormed() && !viewer.includes('\0'))).toBe(
      true,
    )
  })
})
