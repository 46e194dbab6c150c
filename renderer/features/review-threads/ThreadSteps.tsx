import { useTranslation } from 'react-i18next'

import type { ReviewThread } from '#shared/domain/review/review.ts'
import { formatTimeOfDay } from '#renderer/ui/time.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import classes from './threads.module.css'

const LIMIT_MS = 30_000

const ANSWERED = {
  aloud: 'answeredAloud',
  reply: 'answeredReply',
  wall: 'answeredWall',
  merged: 'answeredMerged',
} as const

/** What happened to a question, in order, each with how long after its first message. */
export function ThreadSteps({ thread }: { thread: ReviewThread }) {
  const { t } = useTranslation('reviewThreads')
  const words = useMetricWords()
  const { answer, earliestSentAtMs, openedAtMs, claims, outcome } = thread
  const steps: { atMs: number; what: string; quote?: string; limit?: true }[] = [
    { atMs: earliestSentAtMs, what: t('asked') },
    { atMs: openedAtMs, what: t('recognised') },
    ...claims.map(({ name, atMs, lapsed }) => ({ atMs, what: t(lapsed ? 'lapsed' : 'claimed', { name }) })),
    ...(answer === null
      ? []
      : [
          {
            atMs: answer.atMs,
            what: answer.automatic
              ? t('answeredAutomatic')
              : t(ANSWERED[answer.how], { name: answer.byName }),
            ...(answer.text !== null && { quote: answer.text }),
          },
        ]),
    ...(outcome === 'late' || outcome === 'missed'
      ? [{ atMs: earliestSentAtMs + LIMIT_MS, what: t('deadline'), limit: true as const }]
      : []),
  ]
  return (
    <>
      <ol className={classes.steps} aria-label={t('thread')}>
        {steps
          .toSorted((a, b) => a.atMs - b.atMs)
          .map(({ atMs, what, quote, limit }) => (
            <li key={`${atMs} ${what}`} data-limit={limit}>
              <time>{formatTimeOfDay(atMs)}</time>
              <span>
                {what}
                {quote === undefined ? null : <q className={classes.quote}>{quote}</q>}
              </span>
              <span className={classes.after}>
                {atMs === earliestSentAtMs ? '' : t('after', { span: words.span(atMs - earliestSentAtMs) })}
              </span>
            </li>
          ))}
      </ol>
      {thread.reopened === 0 ? null : (
        <p className={classes.facts}>{t('reopened', { n: thread.reopened })}</p>
      )}
    </>
  )
}
