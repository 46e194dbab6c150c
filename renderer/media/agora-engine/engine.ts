import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import { isPortrait } from '#shared/domain/scenes/scene.ts'
import type { CameraSlot, Scene } from '#shared/domain/scenes/scene.ts'
import type { Transition } from '#shared/domain/scenes/transition.ts'
import { AGORA_SOURCE } from '#shared/protocol/agora.ts'
import type { AgoraApi, AgoraEvent, AgoraScreen } from '#shared/protocol/agora.ts'
import { EngineStore } from '../engine-store.ts'
import { MediaError } from '../media-error.ts'
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
import { callError } from './codes.ts'
import { CompositionDriver } from './composition-driver.ts'
import type { Still } from './composition.ts'
import { NativeEnhancement } from './enhancement.ts'
import { attachNative, PreviewViews } from './native-views.ts'
import { NativeNetworkCheck } from './network-check.ts'
import { AGORA_OUTPUTS, Outputs } from './outputs.ts'
import { Recording } from './recording.ts'
import { SceneDesk } from './scene-desk.ts'
import type { ImageAsset } from './scene-desk.ts'
import { Sound } from './sound.ts'
import { Sources } from './sources.ts'

export interface AgoraEngineOptions {
  readonly api: AgoraApi<HTMLElement>
  readonly appId: string
  /** Lets the user choose what to share; null when he changed his mind. */
  readonly chooseScreen: (screens: readonly AgoraScreen[]) => Promise<AgoraScreen | null>
  /** Draws a still picture as PNG; images come as they were given. */
  readonly paint: (
    still: Still,
    image: (assetId: string) => ImageAsset | null,
  ) => Promise<Uint8Array<ArrayBuffer> | null>
  readonly measure: (image: Blob) => Promise<PixelSize>
  /** A channel for the echo test and a token for it; null: there is no echo test. */
  readonly echo?: { readonly channel: string; readonly token: () => Promise<string> } | null
}

const FRAMES_PER_SECOND = 30
const PORTRAIT_CAPTURE: PixelSize = { width: 1920, height: 1080 }
const LANDSCAPE_CAPTURE: PixelSize = { width: 1280, height: 720 }

/**
 * Makes pictures and sound with the native Agora SDK, which lives in the preload. Puts its parts together; each of
 * them keeps its own fields of the state and is told every event of the SDK.
 */
export class AgoraEngine implements MediaEngine {
  readonly kind = 'agora'
  readonly outputKinds = AGORA_OUTPUTS
  readonly enhancement: NativeEnhancement
  readonly network: NativeNetworkCheck
  /** The SDK's echo test takes its place. */
  readonly soundCheck = null
  readonly #api: AgoraApi<HTMLElement>
  readonly #store = new EngineStore({ audioOutput: 'running' })
  readonly #sources: Sources
  readonly #sound: Sound
  readonly #scenes: SceneDesk
  readonly #composition: CompositionDriver
  readonly #preview: PreviewViews
  readonly #recording: Recording
  readonly #outputs: Outputs
  readonly #statsListeners = new Set<(stats: ProgramStats) => void>()
  readonly #forgetEvents: () => void

  /** Throws MediaError `engineFailed` or `notSupported` when the SDK cannot be started. */
  constructor(options: AgoraEngineOptions) {
    const { api, paint } = options
    const store = this.#store
    this.#api = api
    const code = api.start(options.appId)
    if (code !== 0) throw callError(code, 'Starting the Agora engine')
    this.#sound = new Sound(api, store)
    this.#sources = new Sources({
      api,
      store,
      framesPerSecond: FRAMES_PER_SECOND,
      captureSize: () => (isPortrait(store.get().canvas) ? PORTRAIT_CAPTURE : LANDSCAPE_CAPTURE),
      chooseScreen: options.chooseScreen,
      onChange: () => this.#sourcesChanged(),
      onMicrophone: () => {
        this.#sound.applyMicrophone()
        this.#updateMeter()
      },
    })
    this.#scenes = new SceneDesk({
      store,
      measure: options.measure,
      liveSizeOf: (source) => this.#sources.sizeOf(source),
      busy: () => this.#recording.active || this.#outputs.active,
      programChanged: () => this.#composition.changed(),
      previewChanged: () => this.#preview.changed(),
    })
    const paintStill = (still: Still) => paint(still, (assetId) => this.#scenes.image(assetId))
    this.#composition = new CompositionDriver({
      api,
      plan: () => this.#scenes.programPlan(),
      paint: paintStill,
      framesPerSecond: FRAMES_PER_SECOND,
      broken: (failure) => store.set({ failure }),
    })
    this.#preview = new PreviewViews({ api, plan: () => this.#scenes.previewPlan(), paint: paintStill })
    this.#outputs = new Outputs({
      api,
      store,
      beforeJoin: async () => {
        await this.network.end()
        this.#updateMeter()
      },
      afterLeave: () => this.#updateMeter(),
    })
    this.#recording = new Recording({
      api,
      joined: () => this.#outputs.joined,
      size: () => store.get().canvas,
      onChange: (recording) => store.set({ recording }),
    })
    this.enhancement = new NativeEnhancement(api)
    this.network = new NativeNetworkCheck({
      api,
      busy: () => this.#outputs.active,
      onEcho: () => this.#updateMeter(),
      echo: options.echo ?? null,
    })
    this.#forgetEvents = api.subscribe((event) => this.#handle(event))
    this.#composition.changed()
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
    this.#sources.refreshDevices()
  }

  /** The SDK asks the system when a device is opened; its list has the names without that. */
  async requestDeviceAccess(): Promise<void> {
    this.#sources.refreshDevices()
  }

  openCamera(slot: CameraSlot, camera: DeviceRef): Promise<void> {
    return this.#sources.camera(slot).open(camera)
  }

  async closeCamera(slot: CameraSlot): Promise<void> {
    this.#sources.camera(slot).close()
  }

  retryCamera(slot: CameraSlot): Promise<void> {
    return this.#sources.camera(slot).retry()
  }

  openScreen(): Promise<void> {
    return this.#sources.openScreen()
  }

  async closeScreen(): Promise<void> {
    this.#sources.closeScreen()
  }

  /** The SDK records one microphone: the second slot is `notSupported`. */
  async openMicrophone(slot: MicrophoneSlot, microphone: DeviceRef): Promise<void> {
    if (slot !== 1) throw new MediaError('notSupported', 'The Agora engine has one microphone')
    await this.#sources.microphone.open(microphone)
  }

  async closeMicrophone(slot: MicrophoneSlot): Promise<void> {
    if (slot === 1) this.#sources.microphone.close()
  }

  async retryMicrophone(slot: MicrophoneSlot): Promise<void> {
    if (slot === 1) await this.#sources.microphone.retry()
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
    this.#scenes.load(scenes)
  }

  setImageAsset(assetId: string, image: Blob | null): Promise<void> {
    return this.#scenes.setImage(assetId, image)
  }

  setPreview(sceneId: string | null): void {
    this.#scenes.setPreview(sceneId)
  }

  setTransition(transition: Transition): void {
    this.#scenes.setTransition(transition)
  }

  take(sceneId?: string): void {
    this.#scenes.take(sceneId)
  }

  showWallCard(card: WallCard): void {
    this.#scenes.showWallCard(card)
  }

  hideWallCard(): void {
    this.#scenes.hideWallCard()
  }

  setProductCard(card: ProductCard | null): void {
    this.#scenes.setProductCard(card)
    this.#outputs.setProduct(card)
  }

  attachView(role: ViewRole, container: HTMLElement): () => void {
    return role === 'program'
      ? attachNative(this.#api, 'program', container)
      : this.#preview.attach(container)
  }

  attachCameraView(slot: CameraSlot, container: HTMLElement): () => void {
    return attachNative(this.#api, slot, container)
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
    await this.network.end()
    this.#preview.end()
    this.#composition.end()
    this.#scenes.end()
    this.#sources.closeAll()
    this.#sound.end()
    this.#forgetEvents()
    this.#api.release()
    this.#store.dispose()
    this.#statsListeners.clear()
  }

  #handle(event: AgoraEvent): void {
    this.#sources.handle(event)
    this.#sound.handle(event)
    this.#outputs.handle(event)
    this.#recording.handle(event)
    this.network.handle(event)
    if (event.type === 'compositionError') this.#composition.failed(event.error, event.imageUrl)
    if (event.type === 'localVideoStats' && event.sourceType === AGORA_SOURCE.transcoded) {
      this.#reportStats(event.stats.encoderOutputFrameRate)
    }
  }

  #updateMeter(): void {
    const { capturesMicrophone } = this.#sources
    this.#sound.setMeter(capturesMicrophone && !this.#outputs.active && !this.network.echoing)
  }

  #sourcesChanged(): void {
    this.#updateMeter()
    this.#composition.recovered()
    this.#composition.changed()
    this.#preview.changed()
  }

  /** Only in a channel: the SDK measures what it sends. It tells neither drawing times nor skipped frames. */
  #reportStats(framesPerSecond: number): void {
    const cameraFramesPerSecond = {
      1: this.#sources.framesPerSecond(1),
      2: this.#sources.framesPerSecond(2),
      3: this.#sources.framesPerSecond(3),
      4: this.#sources.framesPerSecond(4),
    }
    const stats = { framesPerSecond, renderMs: 0, skippedFrames: 0, cameraFramesPerSecond }
    for (const listener of this.#statsListeners) listener(stats)
  }
}
