import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import { CAMERA_SLOTS } from '#shared/domain/scenes/scene.ts'
import { useMedia } from '#renderer/media/media-context.tsx'
import type { SourceState } from '#renderer/media/media-state.ts'
import type { HealthMonitor } from './health-monitor.ts'
import classes from './HealthPanel.module.css'

/** Every camera and microphone in use: what arrives from it, or why nothing does. */
export function SourceRows({ monitor }: { monitor: HealthMonitor }) {
  const { t } = useTranslation('health')
  const slots = useMedia((state) => state.cameraSlots)
  const microphones = useMedia((state) => state.microphoneSlots)
  const mixer = useMedia((state) => state.mixer)
  const cameras = useStore(monitor.store, (state) => state.samples.at(-1)?.sample.cameras)
  const shown = CAMERA_SLOTS.filter((slot) => slot <= 2 || slots[slot].status !== 'closed')
  return (
    <dl className={classes.rows}>
      {shown.map((slot) => {
        const fps = Math.round(cameras?.find((camera) => camera.slot === slot)?.fps ?? 0)
        return <Row key={slot} name={t('camera', { slot })} source={slots[slot]} live={t('fps', { fps })} />
      })}
      <Row
        name={t('microphone')}
        source={microphones[1]}
        live={t(mixer.microphone1.muted ? 'muted' : 'open')}
      />
      {microphones[2].status === 'closed' ? null : (
        <Row
          name={t('microphone2')}
          source={microphones[2]}
          live={t(mixer.microphone2.muted ? 'muted' : 'open')}
        />
      )}
    </dl>
  )
}

function Row({ name, source, live }: { name: string; source: SourceState; live: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <SourceText source={source} live={live} />
      </dd>
    </>
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
          {source.warning ? (
            <span className={classes.trouble}> · {t(`warning_${source.warning}`)}</span>
          ) : null}
          <span className={classes.device}>{source.device.label}</span>
        </>
      )
    default:
      return source satisfies never
  }
}
