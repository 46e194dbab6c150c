import { expect, it } from 'vitest'

import type { Evidence } from '#shared/domain/suggestions/evidence.ts'
import { viewOf } from '#renderer/review/views.ts'
import { evidenceHref } from './evidence-link.ts'

const EVIDENCE: readonly Evidence[] = [
  { type: 'moment', fromMs: 1_000, toMs: 2_000 },
  { type: 'threads', questionIds: ['q1', 'q2'] },
  { type: 'item', itemId: 'i1' },
  { type: 'moderator', moderatorId: 'm1' },
  { type: 'shoutOuts', promptIds: ['p1'] },
  { type: 'fairness', tiers: ['vip'] },
  { type: 'incidents', seqs: [7] },
  { type: 'recordings', files: ['a.mp4'] },
  { type: 'metric', key: 'within30sRate' },
  { type: 'association' },
]

it.each(EVIDENCE)('$type leads to a place on the page of its own session', (evidence) => {
  const view = viewOf(evidenceHref('s-1', evidence))
  expect(view).toMatchObject({ name: 'session', sessionId: 's-1' })
  expect(view.name === 'session' && Object.keys(view.focus)).toHaveLength(1)
})

it('an hour of the week leads to its cell, and other shows to the comparison with the newest of them', () => {
  expect(viewOf(evidenceHref('s-1', { type: 'slot', weekday: 2, hour: 20 }))).toEqual({
    name: 'across',
    slot: { weekday: 2, hour: 20 },
  })
  expect(viewOf(evidenceHref('s-2', { type: 'sessions', sessionIds: ['s-1', 's-0'] }))).toEqual({
    name: 'compare',
    sessionIds: ['s-1', 's-2'],
  })
})
