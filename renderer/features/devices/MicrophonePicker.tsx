import { Button, Select } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { MICROPHONE_SLOTS } from '#renderer/media/media-state.ts'
import type { AudioLevel, MicrophoneSlot, SourceState } from '#renderer/media/media-state.ts'
import { LevelMeter } from '#renderer/ui/LevelMeter.tsx'
import { rememberDevices } from './device-memory.ts'
import classes from './devices.module.css'
import { useSourceProblem } from './use-source-problem.ts'

const NONE = ''
/** Loud enough to be a voice rather than the room, in dBFS. */
const VOICE_DB = -45

/** One microphone position: which device is in it, and whether it hears anything. */
export function MicrophonePicker({ slot }: { slot: MicrophoneSlot }) {
  const { t } = useTranslation('devices')
  const engine = useMediaEngine()
  const microphones = useMedia((state) => state.microphones)
  const source = useMedia((state) => state.microphoneSlots[slot])
  const twice = useMedia((state) => isInBoth(state.microphoneSlots))
  const chosen = source.status === 'closed' ? null : source.device
  // A microphone that is unplugged keeps its line in the list, so that the choice stays readable.
  const listed =
    chosen && !microphones.some(({ deviceId }) => deviceId === chosen.deviceId)
      ? [...microphones, chosen]
      : microphones

  const choose = (deviceId: string | null): void => {
    const microphone = listed.find((device) => device.deviceId === deviceId) ?? null
    rememberDevices((before) => ({ ...before, microphones: { ...before.microphones, [slot]: microphone } }))
    // What goes wrong shows in the slot's own state.
    const done = microphone ? engine.openMicrophone(slot, microphone) : engine.closeMicrophone(slot)
    done.catch(() => undefined)
  }

  return (
    <div className={classes.microphone}>
      <Select
        label={t(`microphone${slot}`)}
        data={[
          { value: NONE, label: t(slot === 1 ? 'noMicrophone' : 'noSecondMicrophone') },
          ...listed.map(({ deviceId, label }) => ({ value: deviceId, label: label || deviceId.slice(0, 8) })),
        ]}
        value={chosen?.deviceId ?? NONE}
        onChange={choose}
        allowDeselect={false}
        comboboxProps={{ withinPortal: true }}
      />
      <MicrophoneCheck slot={slot} source={source} sameAsOther={twice} />
    </div>
  )
}

function MicrophoneCheck(props: { slot: MicrophoneSlot; source: SourceState; sameAsOther: boolean }) {
  const { slot, source, sameAsOther } = props
  const { t } = useTranslation('devices')
  const engine = useMediaEngine()
  const channel = `microphone${slot}` as const
  const muted = useMedia((state) => state.mixer[channel].muted)
  const subscribe = useCallback(
    (listener: (level: AudioLevel) => void) => engine.subscribeLevels((levels) => listener(levels[channel])),
    [engine, channel],
  )
  if (source.status === 'closed' && slot === 2) return <p className={classes.line}>{t('secondHint')}</p>
  return (
    <div className={classes.check}>
      <LevelMeter label={t('level')} overLabel={t('over')} subscribe={subscribe} muted={muted} />
      <p className={classes.line} role="status">
        {sameAsOther && slot === 2 ? (
          t('sameMicrophone')
        ) : (
          <MicrophoneLine slot={slot} source={source} muted={muted} />
        )}
      </p>
    </div>
  )
}

/** What there is to say about a microphone, and what to do about it. */
function MicrophoneLine(props: { slot: MicrophoneSlot; source: SourceState; muted: boolean }) {
  const { slot, source, muted } = props
  const { t } = useTranslation('devices')
  const engine = useMediaEngine()
  const problem = useSourceProblem(source)
  const heard = useHeard(slot, source.status === 'live')
  const action = (text: string, run: () => void) => (
    <Button size="sm" variant="default" onClick={run}>
      {text}
    </Button>
  )
  if (problem) {
    return (
      <>
        {problem.text} {problem.hint}{' '}
        {action(t('retry'), () => void engine.retryMicrophone(slot).catch(() => undefined))}
      </>
    )
  }
  if (source.status === 'closed') return t('microphoneOff')
  if (source.status !== 'live') return t('opening')
  if (source.warning === 'silent') {
    const { device } = source
    return (
      <>
        {t('silentLine')}{' '}
        {action(t('reopen'), () => void engine.openMicrophone(slot, device).catch(() => undefined))}
      </>
    )
  }
  if (source.warning === 'muted') return t('mutedByDevice')
  if (muted) {
    return (
      <>
        {t('muted')} {action(t('unmute'), () => engine.setChannelMuted(`microphone${slot}`, false))}
      </>
    )
  }
  return t(heard ? 'heard' : 'speakNow')
}

/** True once a voice has been heard since the microphone opened. */
function useHeard(slot: MicrophoneSlot, live: boolean): boolean {
  const engine = useMediaEngine()
  const [heard, setHeard] = useState(false)
  useEffect(() => {
    if (!live) return
    return engine.subscribeLevels((levels) => {
      if (levels[`microphone${slot}`].rmsDb > VOICE_DB) setHeard(true)
    })
  }, [engine, slot, live])
  return heard && live
}

/** The same device in both positions would be heard twice as loud. */
function isInBoth(slots: Readonly<Record<MicrophoneSlot, SourceState>>): boolean {
  const [first, second] = MICROPHONE_SLOTS.map((slot) => {
    const state = slots[slot]
    return state.status === 'closed' ? null : state.device.deviceId
  })
  return first !== null && first === second
}
