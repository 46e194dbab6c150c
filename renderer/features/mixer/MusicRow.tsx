import { ActionIcon, Button, FileButton, Switch, Tooltip } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { MediaError } from '#renderer/media/media-error.ts'
import { formatMinutes } from '#renderer/ui/time.ts'
import classes from './Mixer.module.css'

/** Background music: choose a file, play, pause, hear it oneself. */
export function MusicRow() {
  const { t } = useTranslation(['mixer', 'media'])
  const engine = useMediaEngine()
  const music = useMedia((state) => state.music)
  const monitor = useMedia((state) => state.musicMonitor)
  const screenShared = useMedia((state) => state.screen.status === 'live')
  const [opening, setOpening] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const choose = async (file: File | null): Promise<void> => {
    if (!file) return
    setOpening(file.name)
    setProblem(null)
    try {
      await engine.setMusic({ name: file.name, file })
    } catch (error) {
      const refused = !(error instanceof MediaError) || error.kind === 'formatRefused'
      setProblem(refused ? t('musicRefused', { name: file.name }) : t(error.messageKey, { ns: 'media' }))
    } finally {
      setOpening(null)
    }
  }
  const note = (): string => {
    if (problem !== null) return problem
    if (monitor && screenShared) return t('monitorHeldBack')
    return music.status === 'none' ? t('musicHint') : ''
  }

  return (
    <div className={classes.section}>
      <div className={classes.music}>
        <PlayButton />
        <span className={classes.track}>
          {opening !== null ? t('musicOpening', { name: opening }) : <TrackName />}
        </span>
        {music.status === 'none' || opening !== null ? null : (
          <Tooltip label={t('musicRemove')}>
            <ActionIcon
              size="md"
              variant="subtle"
              color="gray"
              aria-label={t('musicRemove')}
              onClick={() => void engine.setMusic(null)}
            >
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        )}
        <FileButton accept="audio/*" onChange={(file) => void choose(file)}>
          {(props) => (
            <Button {...props} size="sm" variant="light" loading={opening !== null}>
              {t(music.status === 'none' ? 'musicChoose' : 'musicReplace')}
            </Button>
          )}
        </FileButton>
        <Tooltip label={t('monitorHint')}>
          <Switch
            size="sm"
            label={t('monitor')}
            checked={monitor}
            onChange={(event) => engine.setMusicMonitor(event.currentTarget.checked)}
          />
        </Tooltip>
      </div>
      <p className={classes.hint} role="status">
        {note()}
      </p>
    </div>
  )
}

/** Play or pause; without music it stands there unpressable, so that nothing moves when music comes. */
export function PlayButton() {
  const { t } = useTranslation('mixer')
  const engine = useMediaEngine()
  const status = useMedia((state) => state.music.status)
  const label = t(status === 'playing' ? 'pause' : 'play')
  return (
    <Tooltip label={label}>
      <ActionIcon
        size="md"
        variant="default"
        aria-label={label}
        disabled={status === 'none' || status === 'failed'}
        onClick={() => void engine.setMusicPlaying(status !== 'playing').catch(() => undefined)}
      >
        {status === 'playing' ? (
          <IconPlayerPause size={18} stroke={1.75} />
        ) : (
          <IconPlayerPlay size={18} stroke={1.75} />
        )}
      </ActionIcon>
    </Tooltip>
  )
}

function TrackName() {
  const { t } = useTranslation('mixer')
  const music = useMedia((state) => state.music)
  switch (music.status) {
    case 'none':
      return <span className={classes.note}>{t('absent_music')}</span>
    case 'failed':
      return <span className={classes.note}>{music.name}</span>
    case 'playing':
    case 'paused':
      return (
        <>
          <span className={classes.trackName} title={music.name}>
            {music.name}
          </span>
          <span className={classes.note}>{formatMinutes(music.durationMs)}</span>
        </>
      )
    default:
      return music satisfies never
  }
}
