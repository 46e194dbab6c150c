import { useCallback, useEffect, useRef, useState } from 'react'

import type { Item } from '#shared/domain/run-sheet/item.ts'
import { itemById, stepTarget } from '#shared/domain/run-sheet/run-sheet.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { parseRecentItems, remember, stepFrom } from './recent-items.ts'

const KEY = 'huitou.recent-items'

const NO_ITEMS: readonly Item[] = []

export interface ItemActions {
  readonly onAir: { readonly item: Item; readonly sinceMs: number } | null
  /** There is a run-sheet: steps follow it. */
  readonly planned: boolean
  /** What is on air is an item of the sheet. */
  readonly fromSheet: boolean
  /** Newest first; what there is to step through without a sheet. */
  readonly recent: readonly Item[]
  readonly next: Item | null
  readonly previous: Item | null
  /** Puts an item on air beside the sheet; false when it was refused, which has then been said. */
  readonly put: (item: Item) => Promise<boolean>
  readonly takeOff: () => Promise<void>
  /** Goes on or back: along the sheet, or by number without one. */
  readonly step: (direction: 1 | -1) => void
}

/** What is on air, what comes next, and the ways to change it. */
export function useItemActions(): ItemActions {
  const client = useStaffClient()
  const onAir = useStaff(({ session }) => session?.itemOnAir ?? null)
  const sheet = useStaff(({ session }) => session?.runSheet ?? NO_ITEMS)
  const next = useStaff(({ session }) => (session ? stepTarget(session, 'next') : null))
  const previous = useStaff(({ session }) => (session ? stepTarget(session, 'back') : null))
  const [recent, setRecent] = useState(() => parseRecentItems(localStorage.getItem(KEY)))
  const { refusalText } = useRefusalText()
  const { failed } = useToasts()

  // Moderators move the item too, so the list follows what is on air rather than what is pressed here.
  const item = onAir?.item ?? null
  const planned = sheet.length > 0
  if (!planned && item && recent[0] !== item) setRecent(remember(recent, item))
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

  const stepAlong = useCallback(
    async (direction: 'next' | 'back'): Promise<void> => {
      // From what is on air at the moment of the press: a second press before the first has come back says the same,
      // and is refused instead of stepping twice.
      const from = client.store.getState().session?.itemOnAir?.item.itemId ?? ''
      const outcome = await client.command({ type: 'stepItem', direction, from: from === '' ? null : from })
      if (outcome.ok || outcome.refusal.kind === 'itemChangedSince' || outcome.refusal.kind === 'nothingToDo')
        return
      failed(refusalText(outcome.refusal, client.clock.nowMs()))
    },
    [client, failed, refusalText],
  )
  const step = useCallback(
    (direction: 1 | -1) => {
      // Asked of the session at the moment of the press: what is drawn may be a moment behind.
      const { session } = client.store.getState()
      if (session && session.runSheet.length > 0) return void stepAlong(direction === 1 ? 'next' : 'back')
      const now = asked.current?.number ?? session?.itemOnAir?.item.number ?? null
      const target = stepFrom(recent, now, direction)
      if (target) void put(target)
    },
    [client, put, recent, stepAlong],
  )

  const number = item?.number ?? null
  return {
    onAir,
    planned,
    fromSheet: item !== null && itemById(sheet, item.itemId) !== null,
    recent: planned ? NO_ITEMS : recent,
    next: planned ? next : stepFrom(recent, number, 1),
    previous: planned ? previous : stepFrom(recent, number, -1),
    put,
    takeOff,
    step,
  }
}
