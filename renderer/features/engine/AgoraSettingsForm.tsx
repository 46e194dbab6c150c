import { Button, Group, NumberInput, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SecretStore } from '#renderer/secrets/secret-store.ts'
import { agoraSettingsSchema } from '#shared/protocol/agora.ts'
import type { AgoraSettings, AgoraShellApi } from '#shared/protocol/agora.ts'
import { PUSH_ADDRESS } from './push-address.ts'

interface AgoraSettingsFormProps {
  readonly shell: AgoraShellApi
  readonly secrets: SecretStore
  readonly settings: AgoraSettings
  readonly pushAddress: string
  readonly certificate: 'none' | 'stored'
}

/** What the native engine needs. Nothing is taken over before "save"; a mistake is said beside its field. */
export function AgoraSettingsForm({ shell, secrets, ...before }: AgoraSettingsFormProps) {
  const { t } = useTranslation('engine')
  const [settings, setSettings] = useState(before.settings)
  const [pushAddress, setPushAddress] = useState(before.pushAddress)
  const [outcome, setOutcome] = useState<'saved' | 'saveFailed' | null>(null)
  const change = (part: Partial<AgoraSettings>): void => {
    setOutcome(null)
    setSettings((known) => ({ ...known, ...part }))
  }
  const wrong = new Set(agoraSettingsSchema.safeParse(settings).error?.issues.map(({ path }) => path[0]))
  const save = async (): Promise<void> => {
    try {
      await shell.saveSettings(settings)
      if (pushAddress === '') await secrets.delete(PUSH_ADDRESS)
      else await secrets.set(PUSH_ADDRESS, pushAddress)
      setOutcome('saved')
    } catch {
      setOutcome('saveFailed')
    }
  }
  return (
    <Stack gap="xs" pt="xs">
      <Switch
        label={t('enabled')}
        checked={settings.enabled}
        onChange={({ currentTarget }) => change({ enabled: currentTarget.checked })}
      />
      <TextInput
        label={t('appId')}
        value={settings.appId}
        error={wrong.has('appId') ? t('appIdWrong') : null}
        onChange={({ currentTarget }) => change({ appId: currentTarget.value.trim() })}
      />
      <Group grow>
        <TextInput
          label={t('channel')}
          value={settings.channel}
          error={wrong.has('channel') ? t('channelWrong') : null}
          onChange={({ currentTarget }) => change({ channel: currentTarget.value })}
        />
        <NumberInput
          label={t('uid')}
          min={1}
          max={4_294_967_295}
          allowDecimal={false}
          value={settings.uid}
          onChange={(uid) => change({ uid: Number(uid) })}
        />
      </Group>
      <TextInput
        label={t('tokenServer')}
        description={t('tokenServerHint')}
        value={settings.tokenServerUrl}
        error={wrong.has('tokenServerUrl') ? t('tokenServerWrong') : null}
        onChange={({ currentTarget }) => change({ tokenServerUrl: currentTarget.value.trim() })}
      />
      <TextInput
        label={t('pushAddress')}
        description={t('pushAddressHint')}
        type="password"
        autoComplete="off"
        value={pushAddress}
        onChange={({ currentTarget }) => {
          setOutcome(null)
          setPushAddress(currentTarget.value.trim())
        }}
      />
      <Certificate shell={shell} before={before.certificate} />
      <Group>
        <Button disabled={wrong.size > 0} onClick={() => void save()}>
          {t('save')}
        </Button>
        {outcome && (
          <Text size="sm" role="status">
            {t(outcome)}
          </Text>
        )}
      </Group>
    </Stack>
  )
}

function Certificate({
  shell,
  before,
}: {
  readonly shell: AgoraShellApi
  readonly before: 'none' | 'stored'
}) {
  const { t } = useTranslation('engine')
  const [state, setState] = useState(before)
  const [problem, setProblem] = useState<'notACertificate' | 'noSecureStorage' | null>(null)
  const take = async (): Promise<void> => {
    const outcome = await shell.importTrialCertificate()
    setProblem(outcome === 'notACertificate' || outcome === 'noSecureStorage' ? outcome : null)
    if (outcome === 'stored') setState('stored')
  }
  const forget = async (): Promise<void> => {
    await shell.forgetTrialCertificate()
    setState('none')
  }
  return (
    <Stack gap={4}>
      <Text size="sm">{t('certificate')}</Text>
      <Text size="sm" c="dimmed">
        {t(problem ?? (state === 'stored' ? 'certificateStored' : 'certificateNone'))}
      </Text>
      <Group>
        <Button variant="default" size="xs" onClick={() => void take()}>
          {t('importCertificate')}
        </Button>
        {state === 'stored' && (
          <Button variant="subtle" size="xs" onClick={() => void forget()}>
            {t('forgetCertificate')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}
