import { useCallback, useState } from 'react'

import type { ChatRow } from '#renderer/session-client/chat-buffer.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'

const OLDER_PAGE = 60

interface Held {
  readonly rows: readonly ChatRow[]
  readonly danmaku: number
}

export interface HeldFeed {
  readonly rows: readonly ChatRow[]
  /** Danmaku that came since the feed was stopped; exact even for those that were never sent to this screen. */
  readonly newCount: number
  readonly canLoadOlder: boolean
  readonly loadingOlder: boolean
  readonly loadOlder: () => Promise<void>
}

/** The chat as shown: live, or as it stood when it was stopped, with older pages before it on demand. */
export function useHeldFeed(stopped: boolean): HeldFeed {
  const client = useStaffClient()
  const live = useStaff((state) => state.chat)
  const danmaku = useStaff((state) => state.session?.totals.danmaku ?? 0)
  const sessionId = useStaff((state) => state.session?.sessionId ?? '')
  const [held, setHeld] = useState<Held | null>(null)
  const [older, setOlder] = useState<readonly ChatRow[]>([])
  const [atBeginning, setAtBeginning] = useState(false)
  const [loadingOlder, setLoadingOlder] = useState(false)
  const [shownSession, setShownSession] = useState(sessionId)

  if (shownSession !== sessionId) {
    setShownSession(sessionId)
    setAtBeginning(false)
    setHeld(null)
    setOlder([])
  }
  if (stopped && held === null) setHeld({ rows: live, danmaku })
  if (!stopped && held !== null) {
    setHeld(null)
    // The live buffer has moved on: what was read before it would no longer join up.
    setOlder([])
    setAtBeginning(false)
  }

  const shown = held?.rows ?? live
  const rows = older.length === 0 ? shown : [...older, ...shown]
  const firstSeq = rows.find((row) => row.kind === 'line')?.line.seq ?? null

  const loadOlder = useCallback(async (): Promise<void> => {
    if (firstSeq === null) return
    setLoadingOlder(true)
    const outcome = await client.request({ type: 'chatBefore', beforeSeq: firstSeq, limit: OLDER_PAGE })
    setLoadingOlder(false)
    if (!outcome.ok || outcome.body.type !== 'chat') return
    const { lines, more } = outcome.body
    setAtBeginning(!more)
    setOlder((before) => [
      ...lines
        .filter((line) => line.seq < firstSeq)
        .map((line): ChatRow => ({ kind: 'line', key: line.danmakuId, line })),
      ...before,
    ])
  }, [client, firstSeq])

  return {
    rows,
    newCount: held === null ? 0 : Math.max(0, danmaku - held.danmaku),
    canLoadOlder: stopped && !atBeginning && firstSeq !== null && firstSeq > 1,
    loadingOlder,
    loadOlder,
  }
}
