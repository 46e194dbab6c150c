import { Button, CopyButton, Group, NumberInput, Text } from '@mantine/core'
import { IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { remoteSettingsSchema, type RemoteControl } from '#shared/protocol/remote.ts'
import classes from './remote-control.module.css'
import type { RemoteControlDesk } from './use-remote-control.ts'

/** What to type into the device: address, port and password. */
export function ConnectFacts({ control, desk }: { control: RemoteControl; desk: RemoteControlDesk }) {
  const { t } = useTranslation('remoteControl')
  return (
    <dl className={classes.facts} aria-label={t('connect')}>
      <dt>{t('address')}</dt>
      <dd>
        <Addresses control={control} />
      </dd>
      <dt>{t('port')}</dt>
      <dd>
        <Port port={control.settings.port} busy={desk.busy} onChange={(port) => desk.change({ port })} />
      </dd>
      <dt>{t('password')}</dt>
      <dd>
        <Password desk={desk} />
      </dd>
    </dl>
  )
}

function Addresses({ control: { settings, lanAddresses } }: { control: RemoteControl }) {
  const { t } = useTranslation('remoteControl')
  return (
    <>
      <p className={classes.address}>
        <span className={classes.value}>127.0.0.1</span>
        <span className={classes.caption}>{t('thisComputer')}</span>
      </p>
      {settings.lan ? (
        <p className={classes.address}>
          {lanAddresses.map((address) => (
            <span key={address} className={classes.value}>
              {address}
            </span>
          ))}
          <span className={classes.caption}>
            {t(lanAddresses.length === 0 ? 'noNetwork' : 'otherDevices')}
          </span>
        </p>
      ) : null}
    </>
  )
}

function Port(props: { port: number; busy: boolean; onChange: (port: number) => void }) {
  const { t } = useTranslation('remoteControl')
  const [wish, setWish] = useState<number | string>(props.port)
  const parsed = remoteSettingsSchema.shape.port.safeParse(wish)
  return (
    <form
      className={classes.port}
      onSubmit={(event) => {
        event.preventDefault()
        if (parsed.success) props.onChange(parsed.data)
      }}
    >
      <NumberInput
        aria-label={t('port')}
        size="sm"
        w={120}
        hideControls
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=""
        value={wish}
        error={parsed.success ? null : t('portWrong')}
        onChange={setWish}
      />
      {wish === props.port ? (
        <span className={classes.caption}>{t('portHint')}</span>
      ) : (
        <Button type="submit" size="sm" variant="light" disabled={!parsed.success || props.busy}>
          {t('savePort')}
        </Button>
      )}
    </form>
  )
}

function Password({ desk }: { desk: RemoteControlDesk }) {
  const { t } = useTranslation('remoteControl')
  const [asking, setAsking] = useState(false)
  if (asking) {
    return (
      <Group gap="sm">
        <Text size="sm">{t('renewWarning')}</Text>
        <Button
          size="sm"
          variant="default"
          disabled={desk.busy}
          onClick={() => {
            setAsking(false)
            desk.renewPassword()
          }}
        >
          {t('renewNow')}
        </Button>
        <Button size="sm" variant="subtle" color="gray" onClick={() => setAsking(false)}>
          {t('keep')}
        </Button>
      </Group>
    )
  }
  const renew = (
    <Button
      size="sm"
      variant="default"
      disabled={desk.busy}
      leftSection={<IconRefresh size={16} stroke={1.75} />}
      onClick={() => setAsking(true)}
    >
      {t('renew')}
    </Button>
  )
  if (desk.password === null) {
    return (
      <Group gap="md">
        <span className={classes.caption}>{t('passwordSet')}</span>
        {renew}
      </Group>
    )
  }
  return (
    <>
      <p className={classes.password}>{desk.password}</p>
      <p className={classes.once}>{t('passwordOnce')}</p>
      <Group gap="sm">
        <CopyPassword password={desk.password} />
        {renew}
      </Group>
    </>
  )
}

function CopyPassword({ password }: { password: string }) {
  const { t } = useTranslation(['remoteControl', 'common'])
  return (
    <CopyButton value={password}>
      {({ copied, copy }) => (
        <Button
          size="sm"
          variant="light"
          leftSection={copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
          onClick={copy}
        >
          {copied ? t('copied', { ns: 'common' }) : t('copyPassword')}
        </Button>
      )}
    </CopyButton>
  )
}
