import { describe, expect, it } from 'vitest'
import { createAgoraBridge } from '../../electron/preload/agora/agora-bridge.ts'
import { LANDSCAPE_CANVAS } from '#shared/domain/scenes/scene.ts'
import { starterScenes } from '#shared/domain/scenes/templates.ts'
import { TEMPLATE_TEXTS } from '#shared/domain/scenes/testing/template-texts.ts'
import { agoraToken } from '#renderer/media/agora-engine/agora-token.ts'
import { MediaError } from '#renderer/media/media-error.ts'
import type { OutputState } from '#renderer/media/media-state.ts'
import type { OutputHandle } from '#renderer/media/port.ts'
import { CAMERAS, callsOf, moment, namesOf, studioPerTest } from './studio.ts'
import type { NativeStudio } from './studio.ts'

const CDN = 'rtmp://push.example.com/live/stream'

let studio: NativeStudio
studioPerTest((opened) => {
  studio = opened
})

const output = (kind: string): OutputState | undefined =>
  studio.engine.getState().outputs.find((each) => each.kind === kind)

async function openCamera(slot: 1 | 2 | 3 | 4, index: number): Promise<void> {
  await studio.engine.refreshDevices()
  const opening = studio.engine.openCamera(slot, studio.engine.getState().cameras[index]!)
  opening.catch(() => undefined)
  await moment()
}

async function join(token: () => Promise<string> = async () => 'token'): Promise<OutputHandle> {
  const handle = await studio.engine.publishTo({ kind: 'agora', channel: 'evening', uid: 42, token })
  await moment()
  return handle
}

async function goLive(token?: () => Promise<string>): Promise<OutputHandle> {
  const handle = await join(token)
  studio.device.statistics()
  await moment()
  expect(output('agora')?.status).toBe('live')
  return handle
}

describe('cameras', () => {
  it('of which one fails leave the others on air; it is shown dark and tried again until it comes', async () => {
    const { device, engine } = studio
    await openCamera(1, 0)
    await openCamera(2, 1)
    await engine.loadScenes(starterScenes(LANDSCAPE_CANVAS, TEMPLATE_TEXTS))
    engine.take('side-by-side')
    await moment()
    callsOf(device)
    device.unplugCamera('cam-b')
    await moment()
    expect(engine.getState().cameraSlots[2]).toMatchObject({ status: 'failed' })
    expect(engine.getState().cameraSlots[1].status).toBe('live')
    const [stop, ...rest] = callsOf(device)
    expect(stop).toEqual(['stopCameraCapture', { sourceType: 1 }])
    // Its half is a quiet dark field; the first camera stays where it is.
    const composed = rest.find(([name]) => name === 'updateLocalTranscoderConfiguration')?.[1]
    expect(composed).toMatchObject({
      config: {
        videoInputStreams: [
          { sourceType: 6 },
          { sourceType: 0 },
          { sourceType: 6, imageUrl: '#1b1f24 640x720' },
        ],
      },
    })
    device.plugCamera(CAMERAS[1]!)
    await moment(200)
    expect(engine.getState().cameraSlots[2].status).toBe('live')
  })

  it.each([
    [2, 'permissionDenied'],
    [3, 'deviceInUse'],
    [4, 'noFrames'],
    [8, 'deviceNotFound'],
  ])('that fail for reason %s say %s', async (reason, kind) => {
    await openCamera(1, 0)
    studio.device.fire('onLocalVideoStateChanged', { source: 0, state: 3, reason })
    await moment()
    expect(studio.engine.getState().cameraSlots[1]).toMatchObject({ status: 'failed', error: { kind } })
  })

  it('that the SDK refuses at once reject, and are tried again', async () => {
    studio.device.answers.set('startCameraCapture', { result: -9 })
    await openCamera(1, 0)
    expect(studio.engine.getState().cameraSlots[1]).toMatchObject({
      status: 'failed',
      error: { kind: 'permissionDenied' },
    })
    studio.device.answers.clear()
    const retrying = studio.engine.retryCamera(1)
    await moment()
    await retrying
    expect(studio.engine.getState().cameraSlots[1].status).toBe('live')
  })
})

describe('the composition', () => {
  it('is sent again when the SDK complains, and a bad picture file is written anew', async () => {
    const { device, engine } = studio
    await engine.loadScenes(starterScenes(LANDSCAPE_CANVAS, TEMPLATE_TEXTS))
    await moment()
    const ground = device.take().at(-1)
    const imageUrl = /"imageUrl":"([^"]+)"/.exec(JSON.stringify(ground?.parameters))?.[1] ?? ''
    device.fire('onLocalVideoTranscoderError', { stream: { sourceType: 6, imageUrl }, error: 3 })
    await moment(1200)
    expect(namesOf(studio.device)).toEqual(['updateLocalTranscoderConfiguration'])
    expect(engine.getState().failure).toBeNull()
  })

  it('waits for a camera that is slow, and gives up only on what does not pass', async () => {
    const { device, engine } = studio
    for (let times = 0; times < 10; times += 1) {
      device.fire('onLocalVideoTranscoderError', { stream: { sourceType: 0 }, error: 1 })
      await moment(1200)
    }
    expect(engine.getState().failure).toBeNull()
    for (let times = 0; times < 10; times += 1) {
      device.fire('onLocalVideoTranscoderError', { stream: { sourceType: 0 }, error: 20 })
      await moment(1200)
    }
    expect(engine.getState().failure?.kind).toBe('engineFailed')
  })

  it('takes only pictures the bridge has written', async () => {
    const api = createAgoraBridge<HTMLElement>()
    api.start('0123456789abcdef0123456789abcdef')
    const input = { sourceType: 6, x: 0, y: 0, width: 2, height: 2, zOrder: 0, alpha: 1, mirror: false }
    expect(
      api.startComposition({
        streamCount: 1,
        videoInputStreams: [{ ...input, imageUrl: '/etc/passwd' }],
        videoOutputConfiguration: {
          dimensions: { width: 640, height: 360 },
          frameRate: 30,
          bitrate: 600,
          orientationMode: 0,
        },
        syncWithPrimaryCamera: false,
      }),
    ).toBe(-2)
    api.release()
  })
})

describe('tokens', () => {
  it('that cannot be had for now are asked for again, with growing patience', async () => {
    let asked = 0
    await join(async () => {
      asked += 1
      if (asked < 3) throw new MediaError('outputUnreachable', 'The token server cannot be reached')
      return 'token'
    })
    expect(output('agora')).toMatchObject({ status: 'connecting', error: { kind: 'outputUnreachable' } })
    expect(output('agora')?.retryAtMs).toBeGreaterThan(Date.now())
    await moment(5000)
    studio.device.statistics()
    await moment()
    expect(asked).toBe(3)
    expect(output('agora')).toMatchObject({ status: 'live', error: null, attempt: 0 })
  })

  it('that the server refuses wait for a person, who can try again', async () => {
    let refuse = true
    const handle = await join(async () => {
      if (refuse) throw new MediaError('outputTokenRefused', 'The token server refused (403)')
      return 'token'
    })
    await moment(60_000)
    expect(output('agora')).toMatchObject({ status: 'failed', error: { kind: 'outputTokenRefused' } })
    refuse = false
    handle.retryNow()
    await moment()
    studio.device.statistics()
    await moment()
    expect(output('agora')?.status).toBe('live')
  })

  it('that Agora refuses end the attempt with the reason, and the channel is left', async () => {
    studio.device.badTokens.add('token')
    await join()
    expect(output('agora')).toMatchObject({ status: 'failed', error: { kind: 'outputTokenRefused' } })
    expect(
      namesOf(studio.device).filter((name) => name === 'joinChannel' || name === 'leaveChannel'),
    ).toEqual(['joinChannel', 'leaveChannel'])
  })

  it('that cannot be renewed are tried again while the show goes on', async () => {
    const tokens = ['first', 'stale', 'fresh']
    studio.device.badTokens.add('stale')
    await goLive(async () => tokens.shift() ?? 'none left')
    studio.device.fire('onTokenPrivilegeWillExpire', { connection: {}, token: 'first' })
    await moment()
    expect(output('agora')).toMatchObject({ status: 'live', error: { kind: 'outputTokenRefused' } })
    await moment(6000)
    expect(output('agora')).toMatchObject({ status: 'live', error: null })
  })

  it('that ran out all the same are replaced by joining anew', async () => {
    const tokens = ['first', 'second']
    await goLive(async () => tokens.shift() ?? 'none left')
    studio.device.connectionState(5, 9)
    await moment()
    expect(output('agora')).toMatchObject({ status: 'reconnecting', error: { kind: 'outputTokenRefused' } })
    await moment(2000)
    studio.device.statistics()
    await moment()
    expect(output('agora')).toMatchObject({ status: 'live', error: null })
    expect(tokens).toEqual([])
  })

  it('reach the page as a MediaError of the kind that says what to do', async () => {
    const shell = { token: async () => ({ ok: false, reason: 'refused', detail: '403' }) as const }
    await expect(agoraToken(shell, { channel: 'evening', uid: 1 })).rejects.toMatchObject({
      kind: 'outputTokenRefused',
    })
  })
})

describe('the channel', () => {
  it('that refuses to be joined is tried again after it was given time', async () => {
    studio.device.answers.set('joinChannel', { result: -17 })
    await join()
    expect(output('agora')).toMatchObject({ status: 'connecting', error: { kind: 'outputUnreachable' } })
    studio.device.answers.clear()
    await moment(2000)
    studio.device.statistics()
    await moment()
    expect(output('agora')?.status).toBe('live')
  })

  it('that never answers is given up and tried again', async () => {
    studio.device.answers.set('joinChannel', { result: 0 })
    await join()
    await moment(15_100)
    expect(output('agora')).toMatchObject({ status: 'connecting', error: { kind: 'outputUnreachable' } })
  })

  it('is never called live while nothing flows, and is joined anew when that lasts', async () => {
    await join()
    for (let seconds = 0; seconds < 16; seconds += 2) {
      studio.device.statistics(0)
      await moment(2000)
      expect(output('agora')?.status).toBe('connecting')
    }
    expect(output('agora')?.error?.kind).toBe('outputStalled')
  })

  it('on air whose pictures cease is said to have stalled, and goes live again with them', async () => {
    await goLive()
    for (let times = 0; times < 3; times += 1) {
      studio.device.statistics(0)
      await moment()
    }
    expect(output('agora')).toMatchObject({ status: 'reconnecting', error: { kind: 'outputStalled' } })
    studio.device.statistics()
    await moment()
    expect(output('agora')).toMatchObject({ status: 'live', error: null })
  })

  it('that somebody else entered with the same uid waits for a person', async () => {
    await goLive()
    studio.device.connectionState(5, 19)
    await moment(60_000)
    expect(output('agora')).toMatchObject({ status: 'failed', error: { kind: 'outputBusy' } })
  })

  it('is one at a time, and tests of the network are over before it', async () => {
    await studio.engine.network.startEchoTest()
    callsOf(studio.device)
    await goLive()
    expect(namesOf(studio.device).slice(0, 2)).toEqual(['stopEchoTest', 'joinChannel'])
    await expect(join()).rejects.toMatchObject({ kind: 'busy' })
    await expect(studio.engine.network.probeUplink()).rejects.toMatchObject({ kind: 'busy' })
  })
})

describe('the push to a CDN', () => {
  it('needs a channel, and begins with it', async () => {
    await expect(studio.engine.publishTo({ kind: 'cdn', url: CDN })).rejects.toMatchObject({ kind: 'busy' })
    await join()
    await studio.engine.publishTo({ kind: 'cdn', url: CDN })
    await moment()
    expect(output('cdn')?.status).toBe('connecting')
    studio.device.statistics()
    await moment()
    expect(output('cdn')?.status).toBe('live')
  })

  it('that fails for good waits for a person', async () => {
    await goLive()
    const handle = await studio.engine.publishTo({ kind: 'cdn', url: CDN })
    await moment()
    studio.device.fire('onRtmpStreamingStateChanged', { url: CDN, state: 4, reason: 10 })
    await moment(60_000)
    expect(output('cdn')).toMatchObject({ status: 'failed', error: { kind: 'outputFormatRefused' } })
    handle.retryNow()
    await moment()
    expect(output('cdn')?.status).toBe('live')
  })

  it('refuses an address that is none', async () => {
    await goLive()
    await expect(studio.engine.publishTo({ kind: 'cdn', url: 'https://example.com' })).rejects.toMatchObject({
      kind: 'outputAddressWrong',
    })
  })
})
