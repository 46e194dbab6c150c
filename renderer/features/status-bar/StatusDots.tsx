import { Popover, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircle, IconCircleFilled } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { SourceHealth } from '#shared/protocol/down.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { SourceHealthText, useSourceName } from '#renderer/ui/SourceHealthText.tsx'
import { outputsHealth } from './outputs-health.ts'
import { pictureHealth, type PictureHealth } from './picture-health.ts'
import classes from './status-bar.module.css'

type Light = 'on' | 'off' | 'trouble'

/** Outputs, sources, log and picture in words; a mark before each differs in shape, and a press tells more. */
export function StatusDots() {
  return (
    <div className={classes.dots}>
      <Outputs />
      <Sources />
      <Log />
      <Picture />
    </div>
  )
}

function Outputs() {
  const { t } = useTranslation('statusBar')
  const outputs = useMedia((state) => state.outputs)
  const viewers = outputs.reduce((sum, output) => sum + output.viewers, 0)
  switch (outputsHealth(outputs)) {
    case 'none':
      return <Dot light="off" text={t('outputOff')} more={t('outputOffHint')} />
    case 'failed':
      return <Dot light="trouble" text={t('outputFailed')} more={t('outputFailedHint')} />
    case 'reconnecting':
      return <Dot light="trouble" text={t('outputReconnecting')} more={t('outputReconnectingHint')} />
    case 'connecting':
      return <Dot light="off" text={t('outputConnecting')} more={t('outputConnectingHint')} />
    case 'room':
      return (
        <Dot
          light="on"
          text={t('outputOn', { count: viewers })}
          more={t('outputOnHint', { count: viewers })}
        />
      )
    case 'live': {
      const published = outputs.filter(({ kind }) => kind !== 'localRoom').length
      const more = t('outputLiveHint', { published, count: viewers })
      return <Dot light="on" text={t('outputLive', { published, count: viewers })} more={more} />
    }
  }
}

function Sources() {
  const { t } = useTranslation(['statusBar', 'chatSources'])
  const nameOf = useSourceName()
  const sources = useStaff((state) => state.sources)
  const inTouch = useStaff((state) => state.link === 'connected')
  const perMinute = sources.reduce((sum, source) => sum + source.perMinute, 0)
  const isAny = (wanted: SourceHealth['state']): boolean => sources.some(({ state }) => state === wanted)
  const names = sources.map((health) => (
    <p key={health.source} className={classes.line}>
      {nameOf(health.source)} · <SourceHealthText health={health} />
      {health.problem === null ? null : (
        <span className={classes.problem}>
          {t(`chatSources:problem_${health.problem}`, { detail: t('chatSources:seeDialog') })}
        </span>
      )}
    </p>
  ))
  if (!inTouch) return <Dot light="off" text={t('sourceUnknown')} more={t('unknownHint')} />
  if (isAny('failed')) return <Dot light="trouble" text={t('sourceFailed')} more={names} />
  if (isAny('stale')) return <Dot light="trouble" text={t('sourceStale')} more={names} />
  if (isAny('reconnecting')) return <Dot light="trouble" text={t('sourceReconnecting')} more={names} />
  if (sources.length === 0) return <Dot light="off" text={t('sourceOff')} more={t('sourceOffHint')} />
  const light = isAny('connected') ? 'on' : 'off'
  return <Dot light={light} text={t('sourceOn', { count: perMinute })} more={names} />
}

function Log() {
  const { t } = useTranslation('statusBar')
  const log = useStaff((state) => state.log)
  const seq = useStaff((state) => state.session?.seq ?? 0)
  const inTouch = useStaff((state) => state.link === 'connected')
  if (!inTouch) return <Dot light="off" text={t('logUnknown')} more={t('unknownHint')} />
  if (log.state === 'ok') return <Dot light="on" text={t('logOk')} more={t('logOkHint', { count: seq })} />
  return <Dot light="trouble" text={t('logDegraded', { count: log.waiting })} more={t('logWaitsHint')} />
}

function Picture() {
  const { t } = useTranslation('statusBar')
  const { health, framesPerSecond } = usePictureHealth()
  switch (health) {
    case 'none':
      return <Dot light="off" text={t('pictureNone')} more={t('pictureNoneHint')} />
    case 'good':
      return <Dot light="on" text={t('pictureGood')} more={t('pictureHint', { fps: framesPerSecond })} />
    case 'slow':
      return (
        <Dot light="trouble" text={t('pictureSlow')} more={t('pictureSlowHint', { fps: framesPerSecond })} />
      )
    case 'failed':
      return <Dot light="trouble" text={t('pictureFailed')} more={t('pictureFailedHint')} />
    default:
      return health satisfies never
  }
}

function usePictureHealth(): { health: PictureHealth; framesPerSecond: number } {
  const engine = useMediaEngine()
  const failed = useMedia((state) => state.failure !== null)
  const onAir = useMedia((state) => state.programSceneId !== null)
  const [framesPerSecond, setFramesPerSecond] = useState<number | null>(null)
  useEffect(
    () => engine.subscribeStats((stats) => setFramesPerSecond(Math.round(stats.framesPerSecond))),
    [engine],
  )
  return {
    health: pictureHealth({ failed, onAir, framesPerSecond }),
    framesPerSecond: framesPerSecond ?? 0,
  }
}

function Dot({ light, text, more }: { light: Light; text: string; more: ReactNode }) {
  return (
    <Popover position="bottom" width={300}>
      <Popover.Target>
        <UnstyledButton className={classes.dot} data-light={light}>
          <Mark light={light} />
          <span>{text}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.more}>{more}</div>
      </Popover.Dropdown>
    </Popover>
  )
}

function Mark({ light }: { light: Light }) {
  if (light === 'on') return <IconCircleFilled size={9} aria-hidden />
  if (light === 'off') return <IconCircle size={11} stroke={1.75} aria-hidden />
  return <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
}
