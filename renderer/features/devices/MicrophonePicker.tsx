import { Button, Group, Select, Switch, Tooltip } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import type { AudioLevel, MicrophoneProcessing } from '#renderer/media/media-state.ts'
import { LevelMeter } from '#renderer/ui/LevelMeter.tsx'
import { DEFAULT_PROCESSING, recallDevices, rememberDevices } from './device-memory.ts'
import classes from './devices.module.css'
import { useSourceProblem } from './use-source-problem.ts'

const NONE = ''
const PROCESSING = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const

/** Loud enough to be a voice rather than the room, in dBFS. */
const VOICE_DB = -45

/** Which microphone, whether it hears anything, and what the computer does to the sound. */
export function MicrophonePicker() {
  const { t } = useTranslation('devices')
  const engine = useMediaEngine()
  const microphones = useMedia((state) => state.microphones)
  const source = useMedia((state) => state.microphoneSlots[1])
  const [processing, setProcessing] = useState(() => recallDevices()?.processing ?? DEFAULT_PROCESSING)
  const chosen = source.status === 'closed' ? null : source.device
  const listed =
    chosen && !microphones.some(({ deviceId }) => deviceId === chosen.deviceId)
      ? [...microphones, chosen]
      : microphones

  const choose = (deviceId: string | null): void => {
    const microphone = listed.find((device) => device.deviceId === deviceId) ?? null
    rememberDevices((before) => ({ ...before, microphone }))
    const done = microphone ? engine.openMicrophone(1, microphone) : engine.closeMicrophone(1)
    done.catch(() => undefined)
  }
  const process = (next: MicrophoneProcessing): void => {
    setProcessing(next)
    rememberDevices((before) => ({ ...before, processing: next }))
    engine.setMicrophoneProcessing(next).catch(() => undefined)
  }

  return (
    <section className={classes.microphone}>
      <Select
        label={t('microphone')}
        data={[
          { value: NONE, label: t('noMicrophone') },
          ...listed.map(({ deviceId, label }) => ({ value: deviceId, label: label || deviceId.slice(0, 8) })),
        ]}
        value={chosen?.deviceId ?? NONE}
        onChange={choose}
        allowDeselect={false}
      />
      <MicrophoneCheck />
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
    </section>
  )
}

function MicrophoneCheck() {
  const { t } = useTranslation('devices')
  const engine = useMediaEngine()
  const source = useMedia((state) => state.microphoneSlots[1])
  const muted = useMedia((state) => state.mixer.microphone1.muted)
  const problem = useSourceProblem(source)
  const heard = useHeard(source.status === 'live')
  const subscribe = useCallback(
    (listener: (level: AudioLevel) => void) =>
      engine.subscribeLevels((levels) => listener(levels.microphone1)),
    [engine],
  )
  return (
    <div className={classes.check}>
      <LevelMeter label={t('level')} subscribe={subscribe} muted={muted} />
      <p className={classes.line} role="status">
        {problem ? (
          <>
            {problem.text} {problem.hint}{' '}
            <Button
              size="sm"
              variant="default"
              onClick={() => void engine.retryMicrophone(1).catch(() => undefined)}
            >
              {t('retry')}
            </Button>
          </>
        ) : null}
        {source.status === 'closed' ? t('microphoneOff') : null}
        {source.status === 'opening' ? t('opening') : null}
        {source.status === 'live' && muted ? (
          <>
            {t('muted')}{' '}
            <Button size="sm" variant="default" onClick={() => engine.setChannelMuted('microphone1', false)}>
              {t('unmute')}
            </Button>
          </>
        ) : null}
        {source.status === 'live' && !muted ? t(heard ? 'heard' : 'speakNow') : null}
      </p>
    </div>
  )
}

/** True once a voice has been heard since the microphone opened. */
function useHeard(live: boolean): boolean {
  const engine = useMediaEngine()
  const [heard, setHeard] = useState(false)
  useEffect(() => {
    if (!live) return
    return engine.subscribeLevels(({ microphone1 }) => {
      if (microphone1.rmsDb > VOICE_DB) setHeard(true)
    })
  }, [engine, live])
  return heard && live
}
