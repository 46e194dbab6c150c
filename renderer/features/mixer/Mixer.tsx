import { ActionIcon, Slider, Tooltip } from '@mantine/core'
import { IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import type { AudioLevel, MixerChannel } from '#renderer/media/media-state.ts'
import { LevelMeter } from '#renderer/ui/LevelMeter.tsx'
import { decibelsOf, FADER_MAX_DB, FADER_MIN_DB, gainOf } from './decibels.ts'
import classes from './Mixer.module.css'

/**
 * What goes in and what goes out: microphone with mute, fader and meter, and the level of the programme.
 * `onGain` is told where the host leaves the fader.
 */
export function Mixer({ onGain }: { onGain: (gain: number) => void }) {
  const { t } = useTranslation('mixer')
  const engine = useMediaEngine()
  const muted = useMedia((state) => state.mixer.microphone1.muted)
  const gain = useMedia((state) => state.mixer.microphone1.gain)
  const subscribe = useLevels('microphone1')
  const subscribeProgram = useLevels('program')
  const db = decibelsOf(gain)
  return (
    <section className={classes.mixer} aria-label={t('title')}>
      <Tooltip label={t(muted ? 'unmute' : 'mute')}>
        <ActionIcon
          size="lg"
          variant={muted ? 'filled' : 'default'}
          color="gray"
          aria-label={t(muted ? 'unmute' : 'mute')}
          aria-pressed={muted}
          onClick={() => engine.setChannelMuted('microphone1', !muted)}
        >
          {muted ? <IconMicrophoneOff size={20} stroke={1.75} /> : <IconMicrophone size={20} stroke={1.75} />}
        </ActionIcon>
      </Tooltip>
      <div className={classes.meters}>
        <span className={classes.name}>{muted ? t('muted') : t('microphone')}</span>
        <LevelMeter label={t('microphoneLevel')} subscribe={subscribe} muted={muted} />
        <span className={classes.name}>{t('program')}</span>
        <LevelMeter label={t('programLevel')} subscribe={subscribeProgram} />
      </div>
      <div className={classes.fader}>
        <Slider
          size="sm"
          color="gray"
          label={null}
          thumbLabel={t('gain')}
          min={FADER_MIN_DB}
          max={FADER_MAX_DB}
          step={1}
          startPointValue={0}
          value={db}
          onChange={(value) => engine.setChannelGain('microphone1', gainOf(value))}
          onChangeEnd={(value) => onGain(gainOf(value))}
          onDoubleClick={() => {
            engine.setChannelGain('microphone1', 1)
            onGain(1)
          }}
        />
        <span className={classes.gain}>
          {db === FADER_MIN_DB ? t('off') : `${db > 0 ? '+' : ''}${db} dB`}
        </span>
      </div>
      <SoundTrouble />
    </section>
  )
}

/** One line when viewers may hear nothing; its place stays empty otherwise. */
function SoundTrouble() {
  const { t } = useTranslation(['mixer', 'media'])
  const source = useMedia((state) => state.microphoneSlots[1])
  const blocked = useMedia((state) => state.audioOutput === 'blocked')
  const text = (): string => {
    if (source.status === 'failed') return t(source.error.messageKey, { ns: 'media' })
    if (source.status === 'closed') return t('noMicrophone')
    return blocked ? t('blocked') : ''
  }
  return (
    <p className={classes.trouble} role="status">
      {text()}
    </p>
  )
}

function useLevels(which: MixerChannel | 'program'): (listener: (level: AudioLevel) => void) => () => void {
  const engine = useMediaEngine()
  return useCallback(
    (listener) => engine.subscribeLevels((levels) => listener(levels[which])),
    [engine, which],
  )
}
