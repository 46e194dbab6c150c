import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useRoom, useRoomClient } from '#renderer/session-client/room-context.tsx'
import classes from './LinkBanner.module.css'

/** Shown for as long as the service has not sent the room again: not before, not one moment less. */
export function LinkBanner() {
  const { t } = useTranslation('watch')
  const client = useRoomClient()
  const link = useRoom((state) => state.link)
  switch (link) {
    case 'connecting':
    case 'connected':
    // The page turns to the entry then.
    case 'revoked':
    case 'unauthorised':
      return <div role="status" />
    case 'lost':
    case 'shuttingDown':
      return (
        <div role="status" className={classes.banner}>
          <IconPlugConnectedX size={20} stroke={1.5} aria-hidden />
          <p>
            {link === 'lost' ? t('lost') : t('shuttingDown')}
            {link === 'lost' ? <small>{t('lostHint')}</small> : null}
          </p>
          <Button size="sm" variant="default" onClick={client.reconnect}>
            {t('retryNow')}
          </Button>
        </div>
      )
    case 'outdated':
      return (
        <div role="status" className={classes.banner}>
          <p>{t('outdated')}</p>
          <Button size="sm" onClick={() => location.reload()}>
            {t('reloadPage', { ns: 'common' })}
          </Button>
        </div>
      )
    default:
      return link satisfies never
  }
}
