import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { LevelMeter, type MeterReading } from '#renderer/ui/LevelMeter.tsx'
import classes from './preflight.module.css'

/** Microphone 1 as it is heard now, with the request to speak into it. */
export function MicrophoneLevel() {
  const { t } = useTranslation('preflight')
  const engine = useMediaEngine()
  const muted = useMedia((state) => state.mixer.microphone1.muted)
  const subscribe = useCallback(
    (listener: (reading: MeterReading) => void) =>
      engine.subscribeLevels(({ microphone1 }) => listener(microphone1)),
    [engine],
  )
  return (
    <section>
      <h3 className={classes.heading}>{t('speak')}</h3>
      <div className={classes.level}>
        <LevelMeter label={t('level')} overLabel={t('tooLoud')} subscribe={subscribe} muted={muted} />
      </div>
    </section>
  )
}
