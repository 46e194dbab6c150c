import { Loader, Modal, Stack, Switch } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { ClientList } from './ClientList.tsx'
import { ConnectFacts } from './ConnectFacts.tsx'
import classes from './remote-control.module.css'
import { useRemoteControl } from './use-remote-control.ts'

/** Switches remote control on and off, tells how to connect, and shows who has. */
export function RemoteControlDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('remoteControl')
  return (
    <Modal opened={opened} onClose={onClose} title={t('title')} size={600}>
      <Body />
    </Modal>
  )
}

function Body() {
  const { t } = useTranslation('remoteControl')
  const desk = useRemoteControl()
  const { control, busy, change } = desk
  if (!control) {
    return (
      <div className={classes.waiting}>
        <Loader size="sm" color="gray" aria-label={t('loading')} />
      </div>
    )
  }
  const { settings, problem } = control
  return (
    <Stack gap="lg">
      <Switch
        size="md"
        label={t('enabled')}
        description={t(settings.enabled ? 'onHint' : 'offHint')}
        checked={settings.enabled}
        disabled={busy}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
      {problem === null ? null : (
        <p className={classes.problem} role="alert">
          <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
          {t(`problem_${problem}`, { port: settings.port })}
        </p>
      )}
      {settings.enabled ? (
        <>
          {/* A port that was refused is not kept in the field when the truth is another. */}
          <ConnectFacts key={settings.port} control={control} desk={desk} />
          <div className={classes.choices}>
            <Switch
              size="md"
              label={t('lan')}
              description={t('lanHint')}
              checked={settings.lan}
              disabled={busy}
              onChange={(event) => change({ lan: event.currentTarget.checked })}
            />
            <Switch
              size="md"
              label={t('mayEndShow')}
              description={t('mayEndShowHint')}
              checked={settings.mayEndShow}
              disabled={busy}
              onChange={(event) => change({ mayEndShow: event.currentTarget.checked })}
            />
          </div>
          <ClientList clients={control.clients} busy={busy} onDrop={desk.drop} />
        </>
      ) : null}
    </Stack>
  )
}
