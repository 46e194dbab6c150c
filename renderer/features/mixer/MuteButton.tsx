import { ActionIcon, Tooltip } from '@mantine/core'
import {
  IconDeviceDesktop,
  IconDeviceDesktopOff,
  IconMicrophone,
  IconMicrophoneOff,
  IconMusic,
  IconMusicOff,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import type { MixerChannel } from '#renderer/media/media-state.ts'

const ICONS = {
  microphone1: [IconMicrophone, IconMicrophoneOff],
  microphone2: [IconMicrophone, IconMicrophoneOff],
  music: [IconMusic, IconMusicOff],
  screen: [IconDeviceDesktop, IconDeviceDesktopOff],
} as const satisfies Record<MixerChannel, readonly unknown[]>

/** Takes a channel out of the program and back. Filled while it is muted. */
export function MuteButton({ channel }: { channel: MixerChannel }) {
  const { t } = useTranslation('mixer')
  const engine = useMediaEngine()
  const muted = useMedia((state) => state.mixer[channel].muted)
  const [On, Off] = ICONS[channel]
  const Icon = muted ? Off : On
  const label = t(muted ? 'unmute' : 'mute', { channel: t(channel) })
  return (
    <Tooltip label={channel === 'microphone1' ? `${label} (Shift+M)` : label}>
      <ActionIcon
        size="md"
        variant={muted ? 'filled' : 'default'}
        color="gray"
        aria-label={label}
        aria-pressed={muted}
        onClick={() => engine.setChannelMuted(channel, !muted)}
      >
        <Icon size={18} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  )
}
