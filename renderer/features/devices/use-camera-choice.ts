import { CAMERA_SLOTS } from '#shared/domain/scenes/scene.ts'
import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import type { DeviceRef, SourceState } from '#renderer/media/media-state.ts'
import { rememberDevices } from './device-memory.ts'

interface CameraChoice {
  /** Those there are, and the chosen one even while it is unplugged, so that the choice stays readable. */
  readonly cameras: readonly DeviceRef[]
  readonly source: SourceState
  /** Another position that shows the same camera, or null. */
  readonly elsewhere: CameraSlot | null
  /** Puts a device into the position and remembers it; an id that is not there empties it. */
  readonly choose: (deviceId: string | null) => void
}

export function useCameraChoice(slot: CameraSlot): CameraChoice {
  const engine = useMediaEngine()
  const present = useMedia((state) => state.cameras)
  const source = useMedia((state) => state.cameraSlots[slot])
  const elsewhere = useMedia((state) => slotOf(state.cameraSlots, source, slot))
  const chosen = source.status === 'closed' ? null : source.device
  const cameras =
    chosen && !present.some(({ deviceId }) => deviceId === chosen.deviceId) ? [...present, chosen] : present

  const choose = (deviceId: string | null): void => {
    const camera = cameras.find((device) => device.deviceId === deviceId) ?? null
    rememberDevices((before) => ({ ...before, cameras: { ...before.cameras, [slot]: camera } }))
    // What goes wrong shows in the slot's own state.
    const done = camera ? engine.openCamera(slot, camera) : engine.closeCamera(slot)
    done.catch(() => undefined)
  }
  return { cameras, source, elsewhere, choose }
}

function slotOf(
  slots: Readonly<Record<CameraSlot, SourceState>>,
  source: SourceState,
  slot: CameraSlot,
): CameraSlot | null {
  if (source.status === 'closed') return null
  const other = CAMERA_SLOTS.find((candidate) => {
    const state = slots[candidate]
    return candidate !== slot && state.status !== 'closed' && state.device.deviceId === source.device.deviceId
  })
  return other ?? null
}
