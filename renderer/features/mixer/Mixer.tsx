import { Button, Popover } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { MIXER_CHANNELS } from '#renderer/media/media-state.ts'
import type { MixerChannel } from '#renderer/media/media-state.ts'
import { LevelMeter } from '#renderer/ui/LevelMeter.tsx'
import { useStudioKeys } from '#renderer/ui/use-studio-keys.ts'
import { decibelsOf, decibelText } from './decibels.ts'
import classes from './Mixer.module.css'
import { MixerPanel } from './MixerPanel.tsx'
import { MuteButton } from './MuteButton.tsx'
import { PlayButton } from './MusicRow.tsx'
import { useIsOpen, useLevels, useSoundTrouble } from './use-mixer.ts'

/** What is heard, at a glance: a cell for every channel in use, the program, and the way to the whole desk. */
export function Mixer() {
  const { t } = useTranslation('mixer')
  const engine = useMediaEngine()
  useStudioKeys([
    {
      // M alone merges questions.
      keys: 'shift+M',
      run: () => engine.setChannelMuted('microphone1', !engine.getState().mixer.microphone1.muted),
    },
  ])
  return (
    <section className={classes.mixer} aria-label={t('title')}>
      <div className={classes.cells}>
        {MIXER_CHANNELS.map((channel) => (
          <ChannelCell key={channel} channel={channel} />
        ))}
        <ProgramCell />
      </div>
      <SoundTrouble />
    </section>
  )
}

/** The host's own microphone keeps its place even when it is absent; the others come and go. */
function ChannelCell({ channel }: { channel: MixerChannel }) {
  const { t } = useTranslation('mixer')
  const { gain, muted } = useMedia((state) => state.mixer[channel])
  const open = useIsOpen(channel)
  const subscribe = useLevels(channel)
  if (!open && channel !== 'microphone1') return null
  const name = t(channel)
  const db = decibelsOf(gain)
  return (
    <div className={classes.cell}>
      {channel === 'music' ? <PlayButton /> : <MuteButton channel={channel} />}
      <div className={classes.reading}>
        <span className={classes.line}>
          <span className={classes.name}>{name}</span>
          <span className={classes.number}>{muted ? t('muted') : db === 0 ? '' : decibelText(db)}</span>
        </span>
        <LevelMeter
          label={t('level', { channel: name })}
          overLabel={t('over')}
          subscribe={subscribe}
          muted={muted}
        />
      </div>
    </div>
  )
}

function ProgramCell() {
  const { t } = useTranslation('mixer')
  const headingId = useId()
  const subscribe = useLevels('program')
  return (
    <div className={classes.cell}>
      <Popover position="top-start" width={600} withinPortal trapFocus shadow="none">
        <Popover.Target>
          <Button
            size="sm"
            variant="default"
            className={classes.more}
            leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.75} aria-hidden />}
          >
            {t('more')}
          </Button>
        </Popover.Target>
        {/* Its own name, not that of the button: “more” says nothing to those who hear it. */}
        <Popover.Dropdown aria-labelledby={headingId}>
          <MixerPanel headingId={headingId} />
        </Popover.Dropdown>
      </Popover>
      <div className={classes.reading}>
        <span className={classes.line}>
          <span className={classes.name}>{t('program')}</span>
        </span>
        <LevelMeter
          label={t('level', { channel: t('program') })}
          overLabel={t('tooLoud')}
          subscribe={subscribe}
        />
      </div>
    </div>
  )
}

/** One line when viewers may not hear what they should; its place stays empty otherwise. */
function SoundTrouble() {
  return (
    <p className={classes.trouble} role="status">
      {useSoundTrouble()}
    </p>
  )
}
