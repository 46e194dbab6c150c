import { Button, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { isPending } from '#shared/domain/questions/question.ts'
import { withinLimitRate } from '#shared/domain/questions/within-limit-rate.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import { formatClock } from '#renderer/ui/time.ts'
import classes from './lobby.module.css'
import { ReviewLink } from './ReviewLink.tsx'

/** The show or rehearsal that has just ended, in four numbers; `children` adds its recording. */
export function EndedSummary(props: { session: SessionState; onDismiss: () => void; children?: ReactNode }) {
  const { t } = useTranslation('lobby')
  const { session, onDismiss, children } = props
  const { totals, liveAtMs, endedAtMs } = session
  const { eligible, inTime, rate } = withinLimitRate(totals, session.questions.values(), endedAtMs ?? 0)
  const pending = [...session.questions.values()].filter(isPending).length
  const percent = rate === null ? null : Math.round(100 * rate)
  return (
    <section className={classes.ended} aria-label={t('endedTitle')}>
      <header className={classes.endedHead}>
        <h2 className={classes.heading}>
          {t(session.kind === 'rehearsal' ? 'rehearsalEnded' : 'showEnded')}
        </h2>
        <span className={classes.endedWays}>
          <ReviewLink sessionId={session.sessionId}>{t('openReview')}</ReviewLink>
        </span>
        <Button size="sm" variant="subtle" color="gray" onClick={onDismiss}>
          {t('dismiss')}
        </Button>
      </header>
      <dl className={classes.figures}>
        <Figure name={t('duration')} value={formatClock((endedAtMs ?? 0) - (liveAtMs ?? endedAtMs ?? 0))} />
        <Figure name={t('danmaku')} value={String(totals.danmaku)} />
        <Figure
          name={t('questions')}
          value={String(totals.questions)}
          note={t('stillOpen', { count: pending })}
        />
        <Tooltip label={t('inTimeFormula')}>
          <div>
            <Figure
              name={t('inTime')}
              value={percent === null ? '—' : `${percent}%`}
              note={eligible > 0 ? `${inTime}/${eligible}` : t('noQuestions')}
            />
          </div>
        </Tooltip>
      </dl>
      {children}
    </section>
  )
}

function Figure({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div className={classes.figureBox}>
      <dt className={classes.quiet}>{name}</dt>
      <dd className={classes.value}>
        {value} <span className={classes.quiet}>{note}</span>
      </dd>
    </div>
  )
}
