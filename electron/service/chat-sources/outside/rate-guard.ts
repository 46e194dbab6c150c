import { LRUCache } from 'lru-cache'

import type { IncomingDanmaku } from '#shared/domain/danmaku/danmaku.ts'
import { classify } from '#shared/domain/questions/classify.ts'
import { createTokenBucket, type Rate } from '../../transport/token-bucket.ts'

/** As in the local room: quick for a person, slow for a flood. The burst is for people who write before they read. */
const WRITER_RATE: Rate = { perSecond: 0.6, burst: 12 }
const WRITERS_REMEMBERED = 10_000
/** Agora's own guidance is 200 a second for a channel; far more than that is no room but a machine. */
const ROOM_RATE: Rate = { perSecond: 500, burst: 10_000 }

export interface RateGuard {
  /** The messages that may come in. What one writer sends too fast stays out; of a flooded room questions come in. */
  readonly admit: (messages: readonly IncomingDanmaku[]) => readonly IncomingDanmaku[]
}

export function createRateGuard(nowMs: () => number): RateGuard {
  const writers = new LRUCache<string, () => boolean>({ max: WRITERS_REMEMBERED })
  const takeRoom = createTokenBucket(ROOM_RATE, nowMs)
  const takeWriter = (userId: string): boolean => {
    const known = writers.get(userId)
    const take = known ?? createTokenBucket(WRITER_RATE, nowMs)
    if (!known) writers.set(userId, take)
    return take()
  }
  return {
    admit: (messages) =>
      messages.filter((message) => {
        if (!takeWriter(message.userId)) return false
        return takeRoom() || message.marked === true || classify(message.text).question
      }),
  }
}
