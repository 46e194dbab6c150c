import { useCallback, useEffect, useRef, useState } from 'react'

import type { Item } from '#shared/domain/run-sheet/item.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { parseRecentItems, remember, stepFrom } from './recent-items.ts'

const KEY = 'huitou.recent-items'

export interface ItemActions {
  readonly onAir: { readonly item: Item; readonly sinceMs: number } | null
  /** Newest first. */
  readonly recent: readonly Item[]
  readonly next: Item | null
  readonly previous: Item | null
  /** Puts an item on air; false when it was refused, which has then been said. */
  readonly put: (item: Item) => Promise<boolean>
  readonly takeOff: () => Promise<void>
  /** Goes on or back by number. Pressed before the last ask has come back, it goes on from there. */
  readonly step: (direction: 1 | -1) => void
}

/** What is on air, what was lately, and the ways to change it. */
export function useItemActions(): ItemActions {
  const client = useStaffClient()
  const onAir = useStaff(({ session }) => session?.itemOnAir ?? null)
  const [recent, setRecent] = useState(() => parseRecentItems(localStorage.getItem(KEY)))
  const { refusalText } = useRefusalText()
  const { failed } = useToasts()

  // Moderators move the item too, so the list follows what is on air rather than what is pressed here.
  const item = onAir?.item ?? null
  if (item && recent[0] !== item) setRecent(remember(recent, item))
  useEffect(() => localStorage.setItem(KEY, JSON.stringify(recent)), [recent])

  // What was asked for last, by hand or by key, until it has come back: each ask is an object of its own, so that an
  // earlier one for the same item does not end a later one.
  const asked = useRef<{ readonly number: number } | null>(null)
  const put = useCallback(
    async (wanted: Item): Promise<boolean> => {
      const ask = { number: wanted.number }
      asked.current = ask
      const outcome = await client.command({ type: 'putItemOnAir', item: wanted })
      if (asked.current === ask) asked.current = null
      if (!outcome.ok) failed(refusalText(outcome.refusal, client.clock.nowMs()))
      return outcome.ok
    },
    [client, failed, refusalText],
  )
  const takeOff = useCallback(async (): Promise<void> => {
    asked.current = null
    const outcome = await client.command({ type: 'takeItemOffAir' })
    if (!outcome.ok) failed(refusalText(outcome.refusal, client.clock.nowMs()))
  }, [client, failed, refusalText])

  const step = useCallback(
    (direction: 1 | -1) => {
      // Asked of the session at the moment of the press: what is drawn may be a moment behind.
      const now = asked.current?.number ?? client.store.getState().session?.itemOnAir?.item.number ?? null
      const target = stepFrom(recent, now, direction)
      if (target) void put(target)
    },
    [client, put, recent],
  )

  const number = item?.number ?? null
  return {
    onAir,
    recent,
    next: stepFrom(recent, number, 1),
    previous: stepFrom(recent, number, -1),
    put,
    takeOff,
    step,
  }
}
