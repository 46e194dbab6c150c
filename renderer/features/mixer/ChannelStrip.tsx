import { Slider } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import type { MixerChannel } from '#renderer/media/media-state.ts'
import { LevelMeter } from '#renderer/ui/LevelMeter.tsx'
import { decibelsOf, decibelText, FADER_MAX_DB, FADER_MIN_DB, gainOf } from './decibels.ts'
import classes from './Mixer.module.css'
import { MuteButton } from './MuteButton.tsx'
import { useIsOpen, useLevels } from './use-mixer.ts'

/** A channel in full: mute, name, fader in dB, meter. A double click on the fader leaves the sound as it is. */
export function ChannelStrip({ channel }: { channel: MixerChannel }) {
  const { t } = useTranslation('mixer')
  const engine = useMediaEngine()
  const { gain, muted } = useMedia((state) => state.mixer[channel])
  const open = useIsOpen(channel)
  const subscribe = useLevels(channel)
  const db = decibelsOf(gain)
  const name = t(channel)
  return (
    <div className={classes.strip} data-open={open || undefined}>
      <MuteButton channel={channel} />
      <span className={classes.names}>
        <span>{name}</span>
        {!open || muted ? (
          <span className={classes.note}>{t(open ? 'muted' : `absent_${channel}`)}</span>
        ) : null}
      </span>
      <Slider
        size="sm"
        color="gray"
        label={null}
        thumbLabel={t('gain', { channel: name })}
        min={FADER_MIN_DB}
        max={FADER_MAX_DB}
        step={1}
        startPointValue={0}
        marks={[{ value: 0 }]}
        value={db}
        onChange={(value) => engine.setChannelGain(channel, gainOf(value))}
        onDoubleClick={() => engine.setChannelGain(channel, 1)}
      />
      <span className={classes.number}>{db === FADER_MIN_DB ? t('off') : decibelText(db)}</span>
      <LevelMeter
        label={t('level', { channel: name })}
        overLabel={t('over')}
        subscribe={subscribe}
        muted={muted}
      />
    </div>
  )
}
