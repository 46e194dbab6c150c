import { Button, Select } from '@mantine/core'
import { IconVideoOff } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { CameraView } from '#renderer/media/media-view.tsx'
import type { SourceState } from '#renderer/media/media-state.ts'
import { rememberDevices, USED_SLOTS, type UsedSlot } from './device-memory.ts'
import classes from './devices.module.css'
import { useSourceProblem } from './use-source-problem.ts'

const NONE = ''

/** One camera position: which device is in it, its raw picture, and what is wrong if nothing comes. */
export function CameraPicker({ slot }: { slot: UsedSlot }) {
  const { t } = useTranslation('devices')
  const engine = useMediaEngine()
  const cameras = useMedia((state) => state.cameras)
  const source = useMedia((state) => state.cameraSlots[slot])
  const elsewhere = useMedia((state) => slotOf(state.cameraSlots, source, slot))
  const chosen = source.status === 'closed' ? null : source.device
  // A camera that is unplugged keeps its line in the list, so that the choice stays readable.
  const listed =
    chosen && !cameras.some(({ deviceId }) => deviceId === chosen.deviceId) ? [...cameras, chosen] : cameras

  const choose = (deviceId: string | null): void => {
    const camera = listed.find((device) => device.deviceId === deviceId) ?? null
    rememberDevices((before) => ({ ...before, cameras: { ...before.cameras, [slot]: camera } }))
    // What goes wrong shows in the slot's own state.
    const done = camera ? engine.openCamera(slot, camera) : engine.closeCamera(slot)
    done.catch(() => undefined)
  }

  return (
    <section className={classes.camera}>
      <Select
        label={t('camera', { slot })}
        data={[
          { value: NONE, label: t('noCamera') },
          ...listed.map(({ deviceId, label }) => ({ value: deviceId, label: label || deviceId.slice(0, 8) })),
        ]}
        value={chosen?.deviceId ?? NONE}
        onChange={choose}
        allowDeselect={false}
        comboboxProps={{ withinPortal: true }}
      />
      <CameraPicture slot={slot} source={source} />
      <p className={classes.line}>
        {elsewhere === null ? <SourceLine source={source} /> : t('sameCamera', { slot: elsewhere })}
      </p>
    </section>
  )
}

function CameraPicture({ slot, source }: { slot: UsedSlot; source: SourceState }) {
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
  if (source.status !== 'live' || source.format === null) return null
  const { width, height, frameRate } = source.format
  return t('format', { width, height, fps: Math.round(frameRate) })
}

/** Another slot that shows the same camera, or null. */
function slotOf(
  slots: Readonly<Record<UsedSlot, SourceState>>,
  source: SourceState,
  slot: UsedSlot,
): UsedSlot | null {
  if (source.status === 'closed') return null
  const other = USED_SLOTS.find((candidate) => {
    const state = slots[candidate]
    return candidate !== slot && state.status !== 'closed' && state.device.deviceId === source.device.deviceId
  })
  return other ?? null
}
