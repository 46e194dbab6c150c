import { expect, it } from 'vitest'

import { pushRequestSchema } from '#shared/protocol/collector.ts'
import { Refusal } from './refusal.ts'
import { batchValidator } from './validate-batch.ts'

it('names the event whose version no column holds, in place of failing over the batch for ever', () => {
  const event = { atMs: 1, type: 'a', actor: { role: 'system', id: '', name: '' }, body: {} }
  const session = {
    title: '',
    kind: 'show',
    phase: 'ended',
    createdAtMs: 1,
    liveAtMs: null,
    endedAtMs: null,
    lastSeq: 2,
  }
  const events = [
    { ...event, seq: 1, version: 2 ** 31 - 1 },
    { ...event, seq: 2, version: 2 ** 31 },
  ]
  const checked = batchValidator(pushRequestSchema)({ session, firstSeq: 1, events })
  const refusal = 'error' in checked ? checked.error : null
  expect(refusal).toBeInstanceOf(Refusal)
  expect(refusal?.statusCode).toBe(422)
  expect(refusal?.problem.invalid?.map(({ seq }) => seq)).toEqual([2])
})
