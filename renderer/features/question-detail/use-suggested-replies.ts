import { useEffect, useState } from 'react'

import type { Suggestion } from '#shared/domain/knowledge/suggestion.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'

const NONE: readonly Suggestion[] = []

/** What was proposed, and for which state of the show. */
interface Answer {
  readonly suggestions: readonly Suggestion[]
  readonly sheet: SessionState['runSheet'] | null
  readonly itemOnAir: SessionState['itemOnAir']
}

/**
 * Replies the studio proposes for a question, best first; null until they are there. Asked for again when the sheet
 * changes, since prices and stock stand in them.
 */
export function useSuggestedReplies(question: Question): readonly Suggestion[] | null {
  const client = useStaffClient()
  const { questionId } = question
  const sheet = useStaff((state) => state.session?.runSheet ?? null)
  const itemOnAir = useStaff((state) => state.session?.itemOnAir ?? null)
  const [answer, setAnswer] = useState<Answer | null>(null)

  useEffect(() => {
    let stale = false
    void client.request({ type: 'suggestReplies', questionId }).then((outcome) => {
      if (stale) return
      const found = outcome.ok && outcome.body.type === 'suggestedReplies' ? outcome.body.suggestions : NONE
      setAnswer({ suggestions: found, sheet, itemOnAir })
    })
    return () => {
      stale = true
    }
  }, [client, itemOnAir, questionId, sheet])

  return answer?.suggestions ?? null
}
