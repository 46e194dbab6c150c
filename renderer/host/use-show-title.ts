import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { isPreparedShow, prepareShow } from './show-actions.ts'
import { useShowProblemText } from './use-show-problem-text.ts'

/**
 * The title of the coming show. It is the prepared session's own; between sessions (after a show, during a
 * rehearsal) it is kept here and given to the next.
 */
export function useShowTitle(): { title: string; rename: (title: string) => void } {
  const { t } = useTranslation('host')
  const client = useStaffClient()
  const prepared = useStaff(({ session }) => (session && isPreparedShow(session) ? session.title : null))
  const former = useStaff(({ session }) => (session?.kind === 'show' ? session.title : null))
  const [kept, setKept] = useState<string | null>(null)
  const { failed } = useToasts()
  const problemText = useShowProblemText()
  if (prepared !== null && prepared !== kept) setKept(prepared)

  const rename = (title: string): void => {
    setKept(title)
    if (prepared === null) return
    void prepareShow(client, title).then((problem) => {
      if (problem) failed(problemText(problem))
    })
  }
  return { title: prepared ?? kept ?? former ?? t('defaultTitle'), rename }
}
