import { expect, it } from 'vitest'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import type { KnownEvent, NewEvent } from '#shared/domain/session/event.ts'
import { EMPTY_STATE, type SessionState } from '#shared/domain/session/state.ts'
import { countVisits } from './count-visits.ts'

function aCounter(known: readonly string[]) {
  const visits: string[] = []
  const fans = new Set(known)
  const counter = countVisits({
    recordVisit: (userKey, sessionId) => {
      if (!fans.has(userKey)) return false
      const visit = `${sessionId} ${userKey}`
      if (!visits.includes(visit)) visits.push(visit)
      return true
    },
    together: (action) => action(),
  })
  let seq = 0
  const event = (what: NewEvent, atMs: number): KnownEvent => ({
    ...what,
    seq: ++seq,
    atMs,
    version: 1,
    actor: SYSTEM,
  })
  const state: SessionState = { ...EMPTY_STATE, sessionId: 's1', liveAtMs: 100, phase: 'live' }
  return { visits, fans, counter, event, state }
}

const entered = (userId: string): NewEvent => ({ type: 'viewerEntered', body: { userId, userName: '某' } })
const left = (userId: string): NewEvent => ({ type: 'viewerLeft', body: { userId, userName: '某' } })

it('counts known viewers once per show, from when it is live', () => {
  const { visits, fans, counter, event, state } = aCounter(['room:a', 'room:b', 'room:c'])
  const preparing: SessionState = { ...state, liveAtMs: null, phase: 'preparing' }
  counter.follow({
    state: preparing,
    events: [event(entered('room:a'), 10), event(entered('room:b'), 20), event(left('room:b'), 30)],
  })
  expect(visits).toEqual([])
  counter.follow({
    state,
    events: [event({ type: 'wentLive', body: {} }, 100), event(entered('room:x'), 110)],
  })
  expect(visits).toEqual(['s1 room:a'])
  counter.follow({ state, events: [event(entered('room:c'), 120), event(entered('room:c'), 130)] })
  // Made a fan in the middle of the show: counts from the next sign of life.
  fans.add('room:x')
  counter.follow({ state, events: [event(entered('room:x'), 140)] })
  expect(visits).toEqual(['s1 room:a', 's1 room:c', 's1 room:x'])
  counter.follow({ state: { ...state, sessionId: 's2' }, events: [event(entered('room:a'), 150)] })
  expect(visits.at(-1)).toBe('s2 room:a')
})

it('counts nothing in a rehearsal', () => {
  const { visits, counter, event, state } = aCounter(['room:a'])
  counter.follow({ state: { ...state, kind: 'rehearsal' }, events: [event(entered('room:a'), 110)] })
  expect(visits).toEqual([])
})
