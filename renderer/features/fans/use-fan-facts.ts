import { useEffect, useState } from 'react'

import type { FanFacts } from '#shared/domain/fans/fan.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'

/** `waiting` until the answer is there; null for somebody the library does not know, or when it cannot be asked. */
export type FactsState = FanFacts | null | 'waiting'

interface Found {
  readonly userKey: string
  readonly version: number
  readonly facts: FanFacts | null
}

/**
 * What the studio knows of a fan, by viewer key. Asked anew when `version` changes: after an edit, and when a show
 * goes on for long.
 */
export function useFanFacts(userKey: string | null, version = 0): FactsState {
  const client = useStaffClient()
  const [found, setFound] = useState<Found | null>(null)
  useEffect(() => {
    if (userKey === null) return
    let stale = false
    void client.request({ type: 'getFanFacts', userId: userKey }).then((outcome) => {
      if (stale) return
      setFound({
        userKey,
        version,
        facts: outcome.ok && outcome.body.type === 'fanFacts' ? outcome.body.facts : null,
      })
    })
    return () => {
      stale = true
    }
  }, [client, userKey, version])
  if (userKey === null) return null
  // What was found before stands until the newer answer is here.
  return found?.userKey === userKey ? found.facts : 'waiting'
}
