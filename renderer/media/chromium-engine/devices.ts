import { MediaError, toMediaError } from '../media-error.ts'
import type { DeviceRef, MicrophoneProcessing } from '../media-state.ts'

export interface DeviceLists {
  readonly cameras: readonly DeviceRef[]
  readonly microphones: readonly DeviceRef[]
}

/** Reads the devices present now. Their ids and labels are empty until permission was given. */
export async function listDevices(): Promise<DeviceLists> {
  const found = await mediaDevices().enumerateDevices()
  const ofKind = (kind: MediaDeviceKind) =>
    found
      // Chromium lists the system's choice a second time under these ids.
      .filter(
        (device) => device.kind === kind && !['', 'default', 'communications'].includes(device.deviceId),
      )
      .map(({ deviceId, label, groupId }) => ({ deviceId, label, groupId }))
  return { cameras: ofKind('videoinput'), microphones: ofKind('audioinput') }
}

/** Asks for both permissions; a machine without a camera or microphone can still grant the other. */
export async function askForAccess(): Promise<void> {
  const ask = async (constraints: MediaStreamConstraints) => {
    try {
      stopAll(await mediaDevices().getUserMedia(constraints))
      return null
    } catch (error) {
      return toMediaError(error)
    }
  }
  const together = await ask({ audio: true, video: true })
  if (!together) return
  const [video, audio] = [await ask({ video: true }), await ask({ audio: true })]
  if (video && audio) throw video
}

export async function captureCamera(
  camera: DeviceRef,
  size: { readonly width: number; readonly height: number },
): Promise<MediaStream> {
  return await capture({
    video: {
      deviceId: { exact: camera.deviceId },
      width: { ideal: size.width },
      height: { ideal: size.height },
      frameRate: { ideal: 30 },
    },
  })
}

export async function captureMicrophone(
  microphone: DeviceRef,
  processing: MicrophoneProcessing,
): Promise<MediaStream> {
  return await capture({ audio: { deviceId: { exact: microphone.deviceId }, ...processing } })
}

/** What somebody shows is to be heard as it is, and is no voice to be cleaned. */
const SCREEN_SOUND: MediaTrackConstraints = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
}

/**
 * The system's own dialog, with sound where the platform can give it and the user lets it; rejects with
 * permissionDenied when the user closes it.
 */
export async function captureScreen(): Promise<MediaStream> {
  const ask = (audio: MediaTrackConstraints | false) =>
    mediaDevices().getDisplayMedia({ video: { frameRate: { ideal: 30 } }, audio })
  try {
    return await ask(SCREEN_SOUND)
  } catch (cause) {
    const error = toMediaError(cause)
    // Not the user's no: this platform has no sound to give, and then the picture alone is worth having.
    if (error.kind === 'permissionDenied') throw error
  }
  try {
    return await ask(false)
  } catch (cause) {
    throw toMediaError(cause)
  }
}

export function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

export function onDevicesChanged(listener: () => void): () => void {
  const devices = mediaDevices()
  devices.addEventListener('devicechange', listener)
  return () => devices.removeEventListener('devicechange', listener)
}

async function capture(constraints: MediaStreamConstraints): Promise<MediaStream> {
  try {
    return await mediaDevices().getUserMedia(constraints)
  } catch (error) {
    throw toMediaError(error)
  }
}

/** Absent, against its type, on pages that came over plain HTTP from another machine. */
function mediaDevices(): MediaDevices {
  if (!isSecureContext) {
    throw new MediaError('notSupported', 'Cameras need a page from this machine or over HTTPS')
  }
  return navigator.mediaDevices
}
