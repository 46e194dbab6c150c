import { writeFileSync } from 'node:fs'
import Module from 'node:module'
import { z } from 'zod'

/** One call of the native side: the function without its version hash, and its parsed parameters. */
export interface NativeCall {
  readonly name: string
  readonly parameters: unknown
  /** Buffers handed over beside the JSON, as text. */
  readonly buffers: readonly string[]
}

type EventListener = (
  event: string,
  json: string,
  buffers: readonly Uint8Array[],
  lengths: readonly number[],
  count: number,
) => void

type Answer = Readonly<Record<string, unknown>>

export interface StandInDevice {
  readonly deviceId: string
  readonly deviceName: string
}

const CAMERA_TYPES = [0, 1, 11, 12]
const DONE: Answer = { result: 0 }
const captureSchema = z.object({
  sourceType: z.number(),
  config: z.object({
    deviceId: z.string(),
    format: z.object({ width: z.number(), height: z.number() }),
  }),
})
const sourceSchema = z.object({ sourceType: z.number() })
const compositionSchema = z.object({
  config: z.object({
    videoInputStreams: z.array(z.object({ sourceType: z.number(), imageUrl: z.string().optional() })),
  }),
})
const joinSchema = z.object({ token: z.string(), channelId: z.string(), uid: z.number() })
const tokenSchema = z.object({ token: z.string() })
const urlSchema = z.object({ url: z.string() })
const deviceSchema = z.object({ deviceId: z.string() })
const recorderSchema = z.object({
  nativeHandle: z.string(),
  config: z.object({ storagePath: z.string() }).optional(),
})

/**
 * A believable device in place of the native addon: it remembers every call with its JSON, answers as the SDK's types
 * say, and reports what a real one would, by the same callback. What it reports unasked (seconds of statistics, a
 * lost connection, a pulled plug) the test makes happen. How the real addon behaves is listed as unproven in
 * docs/agora.md.
 */
export class StandIn {
  readonly calls: NativeCall[] = []
  cameras: StandInDevice[] = []
  microphones: StandInDevice[] = []
  screens: { readonly type: 0 | 1; readonly sourceId: number; readonly sourceName: string }[] = []
  /** Tokens Agora does not take. */
  readonly badTokens = new Set<string>()
  /** How many times the CDN refuses before it takes the stream. */
  pushFailures = 0
  /** What the recorder writes. */
  recording = 'ftyp-and-the-rest-of-a-file'
  recorderFailure: number | null = null
  /** Answers in place of the usual one, by name. */
  readonly answers = new Map<string, Answer>()
  readonly #capturing = new Map<number, string>()
  #listener: EventListener | null = null
  #channel: { readonly channelId: string; readonly localUid: number } | null = null
  #recordingPath: string | null = null
  #recorders = 0

  /** Names of the calls since the last time, with their JSON. */
  take(): NativeCall[] {
    return this.calls.splice(0)
  }

  /** Reports an event as the native side does: as JSON, later, through the callback the SDK gave. */
  fire(event: string, data: Answer, prefix = 'RtcEngineEventHandler_'): void {
    setTimeout(() => {
      this.#listener?.(`${prefix}${event}_0000000`, JSON.stringify(data), [], [], 0)
    }, 0)
  }

  /** One round of what the SDK reports every two seconds while in a channel. */
  statistics(kbps = 2400): void {
    const connection = this.#channel
    if (!connection) return
    this.fire('onLocalVideoStats', {
      connection,
      sourceType: 10,
      stats: { sentBitrate: kbps, sentFrameRate: 30, encoderOutputFrameRate: 30, captureFrameRate: 30 },
    })
    this.fire('onNetworkQuality', { connection, remoteUid: 0, txQuality: 2, rxQuality: 1 })
    this.fire('onRtcStats', {
      connection,
      stats: {
        txVideoKBitRate: kbps,
        txAudioKBitRate: 64,
        txPacketLossRate: 1,
        gatewayRtt: 34,
        lastmileDelay: 20,
      },
    })
  }

  connectionState(state: number, reason: number): void {
    this.fire('onConnectionStateChanged', { connection: this.#connection(), state, reason })
  }

  /** The SDK comes back by itself after it lost the connection. */
  rejoin(): void {
    this.connectionState(3, 15)
    this.fire('onRejoinChannelSuccess', { connection: this.#connection(), elapsed: 10 })
  }

  unplugCamera(deviceId: string): void {
    this.cameras = this.cameras.filter((camera) => camera.deviceId !== deviceId)
    for (const [source, device] of this.#capturing) {
      if (device !== deviceId) continue
      this.#capturing.delete(source)
      this.fire('onLocalVideoStateChanged', { source, state: 3, reason: 9 })
    }
    this.fire('onVideoDeviceStateChanged', { deviceId, deviceType: 3, deviceState: 8 })
  }

  plugCamera(camera: StandInDevice): void {
    this.cameras = [...this.cameras, camera]
    this.fire('onVideoDeviceStateChanged', { deviceId: camera.deviceId, deviceType: 3, deviceState: 3 })
  }

  speak(volume: number, voice: boolean): void {
    const connection = this.#connection()
    const speakers = [{ uid: 0, volume, vad: voice ? 1 : 0, voicePitch: 0 }]
    this.fire('onAudioVolumeIndication', { connection, speakers, speakerNumber: 1, totalVolume: volume })
  }

  recorder(event: 'onRecorderStateChanged' | 'onRecorderInfoUpdated', data: Answer): void {
    const about = { nativeHandle: `recorder-${this.#recorders}`, channelId: '', uid: 0 }
    this.fire(event, { ...about, ...data }, 'MediaRecorderObserver_')
  }

  listen(listener: EventListener): void {
    this.#listener = listener
  }

  call(api: string, json: string, buffers: readonly Uint8Array[]): Answer {
    const name = api
      .replace(/^(?:RtcEngine|VideoDeviceManager|AudioDeviceManager)_/, '')
      .replace(/_[0-9a-f]{7}$/, '')
    const parameters: unknown = JSON.parse(json)
    const texts = buffers.map((buffer) => new TextDecoder().decode(buffer))
    this.calls.push({ name, parameters, buffers: texts })
    return this.answers.get(name) ?? this.#answer(name, parameters)
  }

  /** Frames of a source were asked for, or are not wanted any more: how pictures reach a view. */
  show(name: string, context: object): void {
    const parameters: unknown = JSON.parse(JSON.stringify(context))
    this.calls.push({ name, parameters, buffers: [] })
  }

  #answer(name: string, parameters: unknown): Answer {
    switch (name) {
      case 'enumerateVideoDevices':
        return { result: this.cameras }
      case 'enumerateRecordingDevices':
        return { result: this.microphones }
      case 'getScreenCaptureSources':
        return {
          result: this.screens.map((screen) => ({
            ...screen,
            thumbImage: {},
            iconImage: {},
            sourceDisplayId: '0',
          })),
          sources: '77',
        }
      case 'registerEventHandler':
        return { result: true }
      case 'startCameraCapture':
        return this.#startCamera(captureSchema.parse(parameters))
      case 'stopCameraCapture':
        return this.#stopCamera(sourceSchema.parse(parameters).sourceType)
      case 'startScreenCaptureBySourceType':
        this.#started(sourceSchema.parse(parameters).sourceType, 1920, 1080)
        return DONE
      case 'startLocalVideoTranscoder':
      case 'updateLocalTranscoderConfiguration':
        return this.#compose(compositionSchema.parse(parameters))
      case 'setRecordingDevice':
        return { result: this.#hasMicrophone(deviceSchema.parse(parameters).deviceId) ? 0 : -2 }
      case 'enableLocalAudio':
        this.fire('onLocalAudioStateChanged', { connection: this.#connection(), state: 1, reason: 0 })
        return DONE
      case 'startRecordingDeviceTest':
        this.speak(12, false)
        return DONE
      case 'getAudioMixingDuration':
        return { result: 183_000 }
      case 'startAudioMixing':
        this.fire('onAudioMixingStateChanged', { state: 710, reason: 0 })
        return DONE
      case 'startLastmileProbeTest':
        this.fire('onLastmileProbeResult', {
          result: {
            state: 1,
            rtt: 28,
            uplinkReport: { packetLossRate: 1, jitter: 6, availableBandwidth: 8_200_000 },
          },
        })
        return DONE
      case 'joinChannel':
        return this.#join(joinSchema.parse(parameters))
      case 'leaveChannel':
        this.fire('onLeaveChannel', { connection: this.#connection(), stats: {} })
        this.#channel = null
        return DONE
      case 'renewToken': {
        const bad = this.badTokens.has(tokenSchema.parse(parameters).token)
        this.fire('onRenewTokenResult', { connection: this.#connection(), token: '', code: bad ? 3 : 0 })
        return DONE
      }
      case 'createDataStream':
        return { result: 0, streamId: 7 }
      case 'startRtmpStreamWithoutTranscoding':
        return this.#push(urlSchema.parse(parameters).url)
      case 'stopRtmpStream':
        this.fire('onRtmpStreamingStateChanged', {
          url: urlSchema.parse(parameters).url,
          state: 0,
          reason: 100,
        })
        return DONE
      case 'createMediaRecorder':
        return { result: `recorder-${(this.#recorders += 1)}` }
      case 'MediaRecorder_startRecording':
        return this.#record(recorderSchema.parse(parameters).config?.storagePath ?? '')
      case 'MediaRecorder_stopRecording':
        if (this.#recordingPath !== null) writeFileSync(this.#recordingPath, this.recording)
        this.#recordingPath = null
        this.recorder('onRecorderStateChanged', { state: 3, reason: 0 })
        return DONE
      default:
        return DONE
    }
  }

  #startCamera({ sourceType, config }: z.infer<typeof captureSchema>): Answer {
    if (!CAMERA_TYPES.includes(sourceType)) return { result: -2 }
    const { deviceId, format } = config
    if (!this.cameras.some((camera) => camera.deviceId === deviceId)) {
      this.fire('onLocalVideoStateChanged', { source: sourceType, state: 3, reason: 8 })
    } else if ([...this.#capturing.values()].includes(deviceId)) {
      this.fire('onLocalVideoStateChanged', { source: sourceType, state: 3, reason: 3 })
    } else {
      this.#capturing.set(sourceType, deviceId)
      this.#started(sourceType, format.width, format.height)
    }
    return DONE
  }

  #started(source: number, width: number, height: number): void {
    this.fire('onLocalVideoStateChanged', { source, state: 1, reason: 0 })
    this.fire('onFirstLocalVideoFrame', { source, width, height, elapsed: 40 })
  }

  #stopCamera(source: number): Answer {
    if (this.#capturing.delete(source)) this.fire('onLocalVideoStateChanged', { source, state: 0, reason: 0 })
    return DONE
  }

  #compose({ config }: z.infer<typeof compositionSchema>): Answer {
    const cold = config.videoInputStreams.find(
      ({ sourceType }) => CAMERA_TYPES.includes(sourceType) && !this.#capturing.has(sourceType),
    )
    if (cold) this.fire('onLocalVideoTranscoderError', { stream: cold, error: 1 })
    return DONE
  }

  #hasMicrophone(deviceId: string): boolean {
    return this.microphones.some((microphone) => microphone.deviceId === deviceId)
  }

  #join({ token, channelId, uid }: z.infer<typeof joinSchema>): Answer {
    if (this.#channel) return { result: -17 }
    this.#channel = { channelId, localUid: uid }
    this.connectionState(2, 0)
    if (this.badTokens.has(token)) {
      this.connectionState(5, 8)
      return DONE
    }
    this.connectionState(3, 1)
    this.fire('onJoinChannelSuccess', { connection: this.#channel, elapsed: 120 })
    return DONE
  }

  #push(url: string): Answer {
    this.fire('onRtmpStreamingStateChanged', { url, state: 1, reason: 0 })
    const fails = this.pushFailures > 0
    if (fails) this.pushFailures -= 1
    this.fire('onRtmpStreamingStateChanged', { url, state: fails ? 4 : 2, reason: fails ? 3 : 0 })
    return DONE
  }

  #record(path: string): Answer {
    if (this.recorderFailure !== null) {
      this.recorder('onRecorderStateChanged', { state: -1, reason: this.recorderFailure })
      return DONE
    }
    this.#recordingPath = path
    this.recorder('onRecorderStateChanged', { state: 2, reason: 0 })
    return DONE
  }

  #connection(): Answer {
    return this.#channel ?? { channelId: '', localUid: 0 }
  }
}

let device = new StandIn()
let listener: EventListener | null = null

/** A fresh device behind the SDK, which is one per process and keeps its bridge for good. */
export function newStandIn(): StandIn {
  device = new StandIn()
  if (listener) device.listen(listener)
  return device
}

/** Everything the SDK's JavaScript asks of the addon. */
class AgoraElectronBridge {
  CallApi(name: string, json: string, buffers: readonly Uint8Array[]): object {
    return { callApiReturnCode: 0, callApiResult: JSON.stringify(device.call(name, json, buffers)) }
  }

  OnEvent(name: string, callback: EventListener): void {
    if (name !== 'call_back_with_buffer') return
    listener = callback
    device.listen(callback)
  }

  UnEvent(): void {}
  InitializeEnv(): void {}
  ReleaseEnv(): void {}
  ReleaseRenderer(): void {}

  EnableVideoFrameCache(context: object): void {
    device.show('EnableVideoFrameCache', context)
  }

  DisableVideoFrameCache(context: object): void {
    device.show('DisableVideoFrameCache', context)
  }

  /** There are no frames in a stand-in. */
  GetVideoFrame(): object {
    return { ret: 2, hasMoreFrame: false }
  }

  GetBuffer(): Uint8Array {
    return new Uint8Array()
  }
}

/** Puts the stand-in where the SDK looks for its addon. Call before the SDK is loaded for the first time. */
export function installStandIn(): void {
  const original: unknown = Reflect.get(Module, '_load')
  if (typeof original !== 'function') throw new Error('This Node has no Module._load')
  Reflect.set(Module, '_load', (request: string, ...rest: unknown[]): unknown => {
    if (/build[\\/]Release[\\/]agora_node_ext$/.test(request)) return { AgoraElectronBridge }
    // Outside of Electron its package would fetch the runtime; the SDK wants it for codecs the studio does not use.
    if (request === 'electron') return {}
    const loaded: unknown = Reflect.apply(original, Module, [request, ...rest])
    return loaded
  })
}
