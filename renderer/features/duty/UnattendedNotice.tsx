import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Unattended } from '#shared/domain/questions/unattended.ts'
import { CountdownRing } from '#renderer/ui/CountdownRing.tsx'
import classes from './UnattendedNotice.module.css'

/** Takes the place of a panel's heading: how many questions are left alone, and a way to the first of them. */
export function UnattendedNotice({ alarm, onAttend }: { alarm: Unattended; onAttend: () => void }) {
  const { t } = useTranslation('duty')
  return (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
      <span className={classes.text}>{t('unattended', { n: alarm.count })}</span>
      <CountdownRing deadlineMs={alarm.firstDeadlineMs} />
      <Button size="sm" variant="default" onClick={onAttend}>
        {t('attend')}
      </Button>
    </div>
  )
}
