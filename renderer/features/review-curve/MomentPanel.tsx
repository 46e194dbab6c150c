import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { MINUTE_MS, type Review } from '#shared/domain/review/review.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './curve.module.css'
import { MomentMessages } from './MomentMessages.tsx'
import { RecordingPlayer } from './RecordingPlayer.tsx'
import { useClockTime } from './use-clock-time.ts'

/** Beside the curve: the recording and the chat of one moment. */
export function MomentPanel(props: {
  review: Review
  momentMs: number | null
  onMoment: (atMs: number | null) => void
  onPlaying: (atMs: number | null) => void
}) {
  const { review, momentMs, onMoment, onPlaying } = props
  const { t } = useTranslation('reviewCurve')
  const time = useClockTime()
  if (momentMs === null) {
    return (
      <aside className={classes.panel}>
        <EmptyState title={t('noMoment')} hint={t('noMomentHint')} />
      </aside>
    )
  }
  return (
    <aside className={classes.panel} aria-label={t('moment', { time: time.second(momentMs) })}>
      <div className={classes.panelHead}>
        <h3 className={classes.panelTitle}>{t('moment', { time: time.second(momentMs) })}</h3>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('earlier')}
          disabled={momentMs <= review.session.fromMs}
          onClick={() => onMoment(Math.max(review.session.fromMs, momentMs - MINUTE_MS))}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('later')}
          disabled={momentMs >= review.session.toMs}
          onClick={() => onMoment(Math.min(review.session.toMs, momentMs + MINUTE_MS))}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('close')} onClick={() => onMoment(null)}>
          <IconX size={18} />
        </ActionIcon>
      </div>
      <RecordingPlayer review={review} momentMs={momentMs} onPlaying={onPlaying} onMoment={onMoment} />
      <MomentMessages sessionId={review.session.sessionId} momentMs={momentMs} />
    </aside>
  )
}
