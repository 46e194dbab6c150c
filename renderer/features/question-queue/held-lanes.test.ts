import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { holdLanes, successorOf, type Lanes } from './held-lanes.ts'

const ids = fc.uniqueArray(
  fc.integer({ min: 1, max: 40 }).map((n) => `q${n}`),
  { maxLength: 20 },
)
const lanes: fc.Arbitrary<Lanes> = fc
  .tuple(ids, ids)
  .map(([inTime, late]) => ({ inTime, late: late.filter((id) => !inTime.includes(id)) }))

describe('lanes under the pointer', () => {
  it('never move a row that is shown', () => {
    fc.assert(
      fc.property(lanes, fc.array(lanes), (first, later) => {
        let held = first
        for (const latest of later) {
          const next = holdLanes(held, latest)
          expect(next.inTime.slice(0, held.inTime.length)).toEqual(held.inTime)
          expect(next.late.slice(0, held.late.length)).toEqual(held.late)
          held = next
        }
      }),
    )
  })

  it('show every question of the queue exactly once', () => {
    fc.assert(
      fc.property(lanes, lanes, (held, latest) => {
        const { inTime, late } = holdLanes(held, latest)
        const shown = [...inTime, ...late]
        expect(new Set(shown).size).toBe(shown.length)
        for (const id of [...latest.inTime, ...latest.late]) expect(shown).toContain(id)
      }),
    )
  })

  it('keep a question where it is when its time runs out meanwhile', () => {
    const held = { inTime: ['q1', 'q2'], late: [] }
    expect(holdLanes(held, { inTime: ['q2'], late: ['q1'] })).toEqual(held)
  })
})

describe('going on after a question is done', () => {
  const all = (): boolean => true

  it('takes the next one down, and the nearest above at the end', () => {
    expect(successorOf(['q1', 'q2', 'q3'], 'q2', all)).toBe('q3')
    expect(successorOf(['q1', 'q2', 'q3'], 'q3', all)).toBe('q2')
    expect(successorOf(['q1'], 'q1', all)).toBeNull()
  })

  it('passes over rows that are done', () => {
    expect(successorOf(['q1', 'q2', 'q3'], 'q1', (id) => id !== 'q2')).toBe('q3')
  })

  it('starts at the top when the row is not shown', () => {
    expect(successorOf(['q1', 'q2'], 'q9', all)).toBe('q1')
  })
})
