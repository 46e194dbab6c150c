import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import type { HealthMonitor } from './health-monitor.ts'
import classes from './HealthPanel.module.css'
import { useNoticeText } from './use-notice-text.ts'

/**
 * The most pressing thing that needs a person, in the free room of the title bar: it comes and goes without moving
 * anything. A press opens the dock, which says more. What is merely worth knowing stands in the dock alone.
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
  const words = first ? text(first) : null
  return (
    <span className={classes.bar} role="status">
      {first && words ? (
        <UnstyledButton
          className={classes.barButton}
          data-notice={first.kind}
          title={`${words.says} ${words.todo}`}
          onClick={props.onOpen}
        >
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          <span className={classes.barText}>{words.says}</span>
          {pressing.length > 1 ? <span>{t('more', { count: pressing.length - 1 })}</span> : null}
        </UnstyledButton>
      ) : null}
    </span>
  )
}
