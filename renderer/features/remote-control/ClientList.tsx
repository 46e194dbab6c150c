import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { RemoteClient } from '#shared/protocol/remote.ts'
import classes from './remote-control.module.css'

/** The devices that gave the right password, each with a way to disconnect it. */
export function ClientList(props: {
  clients: readonly RemoteClient[]
  busy: boolean
  onDrop: (clientId: string) => void
}) {
  const { t, i18n } = useTranslation('remoteControl')
  const { clients, busy, onDrop } = props
  const clock = new Intl.DateTimeFormat(i18n.language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return (
    <section className={classes.clients} aria-label={t('clients', { count: clients.length })}>
      <p className={classes.caption}>{t('clients', { count: clients.length })}</p>
      {clients.length === 0 ? <p className={classes.nobody}>{t('nobody')}</p> : null}
      {clients.map(({ id, name, address, sinceMs }) => (
        <div key={id} className={classes.client}>
          <span className={classes.name}>{name ?? t('unnamed')}</span>
          <span className={classes.value}>{address}</span>
          <span className={classes.caption}>{t('since', { time: clock.format(sinceMs) })}</span>
          <Button size="compact-sm" variant="subtle" color="gray" disabled={busy} onClick={() => onDrop(id)}>
            {t('drop')}
          </Button>
        </div>
      ))}
    </section>
  )
}
