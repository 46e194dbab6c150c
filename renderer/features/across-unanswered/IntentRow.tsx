import { useTranslation } from 'react-i18next'

import type { AcrossSession, UnansweredIntent } from '#shared/domain/review/across/across.ts'
import { hashOf } from '#renderer/review/views.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import classes from './unanswered.module.css'

/** One kind of question about one product: how many nobody answered, and the newest of them in viewers' words. */
export function IntentRow(props: { intent: UnansweredIntent; sessions: ReadonlyMap<string, AcrossSession> }) {
  const { intent, sessions } = props
  const { t } = useTranslation('across')
  const { t: intents } = useTranslation('intents')
  const dates = useReportDates()
  const { unanswered, threads, missed, late, pending, askers, shows, examples } = intent
  const told = (
    [
      ['missed', missed],
      ['late', late],
      ['pending', pending],
    ] as const
  ).filter(([, n]) => n > 0)
  return (
    <li className={classes.intent}>
      <div className={classes.name}>{intents(intent.intent)}</div>
      <div className={classes.count}>
        <span className={classes.bar} aria-hidden>
          <span style={{ width: `${(unanswered / Math.max(1, threads)) * 100}%` }} />
        </span>
        {t('unansweredOf', { unanswered, threads })}
      </div>
      <div className={classes.detail}>
        {told.map(([name, n]) => t(`intent_${name}`, { n })).join(' · ')}
        <br />
        {t('askers', { n: askers })} · {t('inShows', { n: shows })}
      </div>
      <ul className={classes.examples} aria-label={t('examples')}>
        {examples.map(({ sessionId, questionId, text, atMs }) => (
          <li key={`${sessionId} ${questionId}`}>
            <a
              href={hashOf({ name: 'session', sessionId, focus: { threadId: questionId } })}
              title={sessions.get(sessionId)?.title}
            >
              {text}
            </a>{' '}
            <span className={classes.quiet}>{dates.day(atMs)}</span>
          </li>
        ))}
      </ul>
    </li>
  )
}
