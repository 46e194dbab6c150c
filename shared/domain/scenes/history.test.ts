import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endGesture, HISTORY_LIMIT, record, redo, startHistory, undo } from './history.ts'
import type { History } from './history.ts'

const steps = fc.array(fc.string(), { maxLength: 150 })
const play = (start: string, all: readonly string[]): History<string> =>
  all.reduce((history, step) => record(history, step), startHistory(start))

describe('history', () => {
  it('undo after a step is as if it had not been done', () => {
    fc.assert(
      fc.property(steps, fc.string(), (all, next) => {
        const before = play('start', all)
        const after = record(before, next)
        if (after !== before) expect(undo(after).present).toBe(before.present)
      }),
    )
  })

  it('redo after undo is as if nothing had been undone', () => {
    fc.assert(
      fc.property(steps, fc.nat({ max: 200 }), (all, count) => {
        const end = play('start', all)
        let walked = end
        for (let at = 0; at < count; at++) walked = undo(walked)
        for (let at = 0; at < count; at++) walked = redo(walked)
        expect(walked.present).toBe(end.present)
      }),
    )
  })

  it('remembers a hundred steps and no more', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(play('start', all).past.length).toBeLessThanOrEqual(HISTORY_LIMIT)
      }),
    )
  })

  it('makes a drag one step, and the next drag another', () => {
    let history = startHistory('a')
    for (const at of ['b', 'c', 'd']) history = record(history, at, 'drag')
    history = record(endGesture(history), 'e', 'drag')
    expect(undo(history).present).toBe('d')
    expect(undo(undo(history)).present).toBe('a')
  })

  it('forgets what was undone once something new is done', () => {
    const history = record(undo(play('a', ['b', 'c'])), 'x')
    expect(redo(history)).toBe(history)
    expect(undo(history).present).toBe('b')
  })
})
