import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import type { MediaState, MixerChannel } from '#renderer/media/media-state.ts'
import type { MeterReading } from '#renderer/ui/LevelMeter.tsx'

/** The limiter at work like this is heard: the mix is too loud. */
export const LIMITED_DB = 3

/** Stable for `LevelMeter`. The program counts as too loud while the limiter has to hold it down. */
export function useLevels(
  which: MixerChannel | 'program',
): (listener: (reading: MeterReading) => void) => () => void {
  const engine = useMediaEngine()
  return useCallback(
    (listener) =>
      engine.subscribeLevels((levels) => {
        const level = levels[which]
        if (which !== 'program') listener(level)
        else listener({ ...level, over: (levels.limitedDb ?? 0) >= LIMITED_DB })
      }),
    [engine, which],
  )
}

/** Whether anything is plugged into a channel. */
const isOpen = (state: MediaState, channel: MixerChannel): boolean => {
  switch (channel) {
    case 'microphone1':
      return state.microphoneSlots[1].status !== 'closed'
    case 'microphone2':
      return state.microphoneSlots[2].status !== 'closed'
    case 'music':
      return state.music.status !== 'none'
    case 'screen':
      return state.screen.status === 'live'
    default:
      return channel satisfies never
  }
}

export const useIsOpen = (channel: MixerChannel): boolean => useMedia((state) => isOpen(state, channel))

/** What keeps viewers from hearing what they should, the gravest first; an empty text when nothing does. */
export function useSoundTrouble(): string {
  const { t } = useTranslation(['mixer', 'media'])
  const [first, second] = [
    useMedia((state) => state.microphoneSlots[1]),
    useMedia((state) => state.microphoneSlots[2]),
  ]
  const audioOutput = useMedia((state) => state.audioOutput)
  if (audioOutput === 'interrupted') return t('interrupted')
  for (const [slot, source] of [[1, first] as const, [2, second] as const]) {
    const microphone = t(`microphone${slot}`)
    if (source.status === 'failed') {
      return t('troubled', { channel: microphone, trouble: t(source.error.messageKey, { ns: 'media' }) })
    }
    if (source.status === 'live' && source.warning !== null) {
      return t('troubled', { channel: microphone, trouble: t(`warning_${source.warning}`) })
    }
    if (slot === 1 && source.status === 'closed') return t('noMicrophone')
  }
  return audioOutput === 'blocked' ? t('blocked') : ''
}
