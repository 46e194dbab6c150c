import { Button } from '@mantine/core'
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import classes from './status-bar.module.css'

/**
 * One calm line under the title bar while the service is out of reach or the log is not on the disk, with what goes
 * on meanwhile and what can be done. Takes no room otherwise.
 */
export function LinkNotice() {
  const link = useStaff((state) => state.link)
  const degraded = useStaff((state) => state.log.state === 'degraded')
  if (link !== 'connected') return <Disconnected />
  return degraded ? <LogWaits /> : null
}

function Disconnected() {
  const { t } = useTranslation('statusBar')
  const client = useStaffClient()
  const link = useStaff((state) => state.link)
  const knew = useStaff((state) => state.session !== null)
  const seconds = useSecondsSince()
  // The first moments of every start look like this; saying so would only flicker.
  if (link === 'connecting' && seconds < 2) return null
  const waits = link === 'lost' || link === 'shuttingDown' || link === 'connecting'
  return (
    <div className={classes.notice} role="status">
      <IconPlugConnectedX size={18} stroke={1.75} aria-hidden />
      <span className={classes.noticeText}>
        {t(`link_${link}`)} {waits ? t('forSeconds', { seconds }) : ''}
        {knew && waits ? ` · ${t('goesOn')}` : ''}
      </span>
      {waits ? (
        <Button size="sm" variant="light" onClick={client.reconnect}>
          {t('retryNow')}
        </Button>
      ) : (
        <Button size="sm" variant="light" onClick={() => location.reload()}>
          {t('reload')}
        </Button>
      )}
    </div>
  )
}

function LogWaits() {
  const { t } = useTranslation('statusBar')
  const log = useStaff((state) => state.log)
  return (
    <div className={classes.notice} role="status">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <span className={classes.noticeText}>
        {t('logWaits', { count: log.waiting })}
        {log.lost > 0 ? ` · ${t('logLost', { count: log.lost })}` : ''}
        {` · ${t('logWaitsHint')}`}
      </span>
    </div>
  )
}

/** Whole seconds since this component came up. */
function useSecondsSince(): number {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const sinceMs = performance.now()
    const timer = setInterval(() => setSeconds(Math.floor((performance.now() - sinceMs) / 1000)), 500)
    return () => clearInterval(timer)
  }, [])
  return seconds
}
