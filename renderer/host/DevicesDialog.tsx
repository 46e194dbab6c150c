import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { DevicesPanel } from '#renderer/features/devices/DevicesPanel.tsx'
import { EnginePanel } from '#renderer/features/engine/EnginePanel.tsx'
import { useEngineChoice } from './engine-choice.tsx'

/** Cameras and microphone during the show; what is on programme goes on meanwhile. */
export function DevicesDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('host')
  const choice = useEngineChoice()
  return (
    <Modal opened={opened} onClose={onClose} title={t('devices')} size={680}>
      <DevicesPanel />
      <EnginePanel running={choice.kind === 'agora' ? 'agora' : choice.why} />
    </Modal>
  )
}
