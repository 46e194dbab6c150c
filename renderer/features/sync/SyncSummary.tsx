import { Button, Progress } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { SyncStatus } from '#shared/protocol/sync.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { useSecondsUntil } from '#renderer/ui/use-seconds-until.ts'
import classes from './sync.module.css'
import { useTroubleText, type SyncDesk, type SyncSetup } from './use-sync.ts'

/** In a sentence or two: what is not there yet, what is going on, what went wrong, and the one thing to do. */
export function SyncSummary({ setup, desk }: { setup: SyncSetup; desk: SyncDesk }) {
  const { t, i18n } = useTranslation('sync')
  const told = useStaff(({ sync }) => sync)
  const status = told ?? setup.status
  const troubleText = useTroubleText()
  const going = useGoingOn(status, setup.settings.automatic)
  const whole = setup.sessions.reduce((sum, { events }) => sum + events, 0)
  const n = status.unsynced.toLocaleString(i18n.language)
  const headline =
    status.unsynced > 0
      ? t('waitingCount', { n })
      : status.withheld > 0
        ? t('allButWithheld', { n: status.withheld.toLocaleString(i18n.language) })
        : t('allThere')
  const isGoing = status.state === 'sending' || status.state === 'waiting'
  return (
    <section className={classes.summary}>
      <div className={classes.sentences}>
        <p className={classes.headline} role="status">
          {headline} {going}
        </p>
        {isGoing && whole > 0 && status.unsynced > 0 ? (
          <Progress
            size="sm"
            value={((whole - status.unsynced) / whole) * 100}
            aria-label={t('waitingCount', { n })}
          />
        ) : null}
        {status.trouble === null ? null : (
          <p className={classes.trouble} role="alert">
            <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
            <span>{troubleText(status.trouble)}</span>
          </p>
        )}
      </div>
      <Act status={status} desk={desk} />
    </section>
  )
}

function Act({ status, desk }: { status: SyncStatus; desk: SyncDesk }) {
  const { t } = useTranslation('sync')
  const start = (): void => void desk.ask({ type: 'startSync', sessionId: null })
  const pause = (): void => void desk.ask({ type: 'pauseSync' })
  switch (status.state) {
    case 'off':
    case 'show':
      return null
    case 'idle':
      return status.unsynced === 0 ? (
        <Button variant="default" onClick={start}>
          {t('checkAll')}
        </Button>
      ) : (
        <Button onClick={start}>{t('syncAll')}</Button>
      )
    case 'stopped':
      return <Button onClick={start}>{t('tryNow')}</Button>
    case 'paused':
      return <Button onClick={start}>{t('resume')}</Button>
    case 'waiting':
      return (
        <span className={classes.buttons}>
          <Button onClick={start}>{t('tryNow')}</Button>
          <Button variant="default" onClick={pause}>
            {t('pause')}
          </Button>
        </span>
      )
    case 'sending':
      return (
        <Button variant="default" onClick={pause}>
          {t('pause')}
        </Button>
      )
    default:
      return status.state satisfies never
  }
}

function useGoingOn(status: SyncStatus, automatic: boolean): string {
  const { t } = useTranslation('sync')
  const seconds = useSecondsUntil(status.retryAtMs)
  const left = useTimeLeft(status.remainingMs)
  switch (status.state) {
    case 'off':
    case 'idle':
    case 'stopped':
      return ''
    case 'sending':
      return left === '' ? t('stateSending') : `${t('stateSending')} ${left}`
    case 'show':
      if (status.unsynced === 0) return ''
      return t(automatic ? 'stateShow' : 'stateShowManual')
    case 'paused':
      return t('statePaused')
    case 'waiting':
      return seconds === 0 ? t('stateWaitingSoon') : t('stateWaiting', { seconds })
    default:
      return status.state satisfies never
  }
}

function useTimeLeft(remainingMs: number | null): string {
  const { t } = useTranslation('sync')
  if (remainingMs === null) return ''
  const seconds = Math.ceil(remainingMs / 1_000)
  const minutes = Math.ceil(seconds / 60)
  const time =
    seconds < 60
      ? t('remainingSeconds', { n: Math.max(1, seconds) })
      : minutes < 90
        ? t('remainingMinutes', { n: minutes })
        : t('remainingHours', { n: Math.ceil(minutes / 60) })
  return t('remaining', { time })
}
