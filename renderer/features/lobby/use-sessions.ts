import { useEffect, useState } from 'react'

import type { SessionSummary } from '#shared/protocol/down.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'

export type Sessions =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly retry: () => void }
  | { readonly state: 'ready'; readonly sessions: readonly SessionSummary[] }

/** Shows and rehearsals that were on air, newest first; read again whenever one begins or ends. */
export function useSessions(): Sessions {
  const client = useStaffClient()
  const connected = useStaff((state) => state.link === 'connected')
  const phase = useStaff(({ session }) => `${session?.sessionId ?? ''}/${session?.phase ?? ''}`)
  const [attempt, setAttempt] = useState(0)
  const [result, setResult] = useState<Sessions>({ state: 'loading' })
  // Another value asks for another reading.
  const reading = connected ? `${phase}#${attempt}` : null

  useEffect(() => {
    if (reading === null) return
    let current = true
    void client.request({ type: 'listSessions' }).then((outcome) => {
      if (!current) return
      if (!outcome.ok || outcome.body.type !== 'sessions') {
        return setResult({ state: 'failed', retry: () => setAttempt((before) => before + 1) })
      }
      const sessions = outcome.body.sessions
        .filter((session) => session.liveAtMs !== null && session.phase === 'ended')
        .toSorted((a, b) => (b.liveAtMs ?? 0) - (a.liveAtMs ?? 0))
      setResult({ state: 'ready', sessions })
    })
    return () => {
      current = false
    }
  }, [client, reading])

  return result
}
