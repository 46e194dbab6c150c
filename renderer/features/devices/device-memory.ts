import { z } from 'zod'

import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import type { DeviceRef, MicrophoneProcessing } from '#renderer/media/media-state.ts'
import type { MediaEngine } from '#renderer/media/port.ts'

/** The camera positions the starter scenes use. */
export const USED_SLOTS = [1, 2] as const satisfies readonly CameraSlot[]
export type UsedSlot = (typeof USED_SLOTS)[number]

export const DEFAULT_PROCESSING: MicrophoneProcessing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: false,
}

const deviceSchema = z.object({ deviceId: z.string(), label: z.string(), groupId: z.string() })
const memorySchema = z.object({
  cameras: z.object({ 1: deviceSchema.nullable(), 2: deviceSchema.nullable() }),
  microphone: deviceSchema.nullable(),
  processing: z.object({
    echoCancellation: z.boolean(),
    noiseSuppression: z.boolean(),
    autoGainControl: z.boolean(),
  }),
  gain: z.number().min(0).max(4),
})

/** What this studio was last set up with. Null for a device = deliberately none. */
export type DeviceMemory = z.infer<typeof memorySchema>

const KEY = 'huitou.devices'

/** The remembered set-up; null when there is none or it cannot be read. */
export function recallDevices(): DeviceMemory | null {
  try {
    const parsed = memorySchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

const FIRST_TIME: DeviceMemory = {
  cameras: { 1: null, 2: null },
  microphone: null,
  processing: DEFAULT_PROCESSING,
  gain: 1,
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
    cameras: { 1: cameras[0] ?? null, 2: cameras[1] ?? null },
    microphone: microphones[0] ?? null,
  }
  if (remembered === null && (cameras.length > 0 || microphones.length > 0)) rememberDevices(() => wanted)
  engine.setChannelGain('microphone1', wanted.gain)
  await engine.setMicrophoneProcessing(wanted.processing).catch(() => undefined)
  await Promise.allSettled([
    ...USED_SLOTS.map((slot) => openCamera(engine, slot, wanted.cameras[slot])),
    wanted.microphone ? engine.openMicrophone(1, wanted.microphone) : Promise.resolve(),
  ])
}

async function openCamera(engine: MediaEngine, slot: UsedSlot, camera: DeviceRef | null): Promise<void> {
  if (camera && engine.getState().cameraSlots[slot].status === 'closed') await engine.openCamera(slot, camera)
}
