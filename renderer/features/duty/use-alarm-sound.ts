import { useLocalStorage } from '@mantine/hooks'
import { useCallback, useEffect, useMemo, useRef } from 'react'

import { playChime } from './chime.ts'

const CHIME_EVERY_MS = 10_000

export interface AlarmSound {
  readonly on: boolean
  readonly setOn: (on: boolean) => void
}

/** The sound of the alarm: off until somebody turns it on, remembered on this device, again every ten seconds. */
export function useAlarmSound(ringing: boolean): AlarmSound {
  const [on, store] = useLocalStorage({
    key: 'huitou.alarmSound',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const context = useRef<AudioContext | null>(null)

  const chime = useCallback(() => {
    context.current ??= new AudioContext()
    const audio = context.current
    // Browsers keep audio suspended until the page has been pressed once; a chime that may not sound is let go.
    void audio.resume().then(() => playChime(audio))
  }, [])

  useEffect(() => {
    if (!on || !ringing) return
    chime()
    const timer = setInterval(chime, CHIME_EVERY_MS)
    return () => clearInterval(timer)
  }, [chime, on, ringing])

  const setOn = useCallback(
    (next: boolean) => {
      store(next)
      // Turning it on lets the person hear what it will be, and is the press that browsers ask for.
      if (next) chime()
    },
    [chime, store],
  )
  return useMemo(() => ({ on, setOn }), [on, setOn])
}
