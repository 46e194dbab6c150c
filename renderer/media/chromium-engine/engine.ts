import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import { LANDSCAPE_CANVAS } from '#shared/domain/scenes/scene.ts'
import type { CameraSlot, Scene } from '#shared/domain/scenes/scene.ts'
import type { Transition } from '#shared/domain/scenes/transition.ts'
import { EngineStore } from '../engine-store.ts'
import { MediaError, toMediaError } from '../media-error.ts'
import type {
  AudioLevels,
  DeviceRef,
  Ducking,
  MediaState,
  MicrophoneProcessing,
  MicrophoneSlot,
  MixerChannel,
  ProductCard,
  ProgramStats,
  RecordingSummary,
  WallCard,
} from '../media-state.ts'
import type { MediaEngine, OutputHandle, OutputTarget, RecordingSink, ViewRole } from '../port.ts'
import { CameraSlots } from './camera-slots.ts'
import { CompositorClient } from './compositor-client.ts'
import type { FromCompositor, InputKey } from './compositor/messages.ts'
import { askForAccess, listDevices, onDevicesChanged } from './devices.ts'
import { CHROMIUM_OUTPUTS, Outputs } from './outputs.ts'
import { Recording } from './recording.ts'
import { SceneSwitcher } from './scene-switcher.ts'
import { ScreenSource } from './screen-source.ts'
import { EchoCheck } from './sound/echo-check.ts'
import { SoundDesk } from './sound-desk.ts'
import { StreamViews } from './stream-views.ts'

interface ChromiumEngineOptions {
  readonly framesPerSecond?: number
  /** What to ask cameras for, in px; the default suits the canvas, which crops much of a landscape camera. */
  readonly captureSize?: PixelSize
  /** What preview says where a camera or the screen has no picture, in the user's language. */
  readonly noticeFor?: (input: InputKey) => string
}

/**
 * Makes pictures and sound with what Chromium itself offers; needs no account and no native module. Puts its
 * parts together; each of them keeps its own fields of the state.
 */
export class ChromiumEngine implements MediaEngine {
  readonly kind = 'chromium'
  readonly outputKinds = CHROMIUM_OUTPUTS
  readonly enhancement = null
  readonly network = null
  readonly soundCheck: EchoCheck
  readonly #store = new EngineStore()
  readonly #compositor: CompositorClient
  readonly #sound: SoundDesk
  readonly #cameras: CameraSlots
  readonly #screen: ScreenSource
  readonly #switcher: SceneSwitcher
  readonly #recording: Recording
  readonly #outputs: Outputs
  readonly #views: Readonly<Record<ViewRole, StreamViews>>
  readonly #statsListeners = new Set<(stats: ProgramStats) => void>()
  readonly #forgetDevices: () => void

  /** Throws MediaError `notSupported` in a browser that is not Chromium. */
  constructor(options: ChromiumEngineOptions = {}) {
    const store = this.#store
    const compositor = new CompositorClient(store.get().canvas, options.framesPerSecond ?? 30, {
      inputLive: (message) => this.#inputLive(message),
      inputEnded: ({ input, generation }) => {
        if (input === 'screen') this.#screen.ended(generation)
        else this.#cameras.inputEnded(input, generation)
      },
      stats: (message) => this.#reportStats(message),
      transitionEnded: ({ id }) => this.#switcher.transitionEnded(id),
      recordingStarted: (message) => this.#recording.handle(message),
      recordingProgress: (message) => this.#recording.handle(message),
      recordingEnded: (message) => this.#recording.handle(message),
      recordingFailed: (message) => this.#recording.handle(message),
      failed: ({ message }) => this.#breakDown(new MediaError('engineFailed', message)),
    })
    this.#compositor = compositor
    this.#sound = new SoundDesk(store)
    this.#recording = new Recording(compositor, this.#sound.mixer, (recording) => store.set({ recording }))
    this.#views = { program: new StreamViews(), preview: new StreamViews(() => this.#switcher.sendPreview()) }
    this.#views.program.setStream(new MediaStream([compositor.programTrack]))
    this.#views.preview.setStream(new MediaStream([compositor.previewTrack]))
    this.#outputs = new Outputs({
      store,
      video: () => compositor.programTrack,
      audio: () => this.#sound.mixer.programTrack,
    })
    this.#switcher = new SceneSwitcher({
      compositor,
      store,
      previewWanted: () => this.#views.preview.count > 0,
      busy: () => this.#recording.active || this.#outputs.active,
    })
    this.#cameras = new CameraSlots({
      compositor,
      present: () => store.get().cameras,
      captureSize: () => options.captureSize ?? captureSizeFor(store.get().canvas),
      onChange: (slot, state) => store.set({ cameraSlots: { ...store.get().cameraSlots, [slot]: state } }),
      noticeFor: (slot) => options.noticeFor?.(slot) ?? null,
    })
    compositor.post({ type: 'notice', input: 'screen', text: options.noticeFor?.('screen') ?? null })
    this.#screen = new ScreenSource({
      compositor,
      store,
      onSound: (stream) => this.#sound.setScreenSound(stream),
    })
    this.soundCheck = new EchoCheck({
      context: this.#sound.mixer.context,
      microphone: () => this.#sound.microphoneTrack(1),
      onAir: () => this.#recording.active || this.#outputs.active,
    })
    this.#forgetDevices = onDevicesChanged(() => void this.refreshDevices().catch(() => undefined))
  }

  getState(): MediaState {
    return this.#store.get()
  }

  subscribe(listener: () => void): () => void {
    return this.#store.subscribe(listener)
  }

  subscribeLevels(listener: (levels: AudioLevels) => void): () => void {
    return this.#sound.subscribeLevels(listener)
  }

  subscribeStats(listener: (stats: ProgramStats) => void): () => void {
    this.#statsListeners.add(listener)
    return () => this.#statsListeners.delete(listener)
  }

  async refreshDevices(): Promise<void> {
    const lists = await listDevices().catch((error: unknown) => {
      throw toMediaError(error)
    })
    const named = [...lists.cameras, ...lists.microphones].some((device) => device.label !== '')
    this.#store.set({ ...lists, ...(named ? { deviceAccess: 'granted' } : {}) })
    this.#cameras.devicesChanged()
    this.#sound.devicesChanged()
  }

  async requestDeviceAccess(): Promise<void> {
    try {
      await askForAccess()
    } catch (error) {
      const mediaError = toMediaError(error)
      if (mediaError.kind === 'permissionDenied') this.#store.set({ deviceAccess: 'denied' })
      throw mediaError
    }
    await this.refreshDevices()
  }

  openCamera(slot: CameraSlot, camera: DeviceRef): Promise<void> {
    return this.#cameras.keeper(slot).open(camera)
  }

  async closeCamera(slot: CameraSlot): Promise<void> {
    this.#cameras.close(slot)
  }

  retryCamera(slot: CameraSlot): Promise<void> {
    return this.#cameras.keeper(slot).retry()
  }

  openScreen(): Promise<void> {
    return this.#screen.open()
  }

  async closeScreen(): Promise<void> {
    this.#screen.close()
  }

  openMicrophone(slot: MicrophoneSlot, microphone: DeviceRef): Promise<void> {
    return this.#sound.openMicrophone(slot, microphone)
  }

  async closeMicrophone(slot: MicrophoneSlot): Promise<void> {
    this.#sound.closeMicrophone(slot)
  }

  retryMicrophone(slot: MicrophoneSlot): Promise<void> {
    return this.#sound.retryMicrophone(slot)
  }

  setMicrophoneProcessing(processing: MicrophoneProcessing): Promise<void> {
    return this.#sound.setProcessing(processing)
  }

  setMusic(music: { readonly name: string; readonly file: Blob } | null): Promise<void> {
    return this.#sound.setMusic(music)
  }

  setMusicPlaying(playing: boolean): Promise<void> {
    return this.#sound.setMusicPlaying(playing)
  }

  setMusicMonitor(on: boolean): void {
    this.#sound.setMusicMonitor(on)
  }

  setDucking(ducking: Ducking): void {
    this.#sound.setDucking(ducking)
  }

  setChannelGain(channel: MixerChannel, gain: number): void {
    this.#sound.setGain(channel, gain)
  }

  setChannelMuted(channel: MixerChannel, muted: boolean): void {
    this.#sound.setMuted(channel, muted)
  }

  setAudioDelay(ms: number): void {
    this.#sound.setDelay(ms)
  }

  async loadScenes(scenes: readonly Scene[]): Promise<void> {
    this.#switcher.load(scenes)
  }

  setImageAsset(assetId: string, image: Blob | null): Promise<void> {
    return this.#switcher.setImageAsset(assetId, image)
  }

  setPreview(sceneId: string | null): void {
    this.#switcher.setPreview(sceneId)
  }

  setTransition(transition: Transition): void {
    this.#switcher.setTransition(transition)
  }

  take(sceneId?: string): void {
    this.#switcher.take(sceneId)
  }

  showWallCard(card: WallCard): void {
    this.#switcher.showWallCard(card)
  }

  hideWallCard(): void {
    this.#switcher.hideWallCard()
  }

  setProductCard(card: ProductCard | null): void {
    this.#switcher.setProductCard(card)
  }

  attachView(role: ViewRole, container: HTMLElement): () => void {
    return this.#views[role].attach(container)
  }

  attachCameraView(slot: CameraSlot, container: HTMLElement): () => void {
    return this.#cameras.attachView(slot, container)
  }

  startRecording(sink: RecordingSink): Promise<void> {
    return this.#recording.start(sink)
  }

  stopRecording(): Promise<RecordingSummary> {
    return this.#recording.stop()
  }

  publishTo(target: OutputTarget): Promise<OutputHandle> {
    return this.#outputs.publish(target)
  }

  async dispose(): Promise<void> {
    await this.#outputs.stopAll()
    if (this.#recording.active) await this.#recording.stop().catch(() => undefined)
    this.#forgetDevices()
    this.#cameras.closeAll()
    this.#screen.close()
    this.#switcher.dispose()
    this.#compositor.dispose()
    await this.#sound.dispose()
    this.#store.dispose()
    this.#statsListeners.clear()
  }

  #inputLive({ input, generation, width, height }: Extract<FromCompositor, { type: 'inputLive' }>): void {
    if (input === 'screen') this.#screen.live(generation, { width, height })
    else this.#cameras.inputLive(input, generation, { width, height })
  }

  #reportStats(message: Extract<FromCompositor, { type: 'stats' }>): void {
    const { framesPerSecond, renderMs, skippedFrames, inputFramesPerSecond: inputs } = message
    this.#cameras.watchFrames((slot) => inputs[slot] ?? 0)
    this.#cameras.watchStillness((slot) => message.stillSeconds[slot] ?? null)
    const cameraFramesPerSecond = {
      1: inputs[1] ?? 0,
      2: inputs[2] ?? 0,
      3: inputs[3] ?? 0,
      4: inputs[4] ?? 0,
    }
    const stats = { framesPerSecond, renderMs, skippedFrames, cameraFramesPerSecond }
    for (const listener of this.#statsListeners) listener(stats)
  }

  #breakDown(failure: MediaError): void {
    this.#recording.fail(failure)
    this.#store.set({ failure, transitioning: false })
    this.#outputs.fail(failure)
  }
}

/** A portrait canvas uses a tall slice of a landscape camera, so it needs a larger picture to stay sharp. */
function captureSizeFor(canvas: PixelSize): PixelSize {
  return canvas.height > canvas.width ? { width: 1920, height: 1080 } : LANDSCAPE_CANVAS
}
