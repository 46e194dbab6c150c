import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Fan } from '#shared/domain/fans/fan.ts'

/** Deleting somebody for good asks for their name, so that it is never the wrong one by a slip. */
export function ForgetDialog(props: {
  fan: Fan
  live: boolean
  onClose: () => void
  onForget: () => Promise<void>
}) {
  const { fan, live, onClose, onForget } = props
  const { t } = useTranslation('fans')
  const { t: common } = useTranslation('common')
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const matches = typed.trim() === fan.name
  const forget = async (): Promise<void> => {
    if (!matches) return
    setBusy(true)
    await onForget()
    setBusy(false)
  }
  return (
    <Modal opened onClose={onClose} title={t('forgetTitle', { name: fan.name })} size={520}>
      <Stack gap="md">
        <Text>{t('forgetText')}</Text>
        {live ? <Text>{t('forgetLive')}</Text> : null}
        <Text c="dimmed" size="sm">
          {t('forgetIrrevocable')}
        </Text>
        <TextInput
          size="md"
          data-autofocus
          label={t('forgetType', { name: fan.name })}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            // Enter in here must not send the form this dialog stands over.
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            void forget()
          }}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button
            color="red"
            variant="outline"
            disabled={!matches}
            loading={busy}
            onClick={() => void forget()}
          >
            {t('forgetButton')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
