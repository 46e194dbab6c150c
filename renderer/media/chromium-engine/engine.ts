import { LANDSCAPE_CANVAS, PORTRAIT_CANVAS, sceneSchema } from '#shared/domain/scenes/scene.ts'
import type { CameraSlot, Scene } from '#shared/domain/scenes/scene.ts'
import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import { LocalRoomPublisher } from '../local-room/publisher.ts'
import { MediaError, toMediaError } from '../media-error.ts'
import type {
  AudioLevels,
  DeviceRef,
  MediaEngine,
  MediaState,
  MicrophoneProcessing,
  OutputHandle,
  OutputState,
  OutputTarget,
  ProgramStats,
  RecordingSink,
  RecordingSummary,
  SourceState,
  ViewRole,
  WallCard,
} from '../port.ts'
import { AudioMixer } from './audio-mixer.ts'
import { CameraSlots } from './camera-slots.ts'
import { CompositorClient } from './compositor-client.ts'
import type { FromCompositor } from './compositor/messages.ts'
import {
  askForAccess,
  captureMicrophone,
  captureScreen,
  listDevices,
  onDevicesChanged,
  stopAll,
} from './devices.ts'
import { Recording } from './recording.ts'
import { SourceKeeper } from './source-keeper.ts'
import type { SourceHooks } from './source-keeper.ts'
import { StreamViews } from './stream-views.ts'

interface ChromiumEngineOptions {
  readonly framesPerSecond?: number
  /** What to ask cameras for, in px; the default suits the canvas, which crops much of a landscape camera. */
  readonly captureSize?: PixelSize
}

const CLOSED: SourceState = { status: 'closed' }
const SPEECH: MicrophoneProcessing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
const SCREEN: DeviceRef = { deviceId: 'screen', label: '', groupId: '' }

const INITIAL_STATE: MediaState = {
  cameras: [],
  microphones: [],
  deviceAccess: 'unknown',
  cameraSlots: { 1: CLOSED, 2: CLOSED, 3: CLOSED, 4: CLOSED },
  screen: CLOSED,
  microphone: CLOSED,
  microphoneGain: 1,
  microphoneMuted: false,
  audioOutput: 'blocked',
  canvas: PORTRAIT_CANVAS,
  scenes: [],
  programSceneId: null,
  previewSceneId: null,
  wallCard: null,
  recording: { status: 'idle' },
  outputs: [],
  failure: null,
}

/** Makes pictures and sound with what Chromium itself offers; needs no account and no native module. */
export class ChromiumEngine implements MediaEngine {
  readonly kind = 'chromium'
  readonly outputKinds = ['localRoom'] as const
  readonly #compositor: CompositorClient
  readonly #mixer: AudioMixer
  readonly #cameras: CameraSlots
  readonly #microphone: SourceKeeper
  readonly #recording: Recording
  readonly #views: Readonly<Record<ViewRole, StreamViews>>
  readonly #publishers = new Map<string, LocalRoomPublisher>()
  readonly #listeners = new Set<() => void>()
  readonly #statsListeners = new Set<(stats: ProgramStats) => void>()
  readonly #forgetDevices: () => void
  #state = INITIAL_STATE
  #microphoneProcessing = SPEECH
  #screen: MediaStream | null = null
  #screenGeneration = 0
  #outputCount = 0
  #wallTimer: ReturnType<typeof setTimeout> | undefined

  /** Throws MediaError `notSupported` in a browser that is not Chromium. */
  constructor(options: ChromiumEngineOptions = {}) {
    this.#compositor = new CompositorClient(this.#state.canvas, options.framesPerSecond ?? 30, {
      inputLive: (message) => this.#inputLive(message),
      inputEnded: ({ input, generation }) => {
        if (input === 'screen') this.#screenEnded(generation)
        else this.#cameras.inputEnded(input, generation)
      },
      stats: (message) => this.#reportStats(message),
      recordingStarted: (message) => this.#recording.handle(message),
      recordingProgress: (message) => this.#recording.handle(message),
      recordingEnded: (message) => this.#recording.handle(message),
      recordingFailed: (message) => this.#recording.handle(message),
      failed: ({ message }) => this.#breakDown(new MediaError('engineFailed', message)),
    })
    this.#mixer = new AudioMixer((audioOutput) => this.#set({ audioOutput }))
    this.#recording = new Recording(this.#compositor, this.#mixer, (recording) => this.#set({ recording }))
    this.#views = {
      program: new StreamViews(),
      preview: new StreamViews(() => this.#sendPreview()),
    }
    this.#views.program.setStream(new MediaStream([this.#compositor.programTrack]))
    this.#views.preview.setStream(new MediaStream([this.#compositor.previewTrack]))
    this.#cameras = new CameraSlots({
      compositor: this.#compositor,
      present: () => this.#state.cameras,
      captureSize: () => options.captureSize ?? captureSizeFor(this.#state.canvas),
      onChange: (slot, state) => this.#set({ cameraSlots: { ...this.#state.cameraSlots, [slot]: state } }),
    })
    this.#microphone = new SourceKeeper({
      present: () => this.#state.microphones,
      onChange: (microphone) => this.#set({ microphone }),
      open: (device, hooks) => this.#captureMicrophone(device, hooks),
    })
    this.#forgetDevices = onDevicesChanged(() => void this.refreshDevices().catch(() => undefined))
  }

  getState(): MediaState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  subscribeLevels(listener: (levels: AudioLevels) => void): () => void {
    return this.#mixer.subscribeLevels(listener)
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
    this.#set({ ...lists, ...(named ? { deviceAccess: 'granted' } : {}) })
    this.#cameras.devicesChanged()
    this.#microphone.devicesChanged()
  }

  async requestDeviceAccess(): Promise<void> {
    try {
      await askForAccess()
    } catch (error) {
      const mediaError = toMediaError(error)
      if (mediaError.kind === 'permissionDenied') this.#set({ deviceAccess: 'denied' })
      throw mediaError
    }
    await this.refreshDevices()
  }

  openCamera(slot: CameraSlot, camera: DeviceRef): Promise<void> {
    return this.#cameras.keeper(slot).open(camera)
  }

  async closeCamera(slot: CameraSlot): Promise<void> {
    this.#cameras.keeper(slot).close()
  }

  retryCamera(slot: CameraSlot): Promise<void> {
    return this.#cameras.keeper(slot).retry()
  }

  async openScreen(): Promise<void> {
    const stream = await captureScreen()
    const [track] = stream.getVideoTracks()
    if (!track) throw new MediaError('noFrames', 'The shared screen has no picture')
    await this.closeScreen()
    const generation = (this.#screenGeneration += 1)
    this.#screen = stream
    this.#set({ screen: { status: 'opening', device: { ...SCREEN, label: track.label } } })
    track.addEventListener('ended', () => this.#screenEnded(generation))
    this.#compositor.attach('screen', generation, track)
  }

  async closeScreen(): Promise<void> {
    if (!this.#screen) return
    stopAll(this.#screen)
    this.#screen = null
    this.#compositor.post({ type: 'detach', input: 'screen' })
    this.#set({ screen: CLOSED })
  }

  openMicrophone(microphone: DeviceRef, processing: MicrophoneProcessing = SPEECH): Promise<void> {
    this.#microphoneProcessing = processing
    return this.#microphone.open(microphone)
  }

  async closeMicrophone(): Promise<void> {
    this.#microphone.close()
  }

  retryMicrophone(): Promise<void> {
    return this.#microphone.retry()
  }

  setMicrophoneGain(gain: number): void {
    const microphoneGain = Math.max(0, Math.min(4, gain))
    this.#mixer.setGain(microphoneGain)
    this.#set({ microphoneGain })
  }

  setMicrophoneMuted(microphoneMuted: boolean): void {
    this.#mixer.setMuted(microphoneMuted)
    this.#set({ microphoneMuted })
  }

  async loadScenes(scenes: readonly Scene[]): Promise<void> {
    const parsed = scenes.map((scene) => {
      const result = sceneSchema.safeParse(scene)
      if (!result.success)
        throw new MediaError('invalidScene', `Scene ${scene.name}: ${result.error.message}`)
      return result.data
    })
    const canvas = parsed[0]?.canvas ?? this.#state.canvas
    if (
      parsed.some((scene) => scene.canvas.width !== canvas.width || scene.canvas.height !== canvas.height)
    ) {
      throw new MediaError('invalidScene', 'The scenes have different canvases')
    }
    if (new Set(parsed.map((scene) => scene.id)).size !== parsed.length) {
      throw new MediaError('invalidScene', 'Two scenes have the same id')
    }
    const resized = canvas.width !== this.#state.canvas.width || canvas.height !== this.#state.canvas.height
    if (resized && (this.#recording.active || this.#publishers.size > 0)) {
      throw new MediaError('busy', 'The canvas cannot change while recording or on air')
    }
    if (resized) this.#compositor.post({ type: 'canvas', canvas })
    const keep = (id: string | null) => (parsed.some((scene) => scene.id === id) ? id : null)
    this.#set({
      canvas,
      scenes: parsed,
      programSceneId: keep(this.#state.programSceneId),
      previewSceneId: keep(this.#state.previewSceneId),
    })
    if (this.#state.programSceneId !== null) this.#sendProgram()
    this.#sendPreview()
  }

  async setImageAsset(assetId: string, image: Blob | null): Promise<void> {
    try {
      const bitmap = image && (await createImageBitmap(image))
      this.#compositor.post({ type: 'image', assetId, image: bitmap }, bitmap ? [bitmap] : [])
    } catch (cause) {
      throw new MediaError('formatRefused', 'The picture cannot be read', { cause })
    }
  }

  setPreview(sceneId: string | null): void {
    if (sceneId !== null) this.#scene(sceneId)
    this.#set({ previewSceneId: sceneId })
    this.#sendPreview()
  }

  take(sceneId?: string): void {
    const { previewSceneId, programSceneId } = this.#state
    if (sceneId !== undefined) {
      this.#scene(sceneId)
      this.#set({ programSceneId: sceneId })
    } else {
      if (previewSceneId === null) return
      this.#set({ programSceneId: previewSceneId, previewSceneId: programSceneId })
      this.#sendPreview()
    }
    this.#sendProgram()
  }

  showWallCard(card: WallCard): void {
    clearTimeout(this.#wallTimer)
    const remainingMs = card.untilMs - Date.now()
    if (remainingMs <= 0) {
      this.hideWallCard()
      return
    }
    this.#wallTimer = setTimeout(() => this.#set({ wallCard: null }), Math.min(remainingMs, 2 ** 31 - 1))
    this.#compositor.post({ type: 'wallCard', card })
    this.#set({ wallCard: card })
  }

  hideWallCard(): void {
    clearTimeout(this.#wallTimer)
    this.#compositor.post({ type: 'wallCard', card: null })
    this.#set({ wallCard: null })
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

  async publishTo(target: OutputTarget): Promise<OutputHandle> {
    const { kind, ...options } = target
    const id = `${kind}-${(this.#outputCount += 1)}`
    const output: OutputState = { id, kind, status: 'live', error: null, viewers: 0, connecting: 0 }
    const publisher = new LocalRoomPublisher({
      ...options,
      video: this.#compositor.programTrack,
      audio: this.#mixer.programTrack,
      onChange: (counts) =>
        this.#set({
          outputs: this.#state.outputs.map((known) => (known.id === id ? { ...known, ...counts } : known)),
        }),
    })
    this.#publishers.set(id, publisher)
    this.#set({ outputs: [...this.#state.outputs, output] })
    return { id, stop: async () => this.#stopOutput(id) }
  }

  async dispose(): Promise<void> {
    for (const id of this.#publishers.keys()) this.#stopOutput(id)
    if (this.#recording.active) await this.#recording.stop().catch(() => undefined)
    this.#forgetDevices()
    this.#cameras.closeAll()
    this.#microphone.close()
    await this.closeScreen()
    clearTimeout(this.#wallTimer)
    this.#compositor.dispose()
    await this.#mixer.dispose()
    this.#listeners.clear()
    this.#statsListeners.clear()
  }

  async #captureMicrophone(device: DeviceRef, hooks: SourceHooks): Promise<() => void> {
    const stream = await captureMicrophone(device, this.#microphoneProcessing)
    const [track] = stream.getAudioTracks()
    if (!track) throw new MediaError('noFrames', `${device.label} has no sound`)
    track.addEventListener('ended', () =>
      hooks.lost(new MediaError('deviceGone', `${device.label} was unplugged`)),
    )
    this.#mixer.setMicrophone(stream)
    hooks.live(null)
    return () => {
      this.#mixer.setMicrophone(null)
      stopAll(stream)
    }
  }

  #inputLive({ input, generation, width, height }: Extract<FromCompositor, { type: 'inputLive' }>): void {
    if (input !== 'screen') {
      this.#cameras.inputLive(input, generation, { width, height })
      return
    }
    const { screen } = this.#state
    if (generation !== this.#screenGeneration || (screen.status !== 'opening' && screen.status !== 'live'))
      return
    this.#set({
      screen: { status: 'live', device: screen.device, format: { width, height, frameRate: 0 } },
    })
  }

  #screenEnded(generation: number): void {
    if (generation === this.#screenGeneration) void this.closeScreen()
  }

  #reportStats(message: Extract<FromCompositor, { type: 'stats' }>): void {
    const { framesPerSecond, renderMs, skippedFrames, inputFramesPerSecond: inputs } = message
    this.#cameras.watchFrames((slot) => inputs[slot] ?? 0)
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
    this.#set({
      failure,
      outputs: this.#state.outputs.map((output) => ({ ...output, status: 'failed', error: failure })),
    })
  }

  #stopOutput(id: string): void {
    this.#publishers.get(id)?.stop()
    this.#publishers.delete(id)
    this.#set({ outputs: this.#state.outputs.filter((output) => output.id !== id) })
  }

  #scene(sceneId: string): Scene {
    const scene = this.#state.scenes.find(({ id }) => id === sceneId)
    if (!scene) throw new MediaError('invalidScene', `There is no scene ${sceneId}`)
    return scene
  }

  #sendProgram(): void {
    const { programSceneId } = this.#state
    this.#compositor.post({
      type: 'program',
      scene: programSceneId === null ? null : this.#scene(programSceneId),
    })
  }

  #sendPreview(): void {
    const { previewSceneId } = this.#state
    this.#compositor.post({
      type: 'preview',
      scene: previewSceneId === null ? null : this.#scene(previewSceneId),
      wanted: this.#views.preview.count > 0,
    })
  }

  #set(change: Partial<MediaState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

/** A portrait canvas uses a tall slice of a landscape camera, so it needs a larger picture to stay sharp. */
function captureSizeFor(canvas: PixelSize): PixelSize {
  return canvas.height > canvas.width ? { width: 1920, height: 1080 } : LANDSCAPE_CANVAS
}
