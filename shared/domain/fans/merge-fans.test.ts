import { expect, it } from 'vitest'

import type { Fan } from './fan.ts'
import { mergeFans } from './merge-fans.ts'

const fan = (rest: Partial<Fan> = {}): Fan => ({
  fanId: 'a',
  name: '王小梅',
  sayAs: '',
  identities: [{ source: 'room', userId: '1' }],
  tier: 'member',
  tierBy: 'import',
  privateDomain: false,
  firstSeenMs: 50,
  lastSeenMs: 90,
  visits: 3,
  orders: 2,
  spentFen: 100,
  lastOrderMs: 80,
  birthday: null,
  tags: ['老客'],
  notes: '敏感肌',
  consent: 'given',
  updatedAtMs: 1,
  ...rest,
})

it('puts two fans into one: what the kept one says wins, the rest is added', () => {
  const gone = fan({
    fanId: 'b',
    name: '梅姐',
    sayAs: '梅姐',
    identities: [
      { source: 'youzan', userId: '9' },
      { source: 'room', userId: '1' },
    ],
    tier: 'vip',
    privateDomain: true,
    firstSeenMs: 10,
    lastSeenMs: 95,
    visits: 4,
    birthday: '05-20',
    tags: ['宝妈', '老客'],
    notes: '不爱被念全名',
    consent: 'refused',
  })
  expect(mergeFans(fan(), gone)).toEqual(
    fan({
      sayAs: '梅姐',
      identities: [
        { source: 'room', userId: '1' },
        { source: 'youzan', userId: '9' },
      ],
      tier: 'vip',
      privateDomain: true,
      firstSeenMs: 10,
      lastSeenMs: 95,
      visits: 7,
      birthday: '05-20',
      tags: ['老客', '宝妈'],
      notes: '敏感肌\n不爱被念全名',
      consent: 'refused',
    }),
  )
})

it('lets a tier set by hand win over a higher one that was not', () => {
  expect(mergeFans(fan({ tier: 'member', tierBy: 'hand' }), fan({ tier: 'vip' }))?.tier).toBe('member')
  expect(mergeFans(fan({ tier: 'vip' }), fan({ tier: 'guest', tierBy: 'hand' }))).toMatchObject({
    tier: 'guest',
    tierBy: 'hand',
  })
})

it('refuses more identities than one fan may have', () => {
  const many = (from: number): Fan['identities'] =>
    Array.from({ length: 11 }, (_, n) => ({ source: 'room', userId: `${from + n}` }))
  expect(mergeFans(fan({ identities: many(0) }), fan({ identities: many(100) }))).toBeNull()
})
