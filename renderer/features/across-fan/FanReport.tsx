import { useTranslation } from 'react-i18next'

import { FAN_ROWS_MAX, type FanHistory } from '#shared/protocol/review-across.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import report from '#renderer/ui/report.module.css'
import { ReportSection } from '#renderer/ui/ReportSection.tsx'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { Chapter } from './Chapter.tsx'
import { fanTimeline } from './fan-timeline.ts'
import classes from './fan.module.css'

/** One person: who they are, what they did altogether, and every visit, question and order on one line of time. */
export function FanReport({ history }: { history: FanHistory }) {
  const { t } = useTranslation('fanHistory')
  const chapters = fanTimeline(history)
  const { visits, questions, orders } = history
  const truncated = [visits, questions, orders].some(({ length }) => length >= FAN_ROWS_MAX)
  return (
    <>
      <Who history={history} />
      <Totals totals={history.totals} />
      <ReportSection id="timeline" title={t('timeline')} note={t('timelineHint')}>
        {history.pending > 0 ? <p className={report.small}>{t('pending', { n: history.pending })}</p> : null}
        {chapters.length === 0 ? (
          <EmptyState title={t('nothing')} />
        ) : (
          <ol className={classes.timeline}>
            {chapters.map((chapter) => (
              <Chapter key={chapter.key} chapter={chapter} />
            ))}
          </ol>
        )}
        {truncated ? <p className={report.small}>{t('truncated', { n: FAN_ROWS_MAX })}</p> : null}
      </ReportSection>
    </>
  )
}

function Who({ history: { fan, keys } }: { history: FanHistory }) {
  const { t } = useTranslation('fanHistory')
  if (fan === null) {
    return (
      <header>
        <h1 className={classes.name}>{t('unknown')}</h1>
        <p className={report.note}>{t('unknownHint', { key: keys.join('、') })}</p>
      </header>
    )
  }
  return (
    <header>
      <h1 className={classes.name}>
        {fan.name} <TierMarks fans={[fan]} />
      </h1>
      <dl className={classes.about}>
        <div>
          <dt>{t('identities')}</dt>
          <dd>{keys.join('、')}</dd>
        </div>
        {fan.tags.length === 0 ? null : (
          <div>
            <dt className={classes.unseen}>#</dt>
            <dd>
              {fan.tags.map((tag) => (
                <span key={tag} className={classes.tag}>
                  {tag}
                </span>
              ))}
            </dd>
          </div>
        )}
        {fan.birthday === null ? null : (
          <div>
            <dd>{t('birthday', { date: fan.birthday })}</dd>
          </div>
        )}
      </dl>
      {fan.notes === '' ? null : <p className={classes.notes}>{fan.notes}</p>}
    </header>
  )
}

function Totals({ totals }: { totals: FanHistory['totals'] }) {
  const { t } = useTranslation('fanHistory')
  const words = useMetricWords()
  const figures = [
    [t('shows'), words.count(totals.shows)],
    [t('visits'), words.count(totals.visits)],
    [t('watch'), words.value('watchMs', totals.watchMs)],
    [t('questions'), words.count(totals.questions)],
    [t('inTime'), words.count(totals.answeredInTime)],
    [t('unanswered'), words.count(totals.unanswered)],
    [t('orders'), words.count(totals.orders)],
    [t('spent'), words.value('gmvFen', totals.spentFen)],
  ] as const
  return (
    <>
      <dl className={classes.totals} aria-label={t('totals')}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={report.small}>{t('totalsHint')}</p>
    </>
  )
}
