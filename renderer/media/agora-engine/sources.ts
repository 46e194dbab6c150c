import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import { CAMERA_SLOTS } from '#shared/domain/scenes/scene.ts'
import type { CameraSlot, LayerSource } from '#shared/domain/scenes/scene.ts'
import { AGORA_SOURCE } from '#shared/protocol/agora.ts'
import type { AgoraApi, AgoraDevice, AgoraEvent, AgoraScreen } from '#shared/protocol/agora.ts'
import { SourceKeeper } from '../chromium-engine/source-keeper.ts'
import type { SourceHooks } from '../chromium-engine/source-keeper.ts'
import type { EngineStore } from '../engine-store.ts'
import { MediaError } from '../media-error.ts'
import type { DeviceRef, SourceState } from '../media-state.ts'
import { audioError, expectDone, videoError } from './codes.ts'

interface SourcesOptions {
  readonly api: AgoraApi<HTMLElement>
  readonly store: EngineStore
  readonly framesPerSecond: number
  /** The size to ask cameras for, in px. */
  readonly captureSize: () => PixelSize
  /** Lets the user choose among screens and windows; null when he changed his mind. */
  readonly chooseScreen: (screens: readonly AgoraScreen[]) => Promise<AgoraScreen | null>
  /** A source came or went: the composition may look different. */
  readonly onChange: () => void
  /** The microphone was opened: its volume has to be set anew. */
  readonly onMicrophone: () => void
}

const [STOPPED, CAPTURING, ENCODING, FAILED] = [0, 1, 2, 3] as const
const [CAPTURE_DEVICE, RECORDING_DEVICE] = [3, 1] as const
/** A camera that is open but silent for so long is taken for frozen and opened anew. */
const FROZEN_AFTER_SECONDS = 5

interface Position {
  readonly keeper: SourceKeeper
  hooks: SourceHooks | null
  device: DeviceRef | null
  size: PixelSize | null
  framesPerSecond: number | null
  quietSeconds: number
}

/**
 * Cameras, screen and microphone as the native side captures them. Each has a keeper of its own, so trouble in one
 * never touches another; what the SDK reports about a source decides what its keeper believes.
 */
export class Sources {
  readonly #options: SourcesOptions
  readonly #cameras: Readonly<Record<CameraSlot, Position>>
  readonly #screen: Position
  readonly #microphone: Position
  #pickedScreen: AgoraScreen | null = null
  #capturesMicrophone = false

  constructor(options: SourcesOptions) {
    this.#options = options
    const { store } = options
    const camera = (slot: CameraSlot): Position =>
      this.#position(
        () => store.get().cameras,
        (state) => store.set({ cameraSlots: { ...store.get().cameraSlots, [slot]: state } }),
        (device) => this.#openCamera(slot, device),
      )
    this.#cameras = { 1: camera(1), 2: camera(2), 3: camera(3), 4: camera(4) }
    this.#screen = this.#position(
      () => (this.#pickedScreen ? [screenRef(this.#pickedScreen)] : []),
      (screen) => store.set({ screen }),
      () => this.#openScreen(),
    )
    this.#microphone = this.#position(
      () => store.get().microphones,
      (state) => store.set({ microphoneSlots: { ...store.get().microphoneSlots, 1: state } }),
      (device) => this.#openMicrophone(device),
    )
  }

  camera(slot: CameraSlot): SourceKeeper {
    return this.#cameras[slot].keeper
  }

  get microphone(): SourceKeeper {
    return this.#microphone.keeper
  }

  /** Whether the SDK was given a microphone, live or not yet. */
  get capturesMicrophone(): boolean {
    return this.#capturesMicrophone
  }

  refreshDevices(): void {
    const { api, store } = this.#options
    store.set({
      cameras: api.cameras().map(deviceRef),
      microphones: api.microphones().map(deviceRef),
      // The SDK asks for permission when a device is opened; until then nobody can tell.
      deviceAccess: store.get().deviceAccess === 'denied' ? 'denied' : 'granted',
    })
    for (const slot of CAMERA_SLOTS) this.#cameras[slot].keeper.devicesChanged()
    this.#microphone.keeper.devicesChanged()
  }

  async openScreen(): Promise<void> {
    const { api, chooseScreen } = this.#options
    const screen = await chooseScreen(api.screens())
    if (!screen) throw new MediaError('permissionDenied', 'No screen was chosen')
    this.#pickedScreen = screen
    await this.#screen.keeper.open(screenRef(screen))
  }

  closeScreen(): void {
    this.#pickedScreen = null
    this.#screen.keeper.close()
  }

  /** The present size of a camera's or the screen's picture in px; null without one. */
  sizeOf(source: LayerSource): PixelSize | null {
    const position =
      source.kind === 'camera' ? this.#cameras[source.slot] : source.kind === 'screen' ? this.#screen : null
    return position?.keeper.state.status === 'live' ? position.size : null
  }

  framesPerSecond(slot: CameraSlot): number {
    return this.#cameras[slot].framesPerSecond ?? 0
  }

  handle(event: AgoraEvent): void {
    switch (event.type) {
      case 'localVideoState':
        this.#videoState(event.sourceType, event.state, event.reason)
        return
      case 'firstLocalFrame': {
        const position = this.#positionOf(event.sourceType)
        if (!position) return
        position.size = { width: event.width, height: event.height }
        this.#live(position)
        return
      }
      case 'localAudioState':
        if (event.state === CAPTURING || event.state === ENCODING) this.#microphone.hooks?.live(null)
        if (event.state === FAILED) this.#lost(this.#microphone, audioError, event.reason)
        return
      case 'volume':
        // Outside a channel this is all the SDK tells of a microphone that works.
        if (this.#microphone.keeper.state.status === 'opening') this.#microphone.hooks?.live(null)
        return
      case 'localVideoStats':
        this.#stats(event.sourceType, event.stats.captureFrameRate)
        return
      case 'videoDeviceState':
        if (event.deviceType === CAPTURE_DEVICE) this.refreshDevices()
        return
      case 'audioDeviceState':
        if (event.deviceType === RECORDING_DEVICE) this.refreshDevices()
        return
      case 'compositionError':
      case 'connectionState':
      case 'error':
      case 'joined':
      case 'left':
      case 'malformed':
      case 'musicState':
      case 'networkQuality':
      case 'probeResult':
      case 'pushState':
      case 'recorderInfo':
      case 'recorderState':
      case 'roleRefused':
      case 'rtcStats':
      case 'tokenRenewed':
      case 'tokenWanted':
      case 'tokenWillExpire':
        return
      default:
        event satisfies never
    }
  }

  closeAll(): void {
    for (const slot of CAMERA_SLOTS) this.#cameras[slot].keeper.close()
    this.closeScreen()
    this.#microphone.keeper.close()
  }

  #videoState(sourceType: number, state: number, reason: number): void {
    const position = this.#positionOf(sourceType)
    if (!position) return
    if (state === CAPTURING || state === ENCODING) this.#live(position)
    if (state === FAILED) this.#lost(position, videoError, reason)
    // One that was never live reports the end of its predecessor in the same position.
    if (state === STOPPED && position.keeper.state.status === 'live') this.#lost(position, videoError, 9)
  }

  #live(position: Position): void {
    const { size, keeper, hooks } = position
    const { state } = keeper
    const same =
      state.status === 'live' && state.format?.width === size?.width && state.format?.height === size?.height
    if (same) return
    hooks?.live(size && { ...size, frameRate: this.#options.framesPerSecond })
  }

  #lost(position: Position, errorOf: (reason: number, label: string) => MediaError, reason: number): void {
    const error = errorOf(reason, position.device?.label ?? 'The device')
    if (error.kind === 'permissionDenied') this.#options.store.set({ deviceAccess: 'denied' })
    position.hooks?.lost(error)
  }

  /** Once a second or two, for what is sent into a channel. A camera that was seen to deliver and ceased is frozen. */
  #stats(sourceType: number, framesPerSecond: number): void {
    const position = this.#positionOf(sourceType)
    if (!position) return
    const delivered = position.framesPerSecond !== null && position.framesPerSecond > 0
    position.framesPerSecond = framesPerSecond
    if (framesPerSecond > 0) position.quietSeconds = 0
    else if (delivered || position.quietSeconds > 0) position.quietSeconds += 1
    if (position.quietSeconds < FROZEN_AFTER_SECONDS) return
    position.quietSeconds = 0
    position.keeper.lost(new MediaError('noFrames', 'The camera delivers no pictures any more'))
  }

  #positionOf(sourceType: number): Position | null {
    const slot = CAMERA_SLOTS.find((each) => AGORA_SOURCE.camera[each] === sourceType)
    if (slot !== undefined) return this.#cameras[slot]
    return sourceType === AGORA_SOURCE.screen ? this.#screen : null
  }

  #position(
    present: () => readonly DeviceRef[],
    onChange: (state: SourceState) => void,
    open: (device: DeviceRef) => () => void,
  ): Position {
    const position: Position = {
      keeper: new SourceKeeper({
        present,
        onChange: (state) => {
          onChange(state)
          this.#options.onChange()
        },
        open: async (device, hooks) => {
          position.hooks = hooks
          position.device = device
          const close = open(device)
          return () => {
            close()
            if (position.hooks !== hooks) return
            position.hooks = null
            position.size = null
            position.framesPerSecond = null
            position.quietSeconds = 0
          }
        },
      }),
      hooks: null,
      device: null,
      size: null,
      framesPerSecond: null,
      quietSeconds: 0,
    }
    return position
  }

  #openCamera(slot: CameraSlot, device: DeviceRef): () => void {
    const { api, captureSize, framesPerSecond } = this.#options
    const size = captureSize()
    this.#cameras[slot].size = size
    const code = api.openCamera(slot, { deviceId: device.deviceId, ...size, framesPerSecond })
    expectDone(code, `Opening ${device.label}`, 'deviceInUse')
    return () => void api.closeCamera(slot)
  }

  #openScreen(): () => void {
    const { api, framesPerSecond } = this.#options
    if (!this.#pickedScreen) throw new MediaError('deviceNotFound', 'No screen was chosen')
    expectDone(api.openScreen(this.#pickedScreen, framesPerSecond), 'Sharing the screen')
    return () => void api.closeScreen()
  }

  #openMicrophone(device: DeviceRef): () => void {
    const { api } = this.#options
    expectDone(api.openMicrophone(device.deviceId), `Opening ${device.label}`, 'deviceInUse')
    this.#capturesMicrophone = true
    this.#options.onMicrophone()
    return () => {
      this.#capturesMicrophone = false
      api.closeMicrophone()
    }
  }
}

/** The SDK names devices by id and label only. */
const deviceRef = ({ deviceId, deviceName }: AgoraDevice): DeviceRef => ({
  deviceId,
  label: deviceName,
  groupId: '',
})

const screenRef = ({ kind, sourceId, name }: AgoraScreen): DeviceRef => ({
  deviceId: `${kind}:${sourceId}`,
  label: name,
  groupId: '',
})
