import { describe, expect, it, vi } from 'vitest'
import { createAgoraBridge } from '../../electron/preload/agora/agora-bridge.ts'
import { loadSdk } from '../../electron/preload/agora/sdk.ts'
import type { RecordingSink } from '#renderer/media/port.ts'
import { makeContainer } from './dom.ts'
import { callsOf, moment, namesOf, settle, studioPerTest, until } from './studio.ts'
import type { NativeStudio } from './studio.ts'

const STEP_MS = 1

let studio: NativeStudio
studioPerTest((opened) => {
  studio = opened
})

describe('a recording', () => {
  const sinkOf = (write: RecordingSink['write']): RecordingSink & { closed: number } => {
    const sink = {
      closed: 0,
      write,
      close: async () => {
        sink.closed += 1
      },
    }
    return sink
  }

  it('that the recorder refuses rejects, and the next one works', async () => {
    studio.device.recorderFailure = 2
    const sink = sinkOf(async () => undefined)
    await expect(settle(studio.engine.startRecording(sink), STEP_MS)).rejects.toMatchObject({
      kind: 'noFrames',
    })
    expect(studio.engine.getState().recording.status).toBe('failed')
    studio.device.recorderFailure = null
    await settle(studio.engine.startRecording(sink), STEP_MS)
    expect(studio.engine.getState().recording.status).toBe('recording')
  })

  it('that breaks off hands over what there is of it', async () => {
    const written: number[] = []
    const sink = sinkOf(async (chunk) => void written.push(chunk.byteLength))
    await settle(studio.engine.startRecording(sink), STEP_MS)
    studio.device.recorder('onRecorderStateChanged', { state: -1, reason: 1 })
    await until(() => studio.engine.getState().recording.status === 'failed', 'the failure', STEP_MS)
    expect(studio.engine.getState().recording).toMatchObject({
      status: 'failed',
      error: { kind: 'recordingSinkFailed' },
    })
    expect([written, sink.closed]).toEqual([[studio.device.recording.length], 1])
  })

  it('whose sink fails says so, and keeps its file', async () => {
    const sink = sinkOf(async () => {
      throw new Error('disk full')
    })
    await settle(studio.engine.startRecording(sink), STEP_MS)
    await expect(settle(studio.engine.stopRecording(), STEP_MS)).rejects.toMatchObject({
      kind: 'recordingSinkFailed',
    })
    expect(sink.closed).toBe(1)
  })
})

describe('the sound', () => {
  it('lets the music give way to a voice and come back after it', async () => {
    const { device, engine } = studio
    await moment()
    callsOf(device)
    engine.setChannelGain('music', 0.5)
    const starting = engine.setMusic({ name: '轻音乐.mp3', file: new Blob(['music']) })
    await moment()
    await starting
    expect(engine.getState().music).toEqual({ status: 'playing', name: '轻音乐.mp3', durationMs: 183_000 })
    expect(callsOf(device)).toEqual([
      ['startAudioMixing', { filePath: 'music-1.mp3', loopback: false, cycle: -1, startPos: 0 }],
      ['adjustAudioMixingPlayoutVolume', { volume: 0 }],
      ['adjustAudioMixingPublishVolume', { volume: 50 }],
      ['getAudioMixingDuration', {}],
    ])
    const levels: number[] = []
    engine.subscribeLevels(({ microphone1 }) => levels.push(Math.round(microphone1.rmsDb)))
    device.speak(255, true)
    await moment()
    device.speak(25, true)
    await moment(1000)
    expect(levels).toEqual([0, -20])
    expect(callsOf(device)).toEqual([
      ['adjustAudioMixingPublishVolume', { volume: 13 }],
      ['adjustAudioMixingPublishVolume', { volume: 50 }],
    ])
    await engine.setMusicPlaying(false)
    await engine.setMusic(null)
    expect(namesOf(studio.device)).toEqual(['pauseAudioMixing', 'stopAudioMixing'])
  })

  it('refuses what is no music', async () => {
    studio.device.answers.set('startAudioMixing', { result: 0 })
    const starting = studio.engine.setMusic({ name: 'menu.txt', file: new Blob(['x']) })
    starting.catch(() => undefined)
    await moment()
    studio.device.fire('onAudioMixingStateChanged', { state: 714, reason: 701 })
    await moment()
    await expect(starting).rejects.toMatchObject({ kind: 'formatRefused' })
    expect(studio.engine.getState().music.status).toBe('failed')
  })
})

describe('the bridge', () => {
  it('says what is missing instead of throwing, and answers every call', () => {
    const api = createAgoraBridge<HTMLElement>({
      load: () =>
        loadSdk(() => {
          throw new Error("Cannot find module '../../../build/Release/agora_node_ext'\nRequire stack: …")
        }),
    })
    expect(api.availability()).toEqual({
      available: false,
      why: 'nativesMissing',
      reason: "Cannot find module '../../../build/Release/agora_node_ext'",
    })
    expect(api.start('0123456789abcdef0123456789abcdef')).toBe(-7)
    expect([api.cameras(), api.join({ token: '', channel: 'x', uid: 1, audioDelayMs: 0 })]).toEqual([[], -7])
    expect(() => api.release()).not.toThrow()
  })

  it('goes on telling others when one listener throws, and drops what does not parse', async () => {
    const api = createAgoraBridge<HTMLElement>()
    api.start('0123456789abcdef0123456789abcdef')
    const heard: string[] = []
    api.subscribe(() => {
      throw new Error('a page that trips')
    })
    api.subscribe(({ type }) => heard.push(type))
    studio.device.fire('onError', { err: 'not a number', msg: 'x' })
    studio.device.fire('onJoinChannelSuccess', { connection: { channelId: 'evening' }, elapsed: 1 })
    await moment()
    expect(heard).toEqual(['malformed', 'joined'])
    api.release()
  })

  it('starts one engine however often it is asked, and attaches a view twice without harm', () => {
    const api = createAgoraBridge<HTMLElement>()
    callsOf(studio.device)
    expect(api.start('0123456789abcdef0123456789abcdef')).toBe(0)
    expect(api.start('0123456789abcdef0123456789abcdef')).toBe(0)
    expect(namesOf(studio.device).filter((name) => name === 'initialize')).toHaveLength(1)
    const container = makeContainer()
    expect([
      api.attachView('program', container, false),
      api.attachView('program', container, false),
    ]).toEqual([0, 0])
    expect(container.children).toHaveLength(1)
    api.detachView(container)
    api.detachView(container)
    expect(container.children).toHaveLength(0)
    api.release()
  })

  it('tells no token to the log when a call goes wrong', async () => {
    const said: unknown[] = []
    const warn = vi.spyOn(console, 'warn').mockImplementation((...words: unknown[]) => void said.push(words))
    studio.device.answers.set('joinChannel', Object.defineProperty({}, 'toJSON', { value: () => assert() }))
    await studio.engine.publishTo({
      kind: 'agora',
      channel: 'evening',
      uid: 42,
      token: async () => 'a-secret-token',
    })
    await moment()
    studio.device.answers.clear()
    warn.mockRestore()
    expect(JSON.stringify(said)).not.toContain('a-secret-token')
    expect(studio.engine.getState().outputs[0]?.error?.kind).toBe('outputUnreachable')
  })
})

function assert(): never {
  throw new Error('the addon broke')
}
