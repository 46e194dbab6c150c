import { Button, Loader } from '@mantine/core'
import {
  IconAntennaBarsOff,
  IconDeviceTvOff,
  IconMoonStars,
  IconPlayerPlayFilled,
  IconUsersGroup,
  IconVolume,
  IconClockHour4,
} from '@tabler/icons-react'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'

import type { PictureFit } from './picture-fit.ts'
import { hasPicture, type PlayerView } from './player-view.ts'
import classes from './Stage.module.css'
import type { Player } from './use-player.ts'

/** The show's picture, or one calm sentence on why there is none. */
export function Stage(props: {
  player: Player
  fit: PictureFit | null
  /** Something that matters more stands where the sentence would be. */
  hushed: boolean
  stageRef: RefObject<HTMLDivElement | null>
  videoRef: RefObject<HTMLVideoElement | null>
}) {
  const { player, fit, hushed, stageRef, videoRef } = props
  const { t } = useTranslation('watch')
  const { view } = player
  return (
    <div ref={stageRef} className={classes.stage} data-view={view}>
      <video
        ref={videoRef}
        className={classes.video}
        aria-label={t('picture')}
        data-shown={hasPicture(view) || undefined}
        style={
          fit === null
            ? undefined
            : {
                objectFit: fit.fit,
                objectPosition: fit.fit === 'cover' ? '50% 50%' : `50% ${Math.round(fit.top)}px`,
              }
        }
      />
      <div className={classes.over} aria-live="polite">
        {hushed ? null : <Over player={player} />}
      </div>
    </div>
  )
}

function Over({ player }: { player: Player }) {
  const { t } = useTranslation('watch')
  switch (player.view) {
    case 'playing':
      return player.soundBlocked ? (
        <button type="button" className={classes.pill} onClick={() => player.turnSound(true)}>
          <IconVolume size={20} stroke={1.75} aria-hidden />
          {t('soundOn')}
        </button>
      ) : null
    case 'stalled':
      return (
        <div className={classes.pill} data-still>
          <Loader size={16} color="gray.2" aria-hidden />
          {t('player.stalled')}
        </div>
      )
    case 'paused':
      return (
        <button
          type="button"
          className={classes.bigPlay}
          aria-label={t('play')}
          onClick={() => {
            player.turnSound(true)
            player.play()
          }}
        >
          <IconPlayerPlayFilled size={36} aria-hidden />
        </button>
      )
    case 'connecting':
      return <Message mark={<Loader size={28} color="gray.5" aria-hidden />} title={t('player.connecting')} />
    case 'notLive':
    case 'noPicture':
    case 'full':
    case 'ended':
    case 'waiting':
      return (
        <Message
          mark={MARKS[player.view]}
          title={t(`player.${player.view}`)}
          hint={t(`player.${player.view}Hint`)}
          action={
            player.view === 'waiting' || player.view === 'noPicture' ? (
              <Button variant="default" onClick={player.retry}>
                {t('retryNow')}
              </Button>
            ) : undefined
          }
        />
      )
    default:
      return player.view satisfies never
  }
}

const MARK = { size: 40, stroke: 1.25, 'aria-hidden': true } as const

const MARKS: Readonly<
  Record<Exclude<PlayerView, 'playing' | 'stalled' | 'paused' | 'connecting'>, ReactNode>
> = {
  notLive: <IconClockHour4 {...MARK} />,
  noPicture: <IconDeviceTvOff {...MARK} />,
  full: <IconUsersGroup {...MARK} />,
  ended: <IconMoonStars {...MARK} />,
  waiting: <IconAntennaBarsOff {...MARK} />,
}

function Message(props: { mark: ReactNode; title: string; hint?: string; action?: ReactNode }) {
  return (
    <div className={classes.message}>
      {props.mark}
      <p className={classes.title}>{props.title}</p>
      {props.hint === undefined ? null : <p className={classes.hint}>{props.hint}</p>}
      {props.action}
    </div>
  )
}
