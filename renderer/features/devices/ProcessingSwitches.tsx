import { Group, Switch, Tooltip } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import type { MicrophoneProcessing } from '#renderer/media/media-state.ts'
import { rememberDevices } from './device-memory.ts'
import classes from './devices.module.css'

const PROCESSING = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const

/** What the computer does to the microphones' sound. A switch the device refuses goes back, and it is said. */
export function ProcessingSwitches() {
  const { t } = useTranslation('devices')
  const engine = useMediaEngine()
  const processing = useMedia((state) => state.microphoneProcessing)
  const [refused, setRefused] = useState(false)

  const process = (wanted: MicrophoneProcessing): void => {
    rememberDevices((before) => ({ ...before, processing: wanted }))
    const check = (): void => {
      const real = engine.getState().microphoneProcessing
      setRefused(PROCESSING.some((name) => real[name] !== wanted[name]))
    }
    engine.setMicrophoneProcessing(wanted).then(check, check)
  }

  return (
    <div className={classes.microphone}>
      <Group gap="lg" role="group" aria-label={t('processing')}>
        {PROCESSING.map((name) => (
          <Tooltip key={name} label={t(`${name}Hint`)}>
            <Switch
              size="sm"
              label={t(name)}
              checked={processing[name]}
              onChange={(event) => process({ ...processing, [name]: event.currentTarget.checked })}
            />
          </Tooltip>
        ))}
      </Group>
      {refused ? (
        <p className={classes.line} role="status">
          {t('processingRefused')}
        </p>
      ) : null}
    </div>
  )
}
