import { useFullscreenElement } from '@mantine/hooks'
import { IconMaximize, IconMinimize, IconUserCircle, IconVolume, IconVolumeOff } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'

import { hasPicture } from '#renderer/features/room-player/player-view.ts'
import type { Player } from '#renderer/features/room-player/use-player.ts'
import { useRoom } from '#renderer/session-client/room-context.tsx'
import type { RoomView } from '#shared/protocol/down.ts'
import classes from './TopBar.module.css'

interface TopBarProps {
  readonly player: Player
  readonly stageRef: RefObject<HTMLElement | null>
  readonly sideBySide: boolean
  readonly onProfile: () => void
}

/** What show this is, how many watch it, and the page's own buttons. */
export function TopBar({ player, sideBySide, onProfile, stageRef }: TopBarProps) {
  const { t, i18n } = useTranslation('watch')
  const room = useRoom((state) => state.room)
  const name = useRoom(({ you }) => you?.name ?? '')
  return (
    <header className={classes.bar}>
      {room === null ? null : (
        <div className={classes.show}>
          <h1 className={classes.title}>{room.title}</h1>
          <p className={classes.facts}>
            <PhaseBadge phase={room.phase} />
            {t('online', { number: new Intl.NumberFormat(i18n.language).format(room.online) })}
          </p>
        </div>
      )}
      <div className={classes.buttons}>
        {hasPicture(player.view) ? <SoundButton player={player} /> : null}
        {sideBySide && hasPicture(player.view) ? <FullScreenButton stageRef={stageRef} /> : null}
        <button
          type="button"
          className={classes.button}
          aria-label={t('profile', { name })}
          title={t('profile', { name })}
          onClick={onProfile}
        >
          <IconUserCircle size={22} stroke={1.5} aria-hidden />
        </button>
      </div>
    </header>
  )
}

function PhaseBadge({ phase }: { phase: RoomView['phase'] }) {
  const { t } = useTranslation('watch')
  switch (phase) {
    case 'live':
      return <span className={classes.live}>{t('live')}</span>
    case 'preparing':
      return <span className={classes.notLive}>{t('notLive')}</span>
    case 'ended':
      return <span className={classes.notLive}>{t('over')}</span>
    default:
      return phase satisfies never
  }
}

function SoundButton({ player }: { player: Player }) {
  const { t } = useTranslation('watch')
  const label = player.muted ? t('unmute') : t('mute')
  return (
    <button
      type="button"
      className={classes.button}
      aria-label={label}
      title={label}
      onClick={() => player.turnSound(player.muted)}
    >
      {player.muted ? (
        <IconVolumeOff size={22} stroke={1.5} aria-hidden />
      ) : (
        <IconVolume size={22} stroke={1.5} aria-hidden />
      )}
    </button>
  )
}

function FullScreenButton({ stageRef }: { stageRef: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation('watch')
  const { fullscreen } = useFullscreenElement()
  if (!document.fullscreenEnabled) return null
  const label = fullscreen ? t('leaveFullScreen') : t('fullScreen')
  const toggle = (): void => {
    const change = fullscreen ? document.exitFullscreen() : stageRef.current?.requestFullscreen()
    void change?.catch(() => undefined)
  }
  return (
    <button type="button" className={classes.button} aria-label={label} title={label} onClick={toggle}>
      {fullscreen ? (
        <IconMinimize size={20} stroke={1.5} aria-hidden />
      ) : (
        <IconMaximize size={20} stroke={1.5} aria-hidden />
      )}
    </button>
  )
}
