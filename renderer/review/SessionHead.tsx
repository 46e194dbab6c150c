import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Review } from '#shared/domain/review/review.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import classes from './review.module.css'

/** What show this is, when it was, and whether it ended as it should. `actions` stand beside the title. */
export function SessionHead({ review, actions }: { review: Review; actions?: ReactNode }) {
  const { t } = useTranslation('review')
  const dates = useReportDates()
  const { session } = review
  return (
    <header>
      <div className={classes.titleRow}>
        <h1 className={classes.title}>{session.title || t('untitled')}</h1>
        {actions}
        <Button
          size="sm"
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('print')}
        </Button>
      </div>
      <p className={classes.when}>
        {session.kind === 'rehearsal' ? <span className={classes.rehearsal}>{t('rehearsal')}</span> : null}
        {t('liveFromTo', {
          day: dates.day(session.fromMs),
          from: dates.time(session.fromMs),
          to: dates.time(session.toMs),
        })}
      </p>
      <Ending review={review} />
    </header>
  )
}

/** How it ended, where that was not in order: figures then end with the last record. */
function Ending({ review: { session } }: { review: Review }) {
  const { t } = useTranslation('review')
  const dates = useReportDates()
  const time = dates.time(session.toMs)
  if (session.phase === 'live') {
    return (
      <p className={classes.ending} role="status">
        {t(session.endReason === null && isLongAgo(session.toMs) ? 'crashed' : 'running', { time })}
      </p>
    )
  }
  if (session.liveAtMs === null) return <p className={classes.ending}>{t('neverLive')}</p>
  if (session.endReason === 'abandoned' || session.endReason === null) {
    return <p className={classes.ending}>{t('crashed', { time })}</p>
  }
  return null
}

/** A show that runs leaves something in its log all the time. */
const SILENT_MS = 5 * 60_000
const isLongAgo = (atMs: number): boolean => Date.now() - atMs > SILENT_MS
