import { Button, Tooltip } from '@mantine/core'
import { IconQrcode, IconScreenShare } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import icon from '../../resources/icons/icon.svg'
import { UnattendedBadge } from '#renderer/features/assistant/UnattendedBadge.tsx'
import { LiveBadge } from '#renderer/features/go-live/LiveBadge.tsx'
import { SalesFigures } from '#renderer/features/orders/SalesFigures.tsx'
import { StatusDots } from '#renderer/features/status-bar/StatusDots.tsx'
import { SyncBadge } from '#renderer/features/sync/SyncBadge.tsx'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import type { Desk } from './HostDesk.tsx'
import { HostMenu } from './HostMenu.tsx'
import classes from './host.module.css'

/**
 * The upper edge: which show, on air or not and for how long, whether all is well, and the rarer things. `notice` takes
 * the room that is left.
 */
export const TitleBar = memo(function TitleBar({ desk, notice }: { desk: Desk; notice: ReactNode }) {
  const { t } = useTranslation(['host', 'goLive'])
  const title = useStaff(({ session }) => session?.title ?? '')
  const state = useStaff(({ session }) => (session ? `${session.kind}/${session.phase}` : ''))
  return (
    <header className={classes.titleBar}>
      <img src={icon} alt="" width={24} height={24} />
      <span className={classes.showTitle} title={title}>
        {title}
      </span>
      <LiveBadge />
      <StatusDots />
      <UnattendedBadge />
      {notice}
      <span className={classes.tools}>
        <SyncBadge onOpen={desk.openSync} />
        <SalesFigures onOpen={desk.openOrders} />
        <Tooltip label={t('qrHint')}>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconQrcode size={18} stroke={1.5} />}
            onClick={() => desk.openAccess('viewer')}
          >
            {t('qr')}
          </Button>
        </Tooltip>
        <Tooltip label={t('prompterWindow')}>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconScreenShare size={18} stroke={1.5} />}
            onClick={desk.openPrompterWindow}
          >
            {t('prompter')}
          </Button>
        </Tooltip>
        {state === 'show/live' ? (
          <Button variant="default" className={classes.end} onClick={desk.openEnd}>
            {t('end')}
          </Button>
        ) : null}
        {state === 'show/preparing' ? <Button onClick={desk.openGoLive}>{t('goLive')}</Button> : null}
        <HostMenu desk={desk} canLeave={state === 'show/preparing'} />
      </span>
    </header>
  )
})
