import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { DevicesPanel } from '#renderer/features/devices/DevicesPanel.tsx'
import { EngineNote } from './EngineNote.tsx'

/** Cameras and microphone during the show; what is on programme goes on meanwhile. */
export function DevicesDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('host')
  return (
    <Modal opened={opened} onClose={onClose} title={t('devices')} size={680}>
      <DevicesPanel />
      <EngineNote inShellOnly={false} />
    </Modal>
  )
}
