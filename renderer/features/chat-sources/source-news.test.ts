import { expect, test } from 'vitest'

import type { SourceHealth } from '#shared/protocol/down.ts'
import { sourceNews } from './source-news.ts'

const health = (news: Partial<SourceHealth>): SourceHealth => ({
  source: 'agora',
  state: 'connected',
  lastAtMs: null,
  perMinute: 0,
  problem: null,
  online: null,
  dropped: 0,
  unsentReplies: 0,
  ...news,
})

test('a source that delivered and is down is news once', () => {
  const up = [health({})]
  const down = [health({ state: 'stale', problem: 'silent' })]
  expect(sourceNews(up, down)).toEqual([{ kind: 'down', source: 'agora' }])
  expect(sourceNews(down, [health({ state: 'failed' })])).toEqual([])
  expect(sourceNews([], down)).toEqual([])
  expect(sourceNews(up, [health({ state: 'reconnecting' })])).toEqual([])
})

test('replies that did not get out are news by how many more there are; what was before us is not', () => {
  expect(sourceNews([], [health({ unsentReplies: 3 })])).toEqual([])
  expect(sourceNews([health({ unsentReplies: 3 })], [health({ unsentReplies: 5 })])).toEqual([
    { kind: 'unsent', source: 'agora', count: 2 },
  ])
})
