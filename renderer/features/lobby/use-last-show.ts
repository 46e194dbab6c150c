import { useEffect, useState } from 'react'

import type { SuggestionRecord, SuggestionsAcross } from '#shared/protocol/suggestions.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { decideSuggestion, readSuggestions } from '#renderer/session-client/suggestion-client.ts'

/** As many as a host remembers until the next show. */
const SHOWN = 3

export interface LastShow {
  readonly sessionId: string
  readonly title: string
  /** The first that were open when they were read; they stay in their places when they are decided. */
  readonly suggestions: readonly SuggestionRecord[]
  /** How many more of the show are open. */
  readonly more: number
  /** Whether there was anything to suggest at all. */
  readonly any: boolean
}

/**
 * What the last show suggests; null before the first, and until it is known. Read again when a show ends. `decide`
 * resolves to false when the studio did not take it.
 */
export function useLastShow(): {
  readonly lastShow: LastShow | null
  readonly decide: (record: SuggestionRecord, state: SuggestionRecord['state']) => Promise<boolean>
} {
  const connected = useStaff((state) => state.link === 'connected')
  const phase = useStaff(({ session }) => `${session?.sessionId ?? ''}/${session?.phase ?? ''}`)
  // Another value asks for another reading.
  const reading = connected ? phase : null
  const [lastShow, setLastShow] = useState<LastShow | null>(null)

  useEffect(() => {
    if (reading === null) return
    let current = true
    void readSuggestions().then((across) => {
      if (current && across) setLastShow(lastShowOf(across))
    })
    return () => {
      current = false
    }
  }, [reading])

  const decide = async (record: SuggestionRecord, state: SuggestionRecord['state']): Promise<boolean> => {
    const kept = await decideSuggestion(record, { state })
    if (kept === null) return false
    setLastShow((show) => {
      const suggestions = show?.suggestions.map((one) => (isSame(one, kept) ? kept : one))
      return show && suggestions ? { ...show, suggestions } : show
    })
    return true
  }
  return { lastShow, decide }
}

function lastShowOf(across: SuggestionsAcross): LastShow | null {
  const { lastShow, suggestions } = across
  if (lastShow === null) return null
  const own = suggestions.filter(({ sessionId }) => sessionId === lastShow.sessionId)
  const open = own.filter(({ state }) => state === 'open')
  return {
    sessionId: lastShow.sessionId,
    title: lastShow.title,
    suggestions: open.slice(0, SHOWN),
    more: Math.max(0, open.length - SHOWN),
    any: own.length > 0,
  }
}

const isSame = (a: SuggestionRecord, b: SuggestionRecord): boolean =>
  a.sessionId === b.sessionId && a.suggestionId === b.suggestionId
