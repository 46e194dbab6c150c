import { z } from 'zod'

import { CAMERA_SLOTS } from '#shared/domain/scenes/scene.ts'
import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import { matchDevice } from '#renderer/media/match-device.ts'
import { MICROPHONE_SLOTS } from '#renderer/media/media-state.ts'
import type { DeviceRef, MicrophoneProcessing, MicrophoneSlot } from '#renderer/media/media-state.ts'
import type { MediaEngine } from '#renderer/media/port.ts'

const DEFAULT_PROCESSING: MicrophoneProcessing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: false,
}

const deviceSchema = z.object({ deviceId: z.string(), label: z.string(), groupId: z.string() })
const memorySchema = z.object({
  cameras: z.object({
    1: deviceSchema.nullable(),
    2: deviceSchema.nullable(),
    3: deviceSchema.nullable().default(null),
    4: deviceSchema.nullable().default(null),
  }),
  microphones: z.object({ 1: deviceSchema.nullable(), 2: deviceSchema.nullable() }),
  processing: z.object({
    echoCancellation: z.boolean(),
    noiseSuppression: z.boolean(),
    autoGainControl: z.boolean(),
  }),
})

/** What this studio was last set up with. Null for a device = deliberately none. */
export type DeviceMemory = z.infer<typeof memorySchema>

const KEY = 'huitou.devices'

/** The remembered set-up; null when there is none or it cannot be read. */
function recallDevices(): DeviceMemory | null {
  try {
    const parsed = memorySchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

const FIRST_TIME: DeviceMemory = {
  cameras: { 1: null, 2: null, 3: null, 4: null },
  microphones: { 1: null, 2: null },
  processing: DEFAULT_PROCESSING,
}

/** Remembers a changed part of the set-up. */
export function rememberDevices(change: (before: DeviceMemory) => DeviceMemory): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(change(recallDevices() ?? FIRST_TIME)))
  } catch {
    // Without storage the choice holds for this window; there is nothing for the host to do about it.
  }
}

/**
 * Opens what was open last time; at the first time the first two cameras and the first microphone. Never rejects:
 * a device that does not come shows its own state and keeps trying.
 */
export async function openRememberedDevices(engine: MediaEngine): Promise<void> {
  try {
    await engine.requestDeviceAccess()
  } catch {
    // Refused or absent: the state says which, and devices may still appear.
    await engine.refreshDevices().catch(() => undefined)
  }
  const remembered = recallDevices()
  const { cameras, microphones } = engine.getState()
  const wanted = remembered ?? {
    ...FIRST_TIME,
    cameras: { ...FIRST_TIME.cameras, 1: cameras[0] ?? null, 2: cameras[1] ?? null },
    microphones: { 1: microphones[0] ?? null, 2: null },
  }
  if (remembered === null && (cameras.length > 0 || microphones.length > 0)) rememberDevices(() => wanted)
  await engine.setMicrophoneProcessing(wanted.processing).catch(() => undefined)
  await Promise.allSettled([
    ...CAMERA_SLOTS.map((slot) => openCamera(engine, slot, wanted.cameras[slot])),
    ...MICROPHONE_SLOTS.map((slot) => openMicrophone(engine, slot, wanted.microphones[slot])),
  ])
}

async function openCamera(engine: MediaEngine, slot: CameraSlot, camera: DeviceRef | null): Promise<void> {
  const { cameraSlots, cameras } = engine.getState()
  if (!camera || cameraSlots[slot].status !== 'closed') return
  // Its id may be another since it was plugged in elsewhere.
  await engine.openCamera(slot, matchDevice(camera, cameras) ?? camera)
}

async function openMicrophone(
  engine: MediaEngine,
  slot: MicrophoneSlot,
  microphone: DeviceRef | null,
): Promise<void> {
  if (microphone && engine.getState().microphoneSlots[slot].status === 'closed') {
    await engine.openMicrophone(slot, microphone)
  }
}
