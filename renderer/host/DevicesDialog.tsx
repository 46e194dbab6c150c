import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { DevicesPanel } from '#renderer/features/devices/DevicesPanel.tsx'
import type { EnhancementDesk } from '#renderer/features/enhancement/enhancement-desk.ts'
import { EnhancementPanel } from '#renderer/features/enhancement/EnhancementPanel.tsx'
import { EngineNote } from './EngineNote.tsx'

/** Cameras and microphone during the show; what is on programme goes on meanwhile. */
export function DevicesDialog(props: {
  opened: boolean
  enhancement: EnhancementDesk | null
  onClose: () => void
}) {
  const { opened, enhancement, onClose } = props
  const { t } = useTranslation('host')
  return (
    <Modal opened={opened} onClose={onClose} title={t('devices')} size={680}>
      <DevicesPanel />
      {enhancement ? <EnhancementPanel desk={enhancement} /> : null}
      <EngineNote inShellOnly={false} />
    </Modal>
  )
}
