import { Slider, Switch } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { MIXER_CHANNELS } from '#renderer/media/media-state.ts'
import { LevelMeter } from '#renderer/ui/LevelMeter.tsx'
import { ChannelStrip } from './ChannelStrip.tsx'
import { decibelText } from './decibels.ts'
import classes from './Mixer.module.css'
import { MusicRow } from './MusicRow.tsx'
import { LIMITED_DB, useLevels } from './use-mixer.ts'

const MAX_DEPTH_DB = 30
const MAX_DELAY_MS = 500

/** The whole desk: every channel with its fader, the music, and what is done to the mix. */
export function MixerPanel({ headingId }: { headingId: string }) {
  const { t } = useTranslation('mixer')
  return (
    <div className={classes.panel}>
      <h2 id={headingId} className={classes.heading}>
        {t('desk')}
      </h2>
      <div className={classes.strips}>
        {MIXER_CHANNELS.map((channel) => (
          <ChannelStrip key={channel} channel={channel} />
        ))}
        <ProgramStrip />
      </div>
      <MusicRow />
      <DuckingRow />
      <DelayRow />
    </div>
  )
}

function ProgramStrip() {
  const { t } = useTranslation('mixer')
  const subscribe = useLevels('program')
  return (
    <div className={`${classes.strip} ${classes.programStrip}`} data-open>
      <span className={classes.names}>{t('program')}</span>
      <LimiterText />
      <LevelMeter
        label={t('level', { channel: t('program') })}
        overLabel={t('tooLoud')}
        subscribe={subscribe}
      />
    </div>
  )
}

/** Says when the limiter is at work, in steps that a host can read. */
function LimiterText() {
  const { t } = useTranslation('mixer')
  const engine = useMediaEngine()
  const [limitedDb, setLimitedDb] = useState(0)
  useEffect(
    () =>
      engine.subscribeLevels((levels) => {
        const limited = levels.limitedDb ?? 0
        setLimitedDb(limited < LIMITED_DB ? 0 : Math.round(limited))
      }),
    [engine],
  )
  return <span className={classes.limiter}>{limitedDb === 0 ? '' : t('limited', { db: limitedDb })}</span>
}

function DuckingRow() {
  const { t } = useTranslation('mixer')
  const engine = useMediaEngine()
  const { enabled, depthDb } = useMedia((state) => state.ducking)
  return (
    <div className={classes.setting}>
      <Switch
        size="sm"
        label={t('ducking')}
        checked={enabled}
        onChange={(event) => engine.setDucking({ enabled: event.currentTarget.checked, depthDb })}
      />
      <Slider
        size="sm"
        color="gray"
        label={null}
        thumbLabel={t('duckingDepth')}
        disabled={!enabled}
        min={3}
        max={MAX_DEPTH_DB}
        step={1}
        value={depthDb}
        onChange={(depth) => engine.setDucking({ enabled, depthDb: depth })}
      />
      <span className={classes.number}>{decibelText(-depthDb)}</span>
    </div>
  )
}

function DelayRow() {
  const { t } = useTranslation('mixer')
  const engine = useMediaEngine()
  const delayMs = useMedia((state) => state.audioDelayMs)
  return (
    <div className={classes.section}>
      <div className={classes.setting}>
        <span>{t('delay')}</span>
        <Slider
          size="sm"
          color="gray"
          label={null}
          thumbLabel={t('delay')}
          min={0}
          max={MAX_DELAY_MS}
          step={10}
          value={delayMs}
          onChange={(ms) => engine.setAudioDelay(ms)}
          onDoubleClick={() => engine.setAudioDelay(0)}
        />
        <span className={classes.number}>{delayMs} ms</span>
      </div>
      <p className={classes.hint}>{t('delayHint')}</p>
    </div>
  )
}
