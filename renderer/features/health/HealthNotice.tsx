import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import type { HealthMonitor } from './health-monitor.ts'
import classes from './HealthPanel.module.css'
import { useNoticeText } from './use-notice-text.ts'

/**
 * One calm line under the title bar for the most pressing thing that needs a person, with what to do. Takes no room
 * otherwise; what is merely worth knowing stands in the dock alone.
 */
export function HealthNotice(props: {
  monitor: HealthMonitor
  nameOf: (outputId: string) => string
  onOpen: () => void
}) {
  const { t } = useTranslation('health')
  const notices = useStore(props.monitor.store, (state) => state.notices)
  const text = useNoticeText(props.nameOf)
  const pressing = notices.filter(({ severity }) => severity !== 'info')
  const [first] = pressing
  if (!first) return null
  const { says, todo } = text(first)
  return (
    <div className={classes.bar} role="status" data-notice={first.kind}>
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <span className={classes.barText}>
        {says} <span className={classes.todo}>{todo}</span>
      </span>
      <Button size="sm" variant="light" onClick={props.onOpen}>
        {pressing.length > 1 ? t('openMore', { count: pressing.length - 1 }) : t('openDock')}
      </Button>
    </div>
  )
}
