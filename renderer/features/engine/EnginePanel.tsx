import { Collapse, Button, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openSecretStore } from '#renderer/secrets/secret-store.ts'
import type { SecretStore } from '#renderer/secrets/secret-store.ts'
import type { AgoraAbsence, AgoraSettings, AgoraShellApi } from '#shared/protocol/agora.ts'
import { AgoraSettingsForm } from './AgoraSettingsForm.tsx'
import { PUSH_ADDRESS } from './push-address.ts'

interface EnginePanelProps {
  /** Which engine makes the pictures now; why it is not the native one. */
  readonly running: 'agora' | AgoraAbsence | 'noShell' | 'startFailed'
}

interface Known {
  readonly settings: AgoraSettings
  readonly pushAddress: string
  readonly certificate: 'none' | 'stored'
}

/** Which engine makes the pictures, in a sentence, and in the desktop app what the native one needs to be set up. */
export function EnginePanel({ running }: EnginePanelProps) {
  const { t } = useTranslation('engine')
  const shell = window.studio?.agora
  return (
    <section aria-label={t('title')}>
      <Stack gap="xs" mt="md" align="stretch">
        <Text size="sm" fw={600}>
          {t('title')}
        </Text>
        <Text size="sm">{running === 'agora' ? t('agoraOn') : `${t('chromiumOn')}${t(running)}`}</Text>
        {shell && <Settings shell={shell} />}
      </Stack>
    </section>
  )
}

function Settings({ shell }: { readonly shell: AgoraShellApi }) {
  const { t } = useTranslation('engine')
  const [secrets] = useState<SecretStore>(() => openSecretStore(window.studio?.secrets))
  const [opened, setOpened] = useState(false)
  const [known, setKnown] = useState<Known | null>(null)
  useEffect(() => {
    if (!opened) return
    let wanted = true
    const asked = Promise.all([shell.settings(), secrets.get(PUSH_ADDRESS), shell.trialCertificate()])
    void asked.then(
      ([settings, pushAddress, certificate]) =>
        wanted && setKnown({ settings, pushAddress: pushAddress ?? '', certificate }),
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [opened, shell, secrets])
  return (
    <>
      <Button
        variant="default"
        size="xs"
        style={{ alignSelf: 'start' }}
        onClick={() => setOpened(!opened)}
        aria-expanded={opened}
      >
        {t('settings')}
      </Button>
      <Collapse expanded={opened}>
        {known && <AgoraSettingsForm shell={shell} secrets={secrets} {...known} />}
      </Collapse>
    </>
  )
}
