import { useCallback, useEffect, useRef, useState } from 'react'

import type { Fan } from '#shared/domain/fans/fan.ts'
import type { FanQuery } from '#shared/domain/fans/fan-query.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'

const FAN_PAGE = 50

export type FanFilter = Omit<FanQuery, 'offset' | 'limit'>

export const ALL_FANS: FanFilter = {
  text: '',
  tier: null,
  privateDomain: null,
  tag: null,
  due: false,
  sessionId: null,
  sort: 'lastSeen',
}

/** The fans a filter fits, read a page at a time as they come into view. */
export interface FanList {
  /** Null until the first page has come. */
  readonly total: number | null
  readonly all: number
  readonly failed: boolean
  readonly at: (index: number) => Fan | undefined
  /** Rows of this range are looked at: pages that are missing are asked for. */
  readonly show: (first: number, last: number) => void
  readonly reload: () => void
}

interface Loaded {
  /** Of which asking these are: pages of an earlier one are let go with the first new page. */
  readonly round: number
  readonly pages: ReadonlyMap<number, readonly Fan[]>
  readonly total: number | null
  readonly all: number
  readonly failed: boolean
}

const NOTHING: Loaded = { round: 0, pages: new Map(), total: null, all: 0, failed: false }

/** The filter should be stable between renders. What a filter of before still answers is passed over. */
export function useFanList(filter: FanFilter): FanList {
  const client = useStaffClient()
  const [loaded, setLoaded] = useState(NOTHING)
  const round = useRef(0)
  const asked = useRef(new Set<number>())
  const shown = useRef({ first: 0, last: 0 })

  const load = useCallback(
    (page: number): void => {
      if (asked.current.has(page)) return
      asked.current.add(page)
      const mine = round.current
      const query: FanQuery = { ...filter, offset: page * FAN_PAGE, limit: FAN_PAGE }
      void client.request({ type: 'findFans', query }).then((outcome) => {
        if (mine !== round.current) return
        if (!outcome.ok || outcome.body.type !== 'fans') {
          asked.current.delete(page)
          return setLoaded((before) => ({ ...before, failed: true }))
        }
        const { fans, total, all } = outcome.body
        setLoaded((before) => ({
          round: mine,
          pages: new Map(before.round === mine ? before.pages : []).set(page, fans),
          total,
          all,
          failed: false,
        }))
      })
    },
    [client, filter],
  )
  const loadShown = useCallback(() => {
    const { first, last } = shown.current
    for (let page = Math.floor(first / FAN_PAGE); page <= Math.floor(last / FAN_PAGE); page++) load(page)
  }, [load])
  const reload = useCallback(() => {
    round.current += 1
    asked.current = new Set()
    load(0)
    loadShown()
  }, [load, loadShown])
  useEffect(() => {
    // Another filter, another list: it begins at its top.
    shown.current = { first: 0, last: 0 }
    reload()
    return () => {
      round.current += 1
    }
  }, [reload])

  const show = useCallback(
    (first: number, last: number) => {
      shown.current = { first, last }
      loadShown()
    },
    [loadShown],
  )
  return {
    total: loaded.total,
    all: loaded.all,
    failed: loaded.failed,
    at: (index) => loaded.pages.get(Math.floor(index / FAN_PAGE))?.[index % FAN_PAGE],
    show,
    reload,
  }
}
