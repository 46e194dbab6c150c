import { Button, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { formatMinutes } from '#renderer/ui/time.ts'
import classes from './rehearsal.module.css'
import { useRehearsalControl } from './use-rehearsals.ts'

/** Says that nobody is watching, how far the recorded room has played, and how to stop. */
export function RehearsalBanner() {
  const { t } = useTranslation('rehearsal')
  const progress = useStaff((state) => state.rehearsal)
  const { stop } = useRehearsalControl()
  const percent = progress ? Math.min(100, (100 * progress.atMs) / progress.durationMs) : 100
  return (
    <div className={classes.banner}>
      <span>{t(progress ? 'playing' : 'playedOut')}</span>
      {progress ? (
        <>
          <Progress
            className={classes.progress}
            color="gray"
            size={4}
            value={percent}
            aria-label={t('progress')}
          />
          <span className={classes.facts}>
            {formatMinutes(progress.atMs)} / {formatMinutes(progress.durationMs)}
          </span>
        </>
      ) : (
        <span className={classes.progress} />
      )}
      <Button size="sm" variant="default" onClick={stop}>
        {t('stop')}
      </Button>
    </div>
  )
}
