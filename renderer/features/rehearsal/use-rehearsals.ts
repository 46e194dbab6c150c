import { useCallback, useEffect, useState } from 'react'

import type { RehearsalSummary } from '#shared/protocol/down.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

/** The recorded rooms, those in the reader's language first; null while they are fetched. */
export function useRehearsalRooms(language: string): readonly RehearsalSummary[] | null {
  const client = useStaffClient()
  const connected = useStaff((state) => state.link === 'connected')
  const [rooms, setRooms] = useState<readonly RehearsalSummary[] | null>(null)
  useEffect(() => {
    if (!connected) return
    let current = true
    void client.request({ type: 'listRehearsals' }).then((outcome) => {
      if (current && outcome.ok && outcome.body.type === 'rehearsals') setRooms(outcome.body.rooms)
    })
    return () => {
      current = false
    }
  }, [client, connected])
  const own = (room: RehearsalSummary): number => (room.language === language ? 0 : 1)
  return rooms && rooms.toSorted((a, b) => own(a) - own(b))
}

export function useRehearsalControl(): {
  starting: boolean
  start: (roomId: string) => void
  stop: () => void
} {
  const client = useStaffClient()
  const { problemText } = useRefusalText()
  const { failed } = useToasts()
  const [starting, setStarting] = useState(false)
  const start = useCallback(
    (roomId: string) => {
      setStarting(true)
      void client.request({ type: 'startRehearsal', roomId, speed: 1 }).then((outcome) => {
        setStarting(false)
        if (!outcome.ok) failed(problemText(outcome.problem))
      })
    },
    [client, failed, problemText],
  )
  const stop = useCallback(() => {
    void client.request({ type: 'stopRehearsal' }).then((outcome) => {
      if (!outcome.ok) failed(problemText(outcome.problem))
    })
  }, [client, failed, problemText])
  return { starting, start, stop }
}
