import { afterEach, describe, expect, it, vi } from 'vitest'

import type { HealthSample } from '#shared/domain/health/health-sample.ts'
import type { Actor } from '#shared/domain/session/actor.ts'
import { createHealthMonitor } from '#renderer/features/health/health-monitor.ts'
import { MediaError } from '#renderer/media/media-error.ts'
import type { AudioLevels, MediaState, ProgramStats } from '#renderer/media/media-state.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import { createFakeEngine } from '#renderer/media/testing/fake-engine.ts'
import { createStaffClient } from '#renderer/session-client/staff-client.ts'
import { InMemoryRoom } from '#renderer/session-client/testing/in-memory-room.ts'
import { logHealth } from './log-health.ts'

const HOST: Actor = { role: 'host', id: 'host', name: '禾姐' }
const CAMERA = { deviceId: 'c1', label: 'C920', groupId: 'g1' }
const SILENCE = { peakDb: -100, rmsDb: -100 }

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  vi.useRealTimers()
})

/** An engine whose state, statistics and levels the test sets. */
function scriptedEngine() {
  const base = createFakeEngine()
  let state: MediaState = base.getState()
  const listeners = new Set<() => void>()
  const stats = new Set<(stats: ProgramStats) => void>()
  const levels = new Set<(levels: AudioLevels) => void>()
  const engine: MediaEngine = {
    ...base,
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    subscribeStats: (listener) => {
      stats.add(listener)
      return () => stats.delete(listener)
    },
    subscribeLevels: (listener) => {
      levels.add(listener)
      return () => levels.delete(listener)
    },
  }
  return {
    engine,
    set: (change: Partial<MediaState>) => {
      state = { ...state, ...change }
      for (const listener of listeners) listener()
    },
    second: (framesPerSecond: number, skippedFrames: number, peakDb: number) => {
      for (const listener of stats)
        listener({
          framesPerSecond,
          renderMs: 6.04,
          skippedFrames,
          cameraFramesPerSecond: { 1: 29.96, 2: 0, 3: 0, 4: 0 },
        })
      for (const listener of levels)
        listener({
          microphone1: SILENCE,
          microphone2: SILENCE,
          music: SILENCE,
          screen: SILENCE,
          program: { peakDb, rmsDb: peakDb - 6 },
        })
    },
  }
}

async function openShow() {
  vi.useFakeTimers()
  const room = new InMemoryRoom('羊绒大衣之夜', Date.now, [])
  const client = createStaffClient(room.connect(HOST))
  const scripted = scriptedEngine()
  const monitor = createHealthMonitor(client, scripted.engine)
  stops.push(client.close, monitor.dispose, logHealth(client, scripted.engine, monitor))
  await vi.advanceTimersByTimeAsync(10)
  const samples = (): HealthSample[] =>
    room.reports.flatMap((report) => (report.type === 'healthSample' ? [report.sample] : []))
  const changes = () =>
    room.reports.flatMap((report) =>
      report.type === 'outputChanged' || report.type === 'sourceChanged' ? [report.change] : [],
    )
  const goLive = async (): Promise<void> => {
    room.act(HOST, { type: 'goLive' })
    await vi.advanceTimersByTimeAsync(10)
  }
  return { room, client, monitor, ...scripted, samples, changes, goLive }
}

describe('the samples of a show', () => {
  it('go to the log once a second, from going live to the end', async () => {
    const show = await openShow()
    await vi.advanceTimersByTimeAsync(3_000)
    expect(show.samples()).toEqual([])
    expect(show.monitor.store.getState().samples).toHaveLength(3)
    await show.goLive()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(show.samples()).toHaveLength(5)
    show.room.act(HOST, { type: 'endShow' })
    await vi.advanceTimersByTimeAsync(5_000)
    expect(show.samples()).toHaveLength(5)
  })

  it('hold what engine and outputs told of that second', async () => {
    const show = await openShow()
    await show.goLive()
    show.set({
      programSceneId: 'camera-1',
      cameraSlots: {
        ...show.engine.getState().cameraSlots,
        1: { status: 'live', device: CAMERA, format: null, warning: null },
      },
    })
    show.second(29.97, 10, -30)
    await vi.advanceTimersByTimeAsync(1_000)
    show.second(29.97, 14, -30)
    show.second(29.97, 14, -8.27)
    show.second(29.97, 14, -40)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(show.samples().at(-1)).toMatchObject({
      fps: 30,
      renderMs: 6,
      skipped: 4,
      cameras: [{ slot: 1, fps: 30 }],
      recording: null,
      peakDb: -8.3,
    })
  })

  it('show a composition that has gone quiet as one that stands still', async () => {
    const show = await openShow()
    show.set({ programSceneId: 'camera-1' })
    await show.goLive()
    show.second(30, 0, -20)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(show.samples().at(-1)?.fps).toBe(0)
    expect(show.monitor.store.getState().notices.map(({ kind }) => kind)).toContain('pictureStopped')
  })
})

describe('what outputs and sources do', () => {
  it('is told when it happens, once, from the beginning of the show to the output being taken down', async () => {
    const show = await openShow()
    const live = { status: 'live', device: CAMERA, format: null, warning: null } as const
    const { cameraSlots } = show.engine.getState()
    show.set({ cameraSlots: { ...cameraSlots, 1: live } })
    await show.goLive()
    expect(show.changes()).toEqual([{ source: 'camera1', status: 'live', problem: null }])

    const output = {
      id: 'whip-1',
      kind: 'whip',
      status: 'live',
      error: null,
      attempt: 0,
      retryAtMs: null,
      viewers: 0,
      connecting: 0,
      stats: null,
    } as const
    show.set({ outputs: [output] })
    show.set({ outputs: [{ ...output, retryAtMs: null }] })
    const lost = new MediaError('outputLost', 'https://example.com/whip?secret=1 went away')
    show.set({ outputs: [{ ...output, status: 'reconnecting', error: lost, attempt: 1 }] })
    show.set({
      cameraSlots: {
        ...cameraSlots,
        1: {
          status: 'failed',
          device: CAMERA,
          error: new MediaError('deviceGone', 'gone'),
          retryAtMs: null,
        },
      },
    })
    show.set({ outputs: [] })
    expect(show.changes().slice(1)).toEqual([
      { output: 'whip-1', kind: 'whip', status: 'live', problem: null },
      { output: 'whip-1', kind: 'whip', status: 'reconnecting', problem: 'outputLost' },
      { source: 'camera1', status: 'failed', problem: 'deviceGone' },
      { output: 'whip-1', kind: 'whip', status: 'closed', problem: null },
    ])
  })
})
