import { useTranslation } from 'react-i18next'

import type { SessionSummary } from '#shared/protocol/down.ts'
import { reviewSessionsSchema } from '#shared/protocol/review.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { formatClock } from '#renderer/ui/time.ts'
import { DataState } from './DataState.tsx'
import classes from './review.module.css'
import { useReviewData } from './use-review-data.ts'
import { hashOf } from './views.ts'

/** Every show and rehearsal that was on air, newest first, each a way to its review. */
export function SessionListPage() {
  const { t } = useTranslation('review')
  const data = useReviewData('/v1/review/sessions', reviewSessionsSchema)
  return (
    <DataState data={data}>
      {(sessions) =>
        sessions.length === 0 ? (
          <EmptyState title={t('noSessions')} hint={t('noSessionsHint')} />
        ) : (
          <section className={classes.sheet} aria-label={t('listTitle')}>
            <h1 className={classes.listTitle}>{t('listTitle')}</h1>
            <SessionTable sessions={sessions} />
          </section>
        )
      }
    </DataState>
  )
}

function SessionTable({ sessions }: { sessions: readonly SessionSummary[] }) {
  const { t, i18n } = useTranslation('review')
  const when = new Intl.DateTimeFormat(i18n.language, {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  const count = new Intl.NumberFormat(i18n.language)
  return (
    <table className={classes.sessions}>
      <thead>
        <tr>
          <th>{t('when')}</th>
          <th>{t('show')}</th>
          <th data-figure>{t('duration')}</th>
          <th data-figure>{t('danmaku')}</th>
          <th data-figure>{t('questions')}</th>
          <th data-figure>{t('inTime')}</th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => {
          const eligible = Math.max(0, session.questions - session.dismissed)
          return (
            <tr key={session.sessionId}>
              <td>{when.format(session.liveAtMs ?? session.createdAtMs)}</td>
              <td data-name>
                {session.kind === 'rehearsal' ? (
                  <span className={classes.rehearsal}>{t('rehearsal')}</span>
                ) : null}
                <a href={hashOf({ name: 'session', sessionId: session.sessionId, focus: {} })}>
                  {session.title || t('untitled')}
                </a>
              </td>
              <td data-figure>
                {session.liveAtMs === null || session.endedAtMs === null
                  ? '—'
                  : formatClock(session.endedAtMs - session.liveAtMs)}
              </td>
              <td data-figure>{count.format(session.danmaku)}</td>
              <td data-figure>{count.format(session.questions)}</td>
              <td data-figure>
                {eligible === 0 ? '—' : `${Math.round((100 * session.answeredInTime) / eligible)}%`}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
