import { Tooltip, UnstyledButton } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCloud,
  IconCloudCheck,
  IconCloudPause,
  IconCloudUp,
  IconCloudX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { SyncStatus } from '#shared/protocol/sync.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import classes from './sync.module.css'

/** What has not reached the team's server yet, in few calm words. Where no server is set, a show has no room for it. */
export function SyncBadge({ onOpen, whenOff = false }: { onOpen: () => void; whenOff?: boolean }) {
  const { t } = useTranslation('sync')
  const status = useStaff(({ sync }) => sync)
  const words = useBadgeWords(status)
  if (!status || (status.state === 'off' && !whenOff)) return null
  return (
    <Tooltip label={t('badgeHint')}>
      <UnstyledButton
        className={classes.badge}
        data-trouble={status.state === 'stopped' || undefined}
        onClick={onOpen}
      >
        <Mark status={status} />
        <span>{words}</span>
      </UnstyledButton>
    </Tooltip>
  )
}

function Mark({ status: { state, unsynced } }: { status: SyncStatus }) {
  const look = { size: 18, stroke: 1.5, 'aria-hidden': true } as const
  switch (state) {
    case 'off':
      return <IconCloud {...look} />
    case 'idle':
      return unsynced === 0 ? <IconCloudCheck {...look} /> : <IconCloudX {...look} />
    case 'sending':
    case 'waiting':
      return <IconCloudUp {...look} />
    case 'show':
    case 'paused':
      return <IconCloudPause {...look} />
    case 'stopped':
      return <IconAlertTriangle {...look} />
    default:
      return state satisfies never
  }
}

function useBadgeWords(status: SyncStatus | null): string {
  const { t, i18n } = useTranslation('sync')
  if (!status) return ''
  const n = status.unsynced.toLocaleString(i18n.language)
  const { current, withheld } = status
  const there = withheld === 0 ? t('badgeSynced') : t('badgeWithheld', { n: withheld })
  switch (status.state) {
    case 'off':
      return t('badgeOff')
    case 'idle':
    case 'waiting':
      return status.unsynced === 0 ? there : t('badgeUnsynced', { n })
    case 'sending':
      return current !== null && current.file !== null && status.unsynced === 0
        ? t('badgeUploading', { percent: percentOf(current.sent, current.total) })
        : t('badgeSending', { n })
    case 'show':
      return status.unsynced === 0 ? there : t('badgeShow', { n })
    case 'paused':
      return t('badgePaused', { n })
    case 'stopped':
      return t('badgeStopped', { n })
    default:
      return status.state satisfies never
  }
}

const percentOf = (sent: number, total: number): number =>
  total === 0 ? 0 : Math.floor((Math.min(sent, total) / total) * 100)
