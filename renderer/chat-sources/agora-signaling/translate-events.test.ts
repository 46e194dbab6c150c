import { expect, test } from 'vitest'

import { linkOf, messageOf, presenceOf } from './translate-events.ts'

const PLACE = { appId: 'a', userId: 'host', channel: 'room' }
const said = (news: object) =>
  messageOf(
    { channelType: 'MESSAGE', channelName: 'room', publisher: 'bean', message: '有L码吗', ...news } as const,
    PLACE,
  )
const seen = (news: object) =>
  presenceOf(
    {
      channelType: 'MESSAGE',
      channelName: 'room',
      eventType: 'NONE',
      publisher: 'bean',
      interval: null,
      snapshot: null,
      ...news,
    } as const,
    PLACE,
  )

test('what viewers say in our channel is heard, as text or as bytes; our own replies are not', () => {
  expect(said({})).toEqual({ type: 'message', publisher: 'bean', payload: '有L码吗' })
  expect(said({ message: new TextEncoder().encode('好') })).toMatchObject({ payload: '好' })
  expect(said({ message: Uint8Array.of(0xff, 0xfe) })).toBe(null)
  expect(said({ publisher: 'host' })).toBe(null)
  expect(said({ channelName: 'other' })).toBe(null)
  expect(said({ channelType: 'USER' })).toBe(null)
})

test('presence tells who is there without ourselves, one by one or in intervals', () => {
  const snapshot = ['bean', 'host', 'lily'].map((userId) => ({ userId, states: {}, statesCount: 0 }))
  expect(seen({ eventType: 'SNAPSHOT', snapshot })).toEqual({ type: 'everybody', userIds: ['bean', 'lily'] })
  expect(seen({ eventType: 'REMOTE_JOIN' })).toMatchObject({ entered: ['bean'], left: [], online: null })
  expect(seen({ eventType: 'REMOTE_LEAVE' })).toMatchObject({ left: ['bean'] })
  expect(seen({ eventType: 'REMOTE_TIMEOUT' })).toMatchObject({ left: ['bean'] })
  const list = (...users: string[]) => ({ users, userCount: users.length })
  const interval = {
    join: list('bean', 'host'),
    leave: list('lily'),
    timeout: list('tom'),
    userStateList: [],
    totalOccupancy: 1_001,
  }
  expect(seen({ eventType: 'INTERVAL', interval })).toEqual({
    type: 'change',
    entered: ['bean'],
    left: ['lily', 'tom'],
    online: 1_000,
  })
  for (const eventType of ['NONE', 'REMOTE_STATE_CHANGED', 'ERROR_OUT_OF_SERVICE']) {
    expect(seen({ eventType })).toBe(null)
  }
})

test('a link counts as restored only when Agora has our channel back', () => {
  const link = (isResumed: boolean, unrestoredChannels: string[]) =>
    linkOf(
      { currentState: 'CONNECTED', reasonCode: 'RECONNECT_SUCCESS', isResumed, unrestoredChannels },
      PLACE,
    ).restored
  expect(link(true, [])).toBe(true)
  expect(link(true, ['room'])).toBe(false)
  expect(link(false, [])).toBe(false)
})
