import { useTranslation } from 'react-i18next'

import type { AcrossSession } from '#shared/domain/review/across/across.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import classes from './show-link.module.css'
import { hashOf, type SessionFocus } from './views.ts'

/** A show by its day and title, as the way to its review; `focus` is what that opens at. */
export function ShowLink({ session, focus = {} }: { session: AcrossSession; focus?: SessionFocus }) {
  const { t } = useTranslation('across')
  const dates = useReportDates()
  return (
    <a
      className={classes.show}
      href={hashOf({ name: 'session', sessionId: session.sessionId, focus })}
      title={dates.dayAndTime(session.fromMs)}
    >
      {session.kind === 'rehearsal' ? <span className={classes.rehearsal}>{t('rehearsal')}</span> : null}
      <span className={classes.title}>{session.title || t('untitled')}</span>
      <span className={classes.day}>{dates.day(session.fromMs)}</span>
    </a>
  )
}
