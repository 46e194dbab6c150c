import { LRUCache } from 'lru-cache'

import type { SessionLogReader } from '../log/log-types.ts'

/** Sources repeat what they sent before a reconnect; none repeats more than this many messages. */
const REMEMBERED = 20_000

/** Recognises messages that a chat source delivers a second time, across restarts too. */
export interface DuplicateFilter {
  /** True the first time a message of a source is seen; messages without an id of their own always count as new. */
  readonly isNew: (source: string, sourceMessageId: string | null) => boolean
  readonly forget: (source: string, sourceMessageId: string | null) => void
}

export function createDuplicateFilter(log: SessionLogReader): DuplicateFilter {
  const seen = new LRUCache<string, true>({ max: REMEMBERED })
  const keyOf = (source: string, id: string): string => `${source}/${id}`
  for (const { source, sourceMessageId } of log.recentMessageIds(REMEMBERED).toReversed()) {
    seen.set(keyOf(source, sourceMessageId), true)
  }
  return {
    isNew: (source, sourceMessageId) => {
      if (sourceMessageId === null) return true
      const key = keyOf(source, sourceMessageId)
      if (seen.has(key)) return false
      seen.set(key, true)
      return true
    },
    forget: (source, sourceMessageId) => {
      if (sourceMessageId !== null) seen.delete(keyOf(source, sourceMessageId))
    },
  }
}
