import { UnstyledButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { CAMERA_SLOTS } from '#shared/domain/scenes/scene.ts'
import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { CameraPicker } from './CameraPicker.tsx'
import { rememberDevices } from './device-memory.ts'
import classes from './devices.module.css'

/** Positions that are always shown: what the simplest show has. */
const FIRST: readonly CameraSlot[] = [1, 2]

/** Up to four camera positions; a new one takes a camera that is not used yet. */
export function CameraList() {
  const { t } = useTranslation('devices')
  const engine = useMediaEngine()
  const slots = useMedia((state) => state.cameraSlots)
  const cameras = useMedia((state) => state.cameras)
  const [added, setAdded] = useState<ReadonlySet<CameraSlot>>(new Set())
  const shown = CAMERA_SLOTS.filter(
    (slot) => FIRST.includes(slot) || added.has(slot) || slots[slot].status !== 'closed',
  )
  const free = CAMERA_SLOTS.find((slot) => !shown.includes(slot))

  const add = (slot: CameraSlot): void => {
    setAdded(new Set([...added, slot]))
    const used = CAMERA_SLOTS.flatMap((each) => {
      const state = slots[each]
      return state.status === 'closed' ? [] : [state.device.deviceId]
    })
    const camera = cameras.find(({ deviceId }) => !used.includes(deviceId))
    if (!camera) return
    rememberDevices((before) => ({ ...before, cameras: { ...before.cameras, [slot]: camera } }))
    engine.openCamera(slot, camera).catch(() => undefined)
  }
  const remove = (slot: CameraSlot): void => setAdded(new Set([...added].filter((each) => each !== slot)))

  return (
    <div className={classes.cameras}>
      {shown.map((slot) => (
        <CameraPicker key={slot} slot={slot} onRemove={FIRST.includes(slot) ? null : () => remove(slot)} />
      ))}
      {free === undefined ? null : (
        <UnstyledButton className={classes.add} onClick={() => add(free)}>
          <IconPlus size={20} stroke={1.75} aria-hidden />
          {t('addCamera', { slot: free })}
        </UnstyledButton>
      )}
    </div>
  )
}
