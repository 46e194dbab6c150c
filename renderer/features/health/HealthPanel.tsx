import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import type { ProgramStats, SourceState } from '#renderer/media/media-state.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { SourceHealthText, useSourceName } from '#renderer/ui/SourceHealthText.tsx'
import classes from './HealthPanel.module.css'

const SHOWN_SLOTS = [1, 2] as const satisfies readonly CameraSlot[]

/** How picture, sound, outputs, chat and log fare, in figures, for whoever looks after the technique. */
export function HealthPanel() {
  const { t } = useTranslation('health')
  return (
    <div className={classes.health}>
      <Group name={t('program')}>
        <Program />
      </Group>
      <Group name={t('sources')}>
        {SHOWN_SLOTS.map((slot) => (
          <Camera key={slot} slot={slot} />
        ))}
        <Microphone />
      </Group>
      <Group name={t('outputs')}>
        <Outputs />
      </Group>
      <Group name={t('session')}>
        <Session />
      </Group>
    </div>
  )
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className={classes.group}>
      <h3 className={classes.name}>{name}</h3>
      <dl className={classes.rows}>{children}</dl>
    </section>
  )
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function useStats(): ProgramStats | null {
  const engine = useMediaEngine()
  const [stats, setStats] = useState<ProgramStats | null>(null)
  useEffect(() => engine.subscribeStats(setStats), [engine])
  return stats
}

function Program() {
  const { t } = useTranslation('health')
  const stats = useStats()
  const canvas = useMedia((state) => state.canvas)
  return (
    <>
      <Row name={t('canvas')}>
        {canvas.width}×{canvas.height}
      </Row>
      <Row name={t('frameRate')}>{stats ? t('fps', { fps: Math.round(stats.framesPerSecond) }) : '—'}</Row>
      <Row name={t('renderTime')}>{stats ? t('ms', { ms: stats.renderMs.toFixed(1) }) : '—'}</Row>
      <Row name={t('skipped')}>{stats ? stats.skippedFrames : '—'}</Row>
    </>
  )
}

function Camera({ slot }: { slot: CameraSlot }) {
  const { t } = useTranslation('health')
  const source = useMedia((state) => state.cameraSlots[slot])
  const stats = useStats()
  const fps = Math.round(stats?.cameraFramesPerSecond[slot] ?? 0)
  return (
    <Row name={t('camera', { slot })}>
      <SourceText source={source} live={t('fps', { fps })} />
    </Row>
  )
}

function Microphone() {
  const { t } = useTranslation('health')
  const source = useMedia((state) => state.microphoneSlots[1])
  const muted = useMedia((state) => state.mixer.microphone1.muted)
  return (
    <Row name={t('microphone')}>
      <SourceText source={source} live={t(muted ? 'muted' : 'open')} />
    </Row>
  )
}

function SourceText({ source, live }: { source: SourceState; live: string }) {
  const { t } = useTranslation(['health', 'media'])
  switch (source.status) {
    case 'closed':
      return t('notUsed')
    case 'opening':
      return t('opening')
    case 'failed':
      return <span className={classes.trouble}>{t(source.error.messageKey, { ns: 'media' })}</span>
    case 'live':
      return (
        <>
          {live}
          {source.format ? ` · ${source.format.width}×${source.format.height}` : ''}
          <span className={classes.device}>{source.device.label}</span>
        </>
      )
    default:
      return source satisfies never
  }
}

function Outputs() {
  const { t } = useTranslation(['health', 'media'])
  const outputs = useMedia((state) => state.outputs)
  if (outputs.length === 0) return <Row name={t('localRoom')}>{t('notSending')}</Row>
  return outputs.map((output) => (
    <Row key={output.id} name={t('localRoom')}>
      {output.error ? (
        <span className={classes.trouble}>{t(output.error.messageKey, { ns: 'media' })}</span>
      ) : (
        t('viewers', { count: output.viewers, connecting: output.connecting })
      )}
    </Row>
  ))
}

function Session() {
  const { t } = useTranslation(['health', 'chatSources'])
  const nameOf = useSourceName()
  const link = useStaff((state) => state.link)
  const log = useStaff((state) => state.log)
  const sources = useStaff((state) => state.sources)
  const danmaku = useStaff((state) => state.session?.totals.danmaku ?? 0)
  const seq = useStaff((state) => state.session?.seq ?? 0)
  return (
    <>
      <Row name={t('link')}>{t(link === 'connected' ? 'connected' : 'notConnected')}</Row>
      <Row name={t('log')}>
        {log.state === 'ok' ? (
          t('logOk', { count: seq })
        ) : (
          <span className={classes.trouble}>
            {t('logWaiting', { count: log.waiting, problem: log.problem ?? '' })}
          </span>
        )}
      </Row>
      <Row name={t('chat')}>{t('chatTotal', { count: danmaku })}</Row>
      {sources.map((health) => (
        <Row key={health.source} name={nameOf(health.source)}>
          <SourceHealthText health={health} />
          {health.problem === null ? null : (
            <span className={classes.trouble}>
              {' · '}
              {t(`chatSources:problem_${health.problem}`, { detail: '' })}
            </span>
          )}
        </Row>
      ))}
    </>
  )
}
