import { Button, Popover, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconCircleCheck, IconLoader2, IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { LinkState } from '#renderer/session-client/staff-state.ts'
import classes from './ConnectionBadge.module.css'

const TEXTS = {
  connecting: ['linkConnecting', 'linkConnectingHint'],
  connected: ['linkConnected', 'linkConnectedHint'],
  lost: ['linkLost', 'linkLostHint'],
  unauthorised: ['linkUnauthorised', 'linkUnauthorisedHint'],
  revoked: ['linkRevoked', 'linkRevokedHint'],
  outdated: ['linkOutdated', 'linkOutdatedHint'],
  shuttingDown: ['linkShuttingDown', 'linkShuttingDownHint'],
} as const satisfies Record<LinkState, readonly [string, string]>

/** The link as it truly is; pressing it says what that means and offers what helps. */
export function ConnectionBadge({ link, onReconnect }: { link: LinkState; onReconnect: () => void }) {
  const { t } = useTranslation('common')
  const [name, hint] = TEXTS[link]
  return (
    <Popover position="bottom-end" width={300}>
      <Popover.Target>
        <UnstyledButton className={classes.badge} data-link={link}>
          <LinkIcon link={link} />
          <span className={classes.name} role="status">
            {t(name)}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Text size="sm">{t(hint)}</Text>
          {link === 'lost' || link === 'shuttingDown' ? (
            <Button size="sm" variant="light" onClick={onReconnect}>
              {t('reconnectNow')}
            </Button>
          ) : null}
          {link === 'outdated' ? (
            <Button size="sm" variant="light" onClick={() => location.reload()}>
              {t('reloadPage')}
            </Button>
          ) : null}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function LinkIcon({ link }: { link: LinkState }) {
  if (link === 'connected') return <IconCircleCheck size={16} stroke={1.75} aria-hidden />
  if (link === 'connecting') return <IconLoader2 size={16} stroke={1.75} aria-hidden />
  return <IconPlugConnectedX size={16} stroke={1.75} aria-hidden />
}
