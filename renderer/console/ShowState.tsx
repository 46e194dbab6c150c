import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import { useServiceTime, useStaff } from '#renderer/session-client/staff-context.tsx'
import { formatClock, formatMinutes } from '#renderer/ui/time.ts'
import classes from './ConsoleHeader.module.css'

/** Where the show is: not yet live, LIVE with its clock, a rehearsal, or over. */
export function ShowState() {
  const { t } = useTranslation('console')
  const rehearsal = useStaff((state) => state.rehearsal)
  const phase = useStaff((state) => state.session?.phase ?? null)
  const kind = useStaff((state) => state.session?.kind)
  const liveAtMs = useStaff((state) => state.session?.liveAtMs ?? null)
  const clock = useServiceTime(
    useCallback((nowMs: number) => (liveAtMs === null ? '' : formatClock(nowMs - liveAtMs)), [liveAtMs]),
  )
  if (phase === null) return null
  if (phase === 'ended') return <span className={classes.state}>{t('ended')}</span>
  if (kind === 'rehearsal') {
    return (
      <span className={classes.state} data-state="rehearsal">
        {t('rehearsal')}
        {rehearsal === null ? null : (
          <span>
            {formatMinutes(rehearsal.atMs)} / {formatMinutes(rehearsal.durationMs)}
          </span>
        )}
      </span>
    )
  }
  if (phase === 'preparing') return <span className={classes.state}>{t('preparing')}</span>
  return (
    <span className={classes.state} data-state="live">
      <strong className={classes.live}>LIVE</strong>
      <span>{clock}</span>
    </span>
  )
}
