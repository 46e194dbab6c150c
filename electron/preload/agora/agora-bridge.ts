import { AGORA_SOURCE } from '#shared/protocol/agora.ts'
import type { AgoraApi, AgoraCode, AgoraEnhancement } from '#shared/protocol/agora.ts'
import { AgoraEvents } from './events.ts'
import { Enhancer } from './enhancer.ts'
import { AgoraRecorder } from './recorder.ts'
import { loadSdk } from './sdk.ts'
import type { LoadedSdk, RtcEngine } from './sdk.ts'
import { TempFiles } from './temp-files.ts'
import { AgoraViews } from './views.ts'

const LIVE_BROADCASTING = 1
const BROADCASTER = 1
const LIVESHOW = 3
const VIDEO_METADATA = 0
const PREVIEW_FPS = 30
const VOLUME_EVERY_MS = 100
const VOLUME_SMOOTHING = 3
/** Negative error codes of the SDK, for what this side refuses itself. */
const [ERR_FAILED, ERR_INVALID_ARGUMENT, ERR_NOT_INITIALIZED] = [-1, -2, -7] as const
const MAX_DATA_BYTES = 1024
/** By the SDK's ScreenCaptureSourceType. */
const SCREEN_KINDS = ['window', 'screen'] as const

interface BridgeOptions {
  /** Null: the seller has not switched the engine on. */
  readonly load?: (() => LoadedSdk) | null
  readonly files?: TempFiles
}

/**
 * The native SDK behind the studio's narrow API. It holds the one engine of the process, hands out nothing of the SDK
 * itself, and never throws: the page gets codes, files by path and events.
 */
export function createAgoraBridge<Container>({
  load = loadSdk,
  files = new TempFiles(),
}: BridgeOptions = {}): AgoraApi<Container> {
  const events = new AgoraEvents()
  const views = new AgoraViews<Container>()
  const recorder = new AgoraRecorder(files, events)
  const enhancer = new Enhancer()
  let loaded: LoadedSdk | null = null
  let running: { readonly engine: RtcEngine; readonly appId: string } | null = null
  let music: string | null = null

  const sdk = (): LoadedSdk =>
    (loaded ??= load?.() ?? {
      sdk: null,
      availability: { available: false, why: 'notEnabled', reason: 'The Agora engine is switched off' },
    })

  /** Runs one call of the SDK; what is not a code, or throws, is a general error. */
  function call(run: (engine: RtcEngine) => unknown): AgoraCode {
    if (!running) return ERR_NOT_INITIALIZED
    try {
      const answer = run(running.engine)
      return typeof answer === 'number' ? answer : ERR_FAILED
    } catch {
      return ERR_FAILED
    }
  }

  function ask<Answer>(otherwise: Answer, run: (engine: RtcEngine) => Answer): Answer {
    if (!running) return otherwise
    try {
      return run(running.engine)
    } catch {
      return otherwise
    }
  }

  function start(appId: string): AgoraCode {
    if (running?.appId === appId) return 0
    release()
    const { sdk: agora } = sdk()
    if (!agora) return ERR_NOT_INITIALIZED
    try {
      // Its JavaScript would print the parameters of a failing call, tokens among them.
      agora.AgoraEnv.enableLogging = false
      const engine = agora.createAgoraRtcEngine()
      const code = engine.initialize({ appId, channelProfile: LIVE_BROADCASTING })
      if (code !== 0) {
        engine.release(true)
        return typeof code === 'number' ? code : ERR_FAILED
      }
      running = { engine, appId }
      agora.AgoraEnv.AgoraRendererManager?.setRenderingFps(PREVIEW_FPS)
      engine.registerEventHandler(events.handler)
      // Metadata inside the video stream must be asked for before the channel is joined.
      engine.registerMediaMetadataObserver({}, VIDEO_METADATA)
      engine.setClientRole(BROADCASTER)
      engine.setVideoScenario(LIVESHOW)
      engine.enableVideo()
      engine.enableAudioVolumeIndication(VOLUME_EVERY_MS, VOLUME_SMOOTHING, true)
      return 0
    } catch {
      return ERR_FAILED
    }
  }

  function release(): void {
    const engine = running?.engine
    running = null
    views.forget()
    enhancer.forget()
    recorder.forget()
    music = null
    try {
      engine?.release(true)
    } catch {
      // There is nothing left to do with it.
    }
    files.clear()
  }

  const api: AgoraApi<Container> = {
    availability: () => sdk().availability,
    start,
    release,
    subscribe: (listener) => events.subscribe(listener),

    cameras: () => ask([], (engine) => named(engine.getVideoDeviceManager().enumerateVideoDevices())),
    microphones: () => ask([], (engine) => named(engine.getAudioDeviceManager().enumerateRecordingDevices())),
    openCamera: (slot, { deviceId, width, height, framesPerSecond }) =>
      call((engine) =>
        engine.startCameraCapture(AGORA_SOURCE.camera[slot], {
          deviceId,
          format: { width, height, fps: framesPerSecond },
          // The composition cuts and fits; a camera cropped to the encoder's shape would lose its sides for good.
          followEncodeDimensionRatio: false,
        }),
      ),
    closeCamera: (slot) => call((engine) => engine.stopCameraCapture(AGORA_SOURCE.camera[slot])),
    screens: () =>
      ask([], (engine) =>
        engine
          .getScreenCaptureSources({ width: 0, height: 0 }, { width: 0, height: 0 }, true)
          .flatMap(({ type, sourceId, sourceName }) => {
            const kind = SCREEN_KINDS[Number(type)]
            return sourceId === undefined || !kind ? [] : [{ kind, sourceId, name: sourceName ?? '' }]
          }),
      ),
    openScreen: ({ kind, sourceId }, framesPerSecond) =>
      call((engine) =>
        engine.startScreenCaptureBySourceType(AGORA_SOURCE.screen, {
          isCaptureWindow: kind === 'window',
          ...(kind === 'window' ? { windowId: sourceId } : { displayId: sourceId }),
          params: { frameRate: framesPerSecond, captureMouseCursor: true, enableHighLight: false },
        }),
      ),
    closeScreen: () => call((engine) => engine.stopScreenCaptureBySourceType(AGORA_SOURCE.screen)),

    writeImage: (png) => attempt(null, () => files.writeImage(png)),
    removeImage: (imageUrl) => attempt(undefined, () => files.removeImage(imageUrl)),
    startComposition: (composition) =>
      call((engine) => {
        if (!composition.videoInputStreams.every(ownPicture)) return ERR_INVALID_ARGUMENT
        const code = engine.startLocalVideoTranscoder(mutable(composition))
        return code === 0 ? engine.startPreview(AGORA_SOURCE.transcoded) : code
      }),
    updateComposition: (composition) =>
      call((engine) =>
        composition.videoInputStreams.every(ownPicture)
          ? engine.updateLocalTranscoderConfiguration(mutable(composition))
          : ERR_INVALID_ARGUMENT,
      ),
    stopComposition: () =>
      call((engine) => {
        engine.stopPreview(AGORA_SOURCE.transcoded)
        return engine.stopLocalVideoTranscoder()
      }),
    attachView: (source, container, mirror) =>
      call((engine) => views.attach(engine, source, container, mirror)),
    detachView: (container) => attempt(undefined, () => views.detach(running?.engine ?? null, container)),

    openMicrophone: (deviceId) =>
      call((engine) => {
        const code = engine.getAudioDeviceManager().setRecordingDevice(deviceId)
        return code === 0 ? engine.enableLocalAudio(true) : code
      }),
    closeMicrophone: () => call((engine) => engine.enableLocalAudio(false)),
    setMicrophoneVolume: (percent) => call((engine) => engine.adjustRecordingSignalVolume(percent)),
    setMicrophoneMuted: (muted) => call((engine) => engine.muteRecordingSignal(muted)),
    setNoiseSuppression: (enabled) => call((engine) => engine.setAINSMode(enabled, 0)),
    meterMicrophone: (on) =>
      call((engine) => {
        const devices = engine.getAudioDeviceManager()
        return on ? devices.startRecordingDeviceTest(VOLUME_EVERY_MS) : devices.stopRecordingDeviceTest()
      }),
    startMusic: (name, file) =>
      call((engine) => {
        stopMusic(engine)
        music = files.writeMusic(name, file)
        return engine.startAudioMixing(music, false, -1)
      }),
    setMusicMonitor: (on) => call((engine) => engine.adjustAudioMixingPlayoutVolume(on ? 100 : 0)),
    pauseMusic: (paused) =>
      call((engine) => (paused ? engine.pauseAudioMixing() : engine.resumeAudioMixing())),
    stopMusic: () => call(stopMusic),
    setMusicVolume: (percent) => call((engine) => engine.adjustAudioMixingPublishVolume(percent)),
    musicDurationMs: () => call((engine) => engine.getAudioMixingDuration()),

    enhance: (slot, enhancement: AgoraEnhancement) =>
      call((engine) => enhancer.set(engine, slot, enhancement)),

    startProbe: (expectedKbps) =>
      call((engine) =>
        engine.startLastmileProbeTest({
          probeUplink: true,
          probeDownlink: false,
          expectedUplinkBitrate: expectedKbps * 1000,
          expectedDownlinkBitrate: 0,
        }),
      ),
    stopProbe: () => call((engine) => engine.stopLastmileProbeTest()),
    startEchoTest: (token, channel) =>
      call((engine) =>
        engine.startEchoTest({
          enableAudio: true,
          enableVideo: false,
          token,
          channelId: channel,
          intervalInSeconds: 2,
        }),
      ),
    stopEchoTest: () => call((engine) => engine.stopEchoTest()),

    join: ({ token, channel, uid, audioDelayMs }) =>
      call((engine) =>
        engine.joinChannel(token, channel, uid, {
          channelProfile: LIVE_BROADCASTING,
          clientRoleType: BROADCASTER,
          publishTranscodedVideoTrack: true,
          publishCameraTrack: false,
          publishMicrophoneTrack: true,
          autoSubscribeAudio: false,
          autoSubscribeVideo: false,
          audioDelayMs,
        }),
      ),
    leave: () =>
      call((engine) =>
        // The music, and the microphone's meter, go on without the channel.
        engine.leaveChannel({ stopAudioMixing: false, stopAllEffect: false, stopMicrophoneRecording: false }),
      ),
    renewToken: (token) => call((engine) => engine.renewToken(token)),
    setAudioDelay: (ms) => call((engine) => engine.updateChannelMediaOptions({ audioDelayMs: ms })),
    startPush: (url) => call((engine) => engine.startRtmpStreamWithoutTranscoding(url)),
    stopPush: (url) => call((engine) => engine.stopRtmpStream(url)),
    openDataStream: () => call((engine) => engine.createDataStream({ syncWithAudio: false, ordered: true })),
    sendData: (streamId, text) =>
      call((engine) => {
        const bytes = new TextEncoder().encode(text)
        if (bytes.length > MAX_DATA_BYTES) return ERR_INVALID_ARGUMENT
        return engine.sendStreamMessage(streamId, bytes, bytes.length)
      }),
    sendMetadata: (text) =>
      call((engine) => {
        const buffer = new TextEncoder().encode(text)
        if (buffer.length > MAX_DATA_BYTES) return ERR_INVALID_ARGUMENT
        return engine.sendMetaData({ uid: 0, size: buffer.length, buffer }, AGORA_SOURCE.transcoded)
      }),

    startRecording: (joined, size) => call((engine) => recorder.start(engine, joined, size)),
    stopRecording: () => call(() => recorder.stop()),
    readRecording: (offset, length) => recorder.read(offset, length),
    discardRecording: (keepFile) => recorder.discard(running?.engine ?? null, keepFile),
  }
  return api

  function stopMusic(engine: RtcEngine): AgoraCode {
    if (music === null) return 0
    const code = engine.stopAudioMixing()
    files.removeMusic(music)
    music = null
    return code
  }

  function ownPicture({ imageUrl }: { readonly imageUrl?: string }): boolean {
    return imageUrl === undefined || files.ownsImage(imageUrl)
  }
}

function attempt<Answer>(otherwise: Answer, run: () => Answer): Answer {
  try {
    return run()
  } catch {
    return otherwise
  }
}

function named(devices: readonly { deviceId?: string; deviceName?: string }[]) {
  return devices.flatMap(({ deviceId, deviceName }) =>
    deviceId === undefined || deviceId === '' ? [] : [{ deviceId, deviceName: deviceName ?? '' }],
  )
}

/** The SDK's types know no readonly. */
function mutable(composition: Parameters<AgoraApi<unknown>['startComposition']>[0]) {
  return {
    ...composition,
    videoInputStreams: composition.videoInputStreams.map((input) => ({ ...input })),
  }
}
