import { describe, expect, it } from 'vitest'
import { LANDSCAPE_CANVAS } from '#shared/domain/scenes/scene.ts'
import { starterScenes } from '#shared/domain/scenes/templates.ts'
import { TEMPLATE_TEXTS } from '#shared/domain/scenes/testing/template-texts.ts'
import type { OutputState } from '#renderer/media/media-state.ts'
import type { OutputHandle } from '#renderer/media/port.ts'
import { makeContainer } from './dom.ts'
import { callsOf, holdTime, moment, openNativeStudio } from './studio.ts'
import type { NativeStudio } from './studio.ts'

/** One picture of the composition, the way the SDK wants it. */
const input = (sourceType: number, [x, y, width, height]: readonly number[], zOrder: number) => ({
  sourceType,
  x,
  y,
  width,
  height,
  zOrder,
  alpha: 1,
  mirror: false,
})
const still = (title: string, place: readonly number[], zOrder: number) => ({
  ...input(6, place, zOrder),
  imageUrl: `${title} ${place[2]}x${place[3]}`,
})
const composition = (...videoInputStreams: readonly object[]) => ({
  config: {
    streamCount: videoInputStreams.length,
    videoInputStreams,
    videoOutputConfiguration: {
      dimensions: { width: 1280, height: 720 },
      frameRate: 30,
      bitrate: 2765,
      orientationMode: 0,
    },
    syncWithPrimaryCamera: false,
  },
})
const FULL = [0, 0, 1280, 720]
const ground = still('#000000', FULL, 0)
const capture = (sourceType: number, deviceId: string) => [
  'startCameraCapture',
  {
    sourceType,
    config: { deviceId, format: { width: 1280, height: 720, fps: 30 }, followEncodeDimensionRatio: false },
  },
]
const PRODUCT =
  '{"type":"product","number":3,"title":"羊绒大衣","price":"¥399","dailyPrice":"¥599","stock":"还剩 42 件","soldOut":false}'
const CDN = 'rtmp://push.example.com/live/stream?key=1'

holdTime()

describe('a whole show on the native SDK', () => {
  it('makes exactly the calls it should, in order, and believes only what the SDK reports', async () => {
    const studio: NativeStudio = openNativeStudio()
    const { device, engine } = studio
    const output = (kind: string): OutputState | undefined =>
      engine.getState().outputs.find((each) => each.kind === kind)
    await moment()

    // The engine starts, and the program flows at once: black.
    expect(callsOf(device)).toEqual([
      ['initialize', { context: { appId: '0123456789abcdef0123456789abcdef', channelProfile: 1 } }],
      ['setAppType', { appType: 3 }],
      ['registerEventHandler', {}],
      ['registerMediaMetadataObserver', { type: 0 }],
      ['setClientRole', { role: 1 }],
      ['setVideoScenario', { scenarioType: 3 }],
      ['enableVideo', {}],
      ['enableAudioVolumeIndication', { interval: 100, smooth: 3, reportVad: true }],
      [
        'startLocalVideoTranscoder',
        {
          config: {
            ...composition(still('#000000', [0, 0, 720, 1280], 0)).config,
            videoOutputConfiguration: {
              dimensions: { width: 720, height: 1280 },
              frameRate: 30,
              bitrate: 2765,
              orientationMode: 0,
            },
          },
        },
      ],
      ['startPreview', { sourceType: 10 }],
    ])

    // Pre-flight: devices, the uplink, the host's own echo.
    await engine.refreshDevices()
    const probe = engine.network.probeUplink()
    await moment()
    expect(await probe).toEqual({ kbps: 8200, packetLoss: 0.01, jitterMs: 6, roundTripMs: 28 })
    const endEcho = await engine.network.startEchoTest()
    await endEcho()
    expect(callsOf(device)).toEqual([
      ['enumerateVideoDevices', {}],
      ['enumerateRecordingDevices', {}],
      [
        'startLastmileProbeTest',
        {
          config: {
            probeUplink: true,
            probeDownlink: false,
            expectedUplinkBitrate: 5_000_000,
            expectedDownlinkBitrate: 0,
          },
        },
      ],
      ['stopLastmileProbeTest', {}],
      [
        'startEchoTest',
        {
          config: {
            enableAudio: true,
            enableVideo: false,
            token: 'token-echo',
            channelId: 'echo-of-host',
            intervalInSeconds: 2,
          },
        },
      ],
      ['stopEchoTest', {}],
    ])

    // Four cameras and the microphone; nothing is live before the SDK says that it captures.
    await engine.loadScenes(starterScenes(LANDSCAPE_CANVAS, TEMPLATE_TEXTS))
    const { cameras, microphones } = engine.getState()
    const opening = Promise.all([
      ...([1, 2, 3, 4] as const).map((slot) => engine.openCamera(slot, cameras[slot - 1]!)),
      engine.openMicrophone(1, microphones[0]!),
    ])
    expect(engine.getState().cameraSlots[1].status).toBe('opening')
    await moment()
    await opening
    expect(Object.values(engine.getState().cameraSlots).map(({ status }) => status)).toEqual(
      Array(4).fill('live'),
    )
    expect(engine.getState().microphoneSlots[1].status).toBe('live')
    expect(callsOf(device)).toEqual([
      capture(0, 'cam-a'),
      capture(1, 'cam-b'),
      capture(11, 'cam-c'),
      capture(12, 'cam-d'),
      ['setRecordingDevice', { deviceId: 'mic-a' }],
      ['enableLocalAudio', { enabled: true }],
      ['adjustRecordingSignalVolume', { volume: 100 }],
      ['muteRecordingSignal', { mute: false }],
      ['setAINSMode', { enabled: true, mode: 0 }],
      // Outside a channel the SDK measures the microphone only in a test of it.
      ['startRecordingDeviceTest', { indicationInterval: 100 }],
      // The scenes are landscape: the canvas turned.
      ['updateLocalTranscoderConfiguration', composition(ground)],
    ])

    // Three scenes: one camera, four, picture in picture. What is seen of them comes by the SDK's own renderer.
    const detach = engine.attachView('program', makeContainer())
    engine.take('camera-1')
    await moment()
    engine.setPreview('four-up')
    engine.take()
    await moment()
    engine.take('picture-in-picture')
    await moment()
    detach()
    expect(callsOf(device)).toEqual([
      ['EnableVideoFrameCache', expect.objectContaining({ sourceType: 10, position: 4, uid: 0 })],
      ['updateLocalTranscoderConfiguration', composition(ground, input(0, FULL, 1))],
      [
        'updateLocalTranscoderConfiguration',
        composition(
          ground,
          input(0, [0, 0, 640, 360], 1),
          input(1, [640, 0, 640, 360], 2),
          input(11, [0, 360, 640, 360], 3),
          input(12, [640, 360, 640, 360], 4),
        ),
      ],
      [
        'updateLocalTranscoderConfiguration',
        composition(ground, input(0, FULL, 1), input(1, [926, 22, 332, 187], 2)),
      ],
      ['DisableVideoFrameCache', expect.objectContaining({ sourceType: 10 })],
    ])

    // Enhancement, off for a comparison, and on again: cameras 1 and 2 only.
    await engine.enhancement.set({
      smooth: 0.5,
      whiten: 0.3,
      lowLight: true,
      denoise: false,
      color: false,
      background: 'none',
    })
    await engine.enhancement.showOriginal(true)
    await engine.enhancement.showOriginal(false)
    const beauty = (enabled: boolean, type: number) => [
      'setBeautyEffectOptions',
      {
        enabled,
        options: {
          lighteningContrastLevel: 1,
          lighteningLevel: enabled ? 0.3 : 0,
          smoothnessLevel: enabled ? 0.5 : 0,
          rednessLevel: 0.1,
          sharpnessLevel: 0.3,
        },
        type,
      },
    ]
    const lowLight = (enabled: boolean, type: number) => [
      'setLowlightEnhanceOptions',
      { enabled, options: { mode: 0, level: 0 }, type },
    ]
    expect(callsOf(device)).toEqual(
      [true, false, true].flatMap((on) => [beauty(on, 2), lowLight(on, 2), beauty(on, 3), lowLight(on, 3)]),
    )

    // Joining is not being on air: that begins when pictures are seen to go out.
    const tokens = ['token-1', 'token-2', 'token-3']
    const channel: OutputHandle = await engine.publishTo({
      kind: 'agora',
      channel: 'evening',
      uid: 42,
      token: async () => tokens.shift() ?? 'none left',
    })
    await moment()
    expect(output('agora')).toMatchObject({ status: 'connecting', stats: null })
    device.statistics(0)
    await moment()
    expect(output('agora')?.status).toBe('connecting')
    device.statistics()
    await moment()
    expect(output('agora')).toMatchObject({
      status: 'live',
      error: null,
      stats: {
        videoKbps: 2400,
        audioKbps: 64,
        framesPerSecond: 30,
        roundTripMs: 34,
        packetLoss: 0.01,
        quality: 2,
      },
    })
    engine.setProductCard({
      number: 3,
      title: '羊绒大衣',
      livePrice: '¥399',
      dailyPrice: '¥599',
      stock: '还剩 42 件',
      soldOut: false,
    })
    expect(callsOf(device)).toEqual([
      ['stopRecordingDeviceTest', {}],
      [
        'joinChannel',
        {
          token: 'token-1',
          channelId: 'evening',
          uid: 42,
          options: {
            channelProfile: 1,
            clientRoleType: 1,
            publishTranscodedVideoTrack: true,
            publishCameraTrack: false,
            publishMicrophoneTrack: true,
            autoSubscribeAudio: false,
            autoSubscribeVideo: false,
            audioDelayMs: 0,
          },
        },
      ],
      ['createDataStream', { config: { syncWithAudio: false, ordered: true } }],
      ['sendStreamMessage', expect.objectContaining({ streamId: 7 }), PRODUCT],
      ['sendMetaData', expect.objectContaining({ source_type: 10 }), PRODUCT],
    ])

    // The token runs out soon and is renewed; the show does not notice.
    device.fire('onTokenPrivilegeWillExpire', { connection: {}, token: 'token-1' })
    await moment()
    expect(output('agora')).toMatchObject({ status: 'live', error: null })
    expect(callsOf(device)).toEqual([['renewToken', { token: 'token-2' }]])

    // The network goes and comes back; again it is not live before pictures flow.
    device.connectionState(4, 2)
    await moment()
    expect(output('agora')).toMatchObject({ status: 'reconnecting', stats: null })
    expect(output('agora')?.error?.kind).toBe('outputLost')
    device.rejoin()
    await moment()
    expect(output('agora')?.status).toBe('reconnecting')
    device.statistics()
    await moment()
    expect(output('agora')).toMatchObject({ status: 'live', error: null })
    expect(callsOf(device)).toEqual([
      // A data stream dies with its connection: a new one, and what is on air is said again.
      ['createDataStream', { config: { syncWithAudio: false, ordered: true } }],
      ['sendStreamMessage', expect.objectContaining({ streamId: 7 }), PRODUCT],
      ['sendMetaData', expect.objectContaining({ source_type: 10 }), PRODUCT],
    ])

    // The CDN refuses once: the push is stopped before it is tried again.
    device.pushFailures = 1
    engine.setProductCard(null)
    callsOf(device)
    await engine.publishTo({ kind: 'cdn', url: CDN })
    await moment()
    expect(output('cdn')?.status).toBe('reconnecting')
    expect(output('cdn')?.error?.kind).toBe('outputUnreachable')
    await moment(1500)
    expect(output('cdn')).toMatchObject({ status: 'live', error: null })
    expect(callsOf(device)).toEqual([
      ['startRtmpStreamWithoutTranscoding', { url: CDN }],
      ['stopRtmpStream', { url: CDN }],
      ['startRtmpStreamWithoutTranscoding', { url: CDN }],
    ])

    // A recording: the SDK's own file, handed over whole.
    const written: string[] = []
    let closed = false
    const starting = engine.startRecording({
      write: async (chunk) => void written.push(new TextDecoder().decode(chunk)),
      close: async () => {
        closed = true
      },
    })
    await moment()
    await starting
    device.recorder('onRecorderInfoUpdated', { info: { fileName: '', durationMs: 2000, fileSize: 900_000 } })
    await moment()
    expect(engine.getState().recording).toMatchObject({ status: 'recording', bytes: 900_000 })
    const stopping = engine.stopRecording()
    await moment()
    expect(await stopping).toMatchObject({ bytes: device.recording.length, mimeType: 'video/mp4' })
    expect([written.join(''), closed]).toEqual([device.recording, true])
    expect(callsOf(device)).toEqual([
      ['createMediaRecorder', { info: { channelId: 'evening', uid: 42, type: 0 } }],
      ['MediaRecorder_setMediaRecorderObserver', { nativeHandle: 'recorder-1' }],
      [
        'MediaRecorder_startRecording',
        {
          nativeHandle: 'recorder-1',
          config: {
            storagePath: 'recording-1.mp4',
            containerFormat: 1,
            streamType: 3,
            maxDurationMs: 86_400_000,
            recorderInfoUpdateInterval: 1000,
            width: 1280,
            height: 720,
            fps: 30,
            sample_rate: 48_000,
            channel_num: 2,
            videoSourceType: 10,
          },
        },
      ],
      ['MediaRecorder_stopRecording', { nativeHandle: 'recorder-1' }],
      ['destroyMediaRecorder', { nativeHandle: 'recorder-1' }],
    ])

    // Off air: the push first, then the channel; then everything is let go.
    const leaving = channel.stop()
    await moment()
    await leaving
    expect(engine.getState().outputs).toEqual([])
    expect(callsOf(device)).toEqual([
      ['stopRtmpStream', { url: CDN }],
      [
        'leaveChannel',
        { options: { stopAudioMixing: false, stopAllEffect: false, stopMicrophoneRecording: false } },
      ],
      ['startRecordingDeviceTest', { indicationInterval: 100 }],
    ])
    await engine.dispose()
    expect(callsOf(device)).toEqual([
      ['stopPreview', { sourceType: 10 }],
      ['stopLocalVideoTranscoder', {}],
      ['stopCameraCapture', { sourceType: 0 }],
      ['stopCameraCapture', { sourceType: 1 }],
      ['stopCameraCapture', { sourceType: 11 }],
      ['stopCameraCapture', { sourceType: 12 }],
      ['enableLocalAudio', { enabled: false }],
      ['stopRecordingDeviceTest', {}],
      ['LocalSpatialAudioEngine_release', {}],
      ['release', { sync: true }],
    ])
  })
})
