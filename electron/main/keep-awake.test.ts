import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'

import { createKeepAwake } from './keep-awake.ts'

function machine() {
  const running = new Set<number>()
  let ids = 0
  const keepAwake = createKeepAwake({
    start: () => {
      running.add((ids += 1))
      return ids
    },
    stop: (id) => running.delete(id),
    isStarted: (id) => running.has(id),
  })
  return { running, keepAwake }
}

describe('keeping the computer awake', () => {
  it('lasts from the first page that asks to the last that lets go, with one hold in the system', () => {
    const { running, keepAwake } = machine()
    const [host, other] = [new EventEmitter(), new EventEmitter()]
    expect(keepAwake(host, true)).toBe(true)
    expect(keepAwake(host, true)).toBe(true)
    expect(keepAwake(other, true)).toBe(true)
    expect(running.size).toBe(1)
    expect(keepAwake(host, false)).toBe(true)
    expect(keepAwake(other, false)).toBe(false)
    expect(running.size).toBe(0)
  })

  it('ends with a page that is closed, crashes or loads anew', () => {
    const { running, keepAwake } = machine()
    for (const end of ['destroyed', 'did-navigate']) {
      const page = new EventEmitter()
      keepAwake(page, true)
      expect(running.size).toBe(1)
      page.emit(end)
      expect(running.size).toBe(0)
    }
  })
})
