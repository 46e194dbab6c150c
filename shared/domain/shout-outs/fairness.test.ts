import { expect, test } from 'vitest'

import { SYSTEM } from '../session/actor.ts'
import { HOST, Show } from '../testing/show.ts'
import { countFairness } from './fairness.ts'
import { noticeSignals } from './notice.ts'
import { dueShoutOuts } from './schedule.ts'

test('tells for each tier who came, who had a reason, and what became of the prompts', () => {
  const show = new Show()
  show.command(HOST, { type: 'goLive' })
  const tiers = { a: 'vip', b: 'member', c: 'member' } as const
  for (const key of ['a', 'b', 'c', 'stranger', 'a'])
    show.append(SYSTEM, [{ type: 'viewerEntered', body: { userId: key, userName: key } }])
  for (const key of ['a', 'b', 'c'] as const) {
    const fan = { fanKey: key, userId: key, name: key, sayAs: '', tier: tiers[key], privateDomain: false }
    const facts = { lastSeenMs: null, visits: 1, orders: 0, lastPurchase: null, due: [] }
    const signal = { kind: 'orderPlaced', atMs: show.nowMs, count: null, item: null } as const
    show.append(SYSTEM, noticeSignals(show.state, fan, facts, [signal], show.nowMs))
  }
  const due = (): void => void show.append(SYSTEM, dueShoutOuts(show.state, show.nowMs))
  due()
  show.command(HOST, { type: 'thankFan', promptId: show.state.shoutOuts.current?.promptId ?? '' })
  show.wait(45_000)
  due()
  show.command(HOST, { type: 'skipShoutOut', promptId: show.state.shoutOuts.current?.promptId ?? '' })
  show.wait(300_000)
  due()
  show.append(SYSTEM, [{ type: 'showEnded', body: { reason: 'host' } }])

  const count = countFairness((userId) =>
    userId === 'a' || userId === 'b' || userId === 'c' ? tiers[userId] : null,
  )
  for (const event of show.events) count.add(event)
  const none = { seen: 0, signalled: 0, prompted: 0, thanked: 0, skipped: 0, expired: 0, medianWaitMs: null }
  expect(count.result()).toEqual([
    { ...none, tier: 'vip', seen: 1, signalled: 1, prompted: 1, thanked: 1, medianWaitMs: 0 },
    {
      ...none,
      tier: 'member',
      seen: 2,
      signalled: 2,
      prompted: 1,
      skipped: 1,
      expired: 1,
      medianWaitMs: 45_000,
    },
    { ...none, tier: 'guest' },
  ])
})
