import { afterEach, describe, expect, it } from 'vitest'

import type { Actor } from '#shared/domain/session/actor.ts'
import { createListeners } from '#shared/lib/listeners.ts'
import type { RemoteAction, RemoteOutcome, RemoteState } from '#shared/protocol/remote.ts'
import { createRecorder } from '#renderer/features/recording/recorder.ts'
import { createFakeEngine } from '#renderer/media/testing/fake-engine.ts'
import { createStaffClient, type RemoteAsk, type StaffClient } from '#renderer/session-client/staff-client.ts'
import { InMemoryRoom } from '#renderer/session-client/testing/in-memory-room.ts'
import { followRemoteControl } from './remote-control.ts'

const HOST: Actor = { role: 'host', id: 'host', name: '禾姐' }

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

/** The host window's coupling, with the service's part of the conversation in the hands of the test. */
async function openDesk() {
  const room = new InMemoryRoom('羊绒大衣之夜', Date.now, [])
  const asks = createListeners<RemoteAsk>()
  const states: RemoteState[] = []
  const answers = new Map<string, RemoteOutcome>()
  let levels = 0
  const client: StaffClient = {
    ...createStaffClient(room.connect(HOST)),
    remote: {
      subscribe: asks.add,
      tell: (state) => states.push(state),
      tellLevels: () => (levels += 1),
      answer: (actionId, outcome) => void answers.set(actionId, outcome),
    },
  }
  stops.push(client.close)
  await expect.poll(() => client.store.getState().session).not.toBe(null)
  const engine = createFakeEngine()
  const recorder = createRecorder({
    engine,
    client,
    fetch: async () => Response.json({ bytes: 0 }),
    wait: () => Promise.resolve(),
    now: () => new Date(),
  })
  const against: { now: string | null } = { now: null }
  stops.push(
    followRemoteControl({
      client,
      engine,
      recorder,
      against: async () => against.now,
      recordsShows: () => false,
      wait: () => new Promise(() => undefined),
    }),
  )
  let lastAction = 0
  const ask = async (action: RemoteAction): Promise<RemoteOutcome | undefined> => {
    const actionId = `r${(lastAction += 1)}`
    asks.emit({ type: 'remoteAction', actionId, action })
    await expect.poll(() => answers.has(actionId)).toBe(true)
    return answers.get(actionId)
  }
  const watch = (on: boolean): void => asks.emit({ type: 'remoteWatch', state: on, levels: false })
  return { room, client, engine, recorder, states, ask, watch, against, levels: () => levels }
}

const DONE = { ok: true, figures: null }

describe('the state of the studio', () => {
  it('is told once when somebody wants it, then when it changes, and not otherwise', async () => {
    const { engine, states, watch } = await openDesk()
    engine.take('camera-1')
    expect(states).toEqual([])
    watch(true)
    expect(states).toHaveLength(1)
    expect(states[0]).toMatchObject({
      programSceneId: 'camera-1',
      mixer: { microphone1: { gain: 1, muted: false } },
      recording: { phase: 'idle', file: null },
    })
    expect(states[0]?.scenes[0]).toMatchObject({
      id: 'camera-1',
      layers: [{ source: 'camera-1', hidden: false, name: null }],
    })

    engine.setChannelMuted('microphone1', true)
    engine.setChannelMuted('microphone1', true)
    await expect.poll(() => states.at(-1)?.mixer.microphone1.muted).toBe(true)
    expect(states).toHaveLength(2)

    watch(false)
    engine.setChannelMuted('microphone1', false)
    watch(true)
    expect(states).toHaveLength(3)
    expect(states.at(-1)?.mixer.microphone1.muted).toBe(false)
  })
})

describe('what a surface asks for', () => {
  it('is done in the studio, and told before it is answered', async () => {
    const { engine, states, ask, watch } = await openDesk()
    watch(true)
    engine.take('camera-1')
    expect(await ask({ type: 'setPreview', sceneId: 'side-by-side' })).toEqual(DONE)
    expect(await ask({ type: 'setTransition', kind: 'slide', durationMs: 400 })).toEqual(DONE)
    expect(engine.getState().transition).toEqual({ kind: 'slide', durationMs: 400, direction: 'left' })
    expect(await ask({ type: 'take' })).toEqual(DONE)
    expect(states.at(-1)).toMatchObject({ programSceneId: 'side-by-side', previewSceneId: 'camera-1' })
    expect(await ask({ type: 'setProgram', sceneId: 'camera-2' })).toEqual(DONE)
    expect(states.at(-1)?.programSceneId).toBe('camera-2')
    expect(await ask({ type: 'setGain', channel: 'music', gain: 0.5 })).toEqual(DONE)
    expect(await ask({ type: 'setMuted', channel: 'music', muted: true })).toEqual(DONE)
    expect(states.at(-1)?.mixer.music).toEqual({ gain: 0.5, muted: true })
  })

  it('is refused with the reason when there is no such scene, or nothing to take', async () => {
    const { ask } = await openDesk()
    expect(await ask({ type: 'setProgram', sceneId: 'gone' })).toMatchObject({
      ok: false,
      problem: 'notFound',
    })
    expect(await ask({ type: 'take' })).toMatchObject({ ok: false, problem: 'wrongState' })
    expect(await ask({ type: 'stopRecording' })).toMatchObject({ ok: false, problem: 'wrongState' })
  })

  it('records into the show, and says where it stands', async () => {
    const { ask, states, watch, recorder } = await openDesk()
    watch(true)
    expect(await ask({ type: 'startRecording' })).toEqual(DONE)
    expect(states.at(-1)?.recording).toEqual({
      phase: 'recording',
      file: expect.stringMatching(/^program-.*\.mp4$/),
    })
    expect(await ask({ type: 'startRecording' })).toMatchObject({ problem: 'wrongState' })
    expect(await ask({ type: 'figures' })).toMatchObject({ ok: true, figures: { recording: { bytes: 0 } } })
    expect(await ask({ type: 'stopRecording' })).toEqual(DONE)
    expect(recorder.store.getState().phase).toBe('idle')
    expect(states.at(-1)?.recording.phase).toBe('idle')
  })
})

describe('the show', () => {
  it('goes live when nothing stands against it, and ends', async () => {
    const { room, ask, against } = await openDesk()
    against.now = 'No camera delivers pictures.'
    expect(await ask({ type: 'startShow' })).toEqual({ ok: false, problem: 'refused', message: against.now })
    expect(room.state.phase).toBe('preparing')
    expect(await ask({ type: 'endShow' })).toMatchObject({ problem: 'wrongState' })

    against.now = null
    expect(await ask({ type: 'startShow' })).toEqual(DONE)
    expect(room.state).toMatchObject({ phase: 'live', title: '羊绒大衣之夜' })
    expect(await ask({ type: 'startShow' })).toMatchObject({ problem: 'wrongState' })
    expect(await ask({ type: 'endShow' })).toEqual(DONE)
    expect(room.state.phase).toBe('ended')
  })
})
