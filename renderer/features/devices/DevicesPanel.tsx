import { Alert, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { MICROPHONE_SLOTS } from '#renderer/media/media-state.ts'
import { CameraList } from './CameraList.tsx'
import { openRememberedDevices } from './device-memory.ts'
import classes from './devices.module.css'
import { MicrophonePicker } from './MicrophonePicker.tsx'
import { ProcessingSwitches } from './ProcessingSwitches.tsx'
import { ScreenPicker } from './ScreenPicker.tsx'

/** Cameras and microphone: choose, look, listen. The same panel in the lobby and during the show. */
export function DevicesPanel() {
  return (
    <div className={classes.panel}>
      <AccessNotice />
      <CameraList />
      <ScreenPicker />
      <div className={classes.cameras}>
        {MICROPHONE_SLOTS.map((slot) => (
          <MicrophonePicker key={slot} slot={slot} />
        ))}
      </div>
      <ProcessingSwitches />
    </div>
  )
}

function AccessNotice() {
  const { t } = useTranslation('devices')
  const engine = useMediaEngine()
  const access = useMedia((state) => state.deviceAccess)
  if (access === 'granted') return null
  return (
    <Alert variant="default" className={classes.notice}>
      <p className={classes.line}>{t(access === 'denied' ? 'accessDenied' : 'accessUnknown')}</p>
      <Button size="sm" variant="light" onClick={() => void openRememberedDevices(engine)}>
        {t('checkAgain')}
      </Button>
    </Alert>
  )
}
