import { ActionIcon, Button, Select, Tooltip } from '@mantine/core'
import { IconVideoOff, IconX } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import { useMediaEngine } from '#renderer/media/media-context.tsx'
import { CameraView } from '#renderer/media/media-view.tsx'
import type { SourceState } from '#renderer/media/media-state.ts'
import classes from './devices.module.css'
import { useCameraChoice } from './use-camera-choice.ts'
import { useSourceProblem } from './use-source-problem.ts'

const NONE = ''

/** One camera position: which device is in it, its raw picture, and what is wrong if nothing comes. */
export function CameraPicker({ slot, onRemove }: { slot: CameraSlot; onRemove: (() => void) | null }) {
  const { t } = useTranslation('devices')
  const { cameras, source, elsewhere, choose } = useCameraChoice(slot)
  const chosen = source.status === 'closed' ? null : source.device
  return (
    <section className={classes.camera} aria-label={t('camera', { slot })}>
      <div className={classes.choice}>
        <Select
          className={classes.select}
          label={t('camera', { slot })}
          data={[
            { value: NONE, label: t('noCamera') },
            ...cameras.map(({ deviceId, label }) => ({
              value: deviceId,
              label: label || deviceId.slice(0, 8),
            })),
          ]}
          value={chosen?.deviceId ?? NONE}
          onChange={choose}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
        />
        {onRemove ? (
          <Tooltip label={t('removeCamera', { slot })}>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={t('removeCamera', { slot })}
              onClick={() => {
                choose(NONE)
                onRemove()
              }}
            >
              <IconX size={18} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        ) : null}
      </div>
      <CameraPicture slot={slot} source={source} />
      <p className={classes.line}>
        {elsewhere === null ? <SourceLine source={source} /> : t('sameCamera', { slot: elsewhere })}
      </p>
    </section>
  )
}

function CameraPicture({ slot, source }: { slot: CameraSlot; source: SourceState }) {
  const { t } = useTranslation('devices')
  const engine = useMediaEngine()
  const problem = useSourceProblem(source)
  const retry = useCallback(() => void engine.retryCamera(slot).catch(() => undefined), [engine, slot])
  return (
    <div className={classes.picture} data-status={source.status}>
      <CameraView engine={engine} slot={slot} className={classes.view} />
      {source.status === 'live' ? null : (
        <div className={classes.cover}>
          {source.status === 'opening' ? null : <IconVideoOff size={28} stroke={1.5} aria-hidden />}
          <span>{source.status === 'opening' ? t('opening') : (problem?.text ?? t('cameraOff'))}</span>
          {problem ? (
            <Button size="sm" variant="default" onClick={retry}>
              {t('retry')}
            </Button>
          ) : null}
        </div>
      )}
    </div>
  )
}

function SourceLine({ source }: { source: SourceState }) {
  const { t } = useTranslation('devices')
  const problem = useSourceProblem(source)
  if (problem) return problem.hint
  if (source.status === 'closed') return t('cameraOffHint')
  if (source.status !== 'live') return null
  if (source.warning === 'frozen') return <strong className={classes.warning}>{t('cameraFrozen')}</strong>
  if (source.warning === 'muted') return <strong className={classes.warning}>{t('cameraHeldBack')}</strong>
  if (source.format === null) return null
  const { width, height, frameRate } = source.format
  return t('format', { width, height, fps: Math.round(frameRate) })
}
