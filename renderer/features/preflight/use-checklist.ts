import { useEffect, useState } from 'react'

import type { ChecklistEntry, TickOutcome } from '#shared/protocol/suggestions.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { readSuggestions, tickChecklist } from '#renderer/session-client/suggestion-client.ts'

/** Accepted suggestions that are not settled, as they were when the page opened, with what is ticked since. */
export function useChecklist(): {
  readonly entries: readonly ChecklistEntry[]
  /** Null takes the tick back. Resolves to false when the studio did not take it. */
  readonly tick: (entry: ChecklistEntry, outcome: TickOutcome | null) => Promise<boolean>
} {
  const connected = useStaff((state) => state.link === 'connected')
  const [entries, setEntries] = useState<readonly ChecklistEntry[]>([])

  useEffect(() => {
    if (!connected) return
    let current = true
    void readSuggestions().then((across) => {
      if (current && across) setEntries(across.checklist.filter(({ settled }) => !settled))
    })
    return () => {
      current = false
    }
  }, [connected])

  const tick = async ({ entryId }: ChecklistEntry, outcome: TickOutcome | null): Promise<boolean> => {
    const kept = await tickChecklist(entryId, { outcome })
    if (kept === null) return false
    setEntries((before) => before.map((entry) => (entry.entryId === entryId ? kept : entry)))
    return true
  }
  return { entries, tick }
}
