import { expect, it } from 'vitest'

import { outputsHealth } from './outputs-health.ts'

const room = { kind: 'localRoom', status: 'live' } as const

it('says the worst of all outputs, and never more than the room while nothing else is sent', () => {
  expect(outputsHealth([])).toBe('none')
  expect(outputsHealth([room])).toBe('room')
  expect(outputsHealth([room, { kind: 'whip', status: 'live' }])).toBe('live')
  expect(outputsHealth([room, { kind: 'whip', status: 'connecting' }])).toBe('connecting')
  const reconnecting = { kind: 'whip', status: 'reconnecting' } as const
  expect(outputsHealth([reconnecting, { kind: 'whip', status: 'connecting' }, room])).toBe('reconnecting')
  expect(outputsHealth([reconnecting, { kind: 'whip', status: 'failed' }, room])).toBe('failed')
})
