import { describe, expect, it } from 'vitest'

import type { RemoteState } from '#shared/protocol/remote.ts'
import { eventsBetween, NOTHING_YET } from './events.ts'
import { namedScenes, studioNames } from './studio-names.ts'

const names = studioNames('en')
const scene = (id: string, name: string): RemoteState['scenes'][number] => ({ id, name, layers: [] })
const STUDIO: RemoteState = {
  ...NOTHING_YET,
  scenes: [scene('a', 'Wide'), scene('b', 'Close')],
  programSceneId: 'a',
  previewSceneId: 'b',
  transition: { kind: 'fade', durationMs: 300 },
}
const recording = (phase: RemoteState['recording']['phase']): RemoteState => ({
  ...STUDIO,
  recording: { phase, file: 'program.mp4' },
})
const heard = (before: RemoteState, after: RemoteState): string[] =>
  eventsBetween(before, after, names).map(({ type, data }) =>
    type === 'RecordStateChanged' ? String(data?.['outputState']).replace('OBS_WEBSOCKET_OUTPUT_', '') : type,
  )

describe('what surfaces hear', () => {
  it('is nothing when nothing has changed', () => {
    expect(eventsBetween(STUDIO, structuredClone(STUDIO), names)).toEqual([])
  })

  it('is the whole studio when the first host window comes', () => {
    expect(heard(NOTHING_YET, STUDIO)).toEqual([
      'SceneCreated',
      'SceneCreated',
      'SceneListChanged',
      'CurrentSceneTransitionChanged',
      'CurrentSceneTransitionDurationChanged',
      'SceneTransitionStarted',
      'CurrentProgramSceneChanged',
      'CurrentPreviewSceneChanged',
      'SceneTransitionVideoEnded',
      'SceneTransitionEnded',
    ])
  })

  it('is a transition from its start to its end', () => {
    const under = { ...STUDIO, programSceneId: 'b', previewSceneId: 'a', transitioning: true }
    expect(heard(STUDIO, under)).toEqual([
      'SceneTransitionStarted',
      'CurrentProgramSceneChanged',
      'CurrentPreviewSceneChanged',
    ])
    expect(heard(under, { ...under, transitioning: false })).toEqual([
      'SceneTransitionVideoEnded',
      'SceneTransitionEnded',
    ])
  })

  it('is a cut as a whole, by its own name though another transition is set', () => {
    const events = eventsBetween(STUDIO, { ...STUDIO, programSceneId: 'b' }, names)
    expect(events[0]).toMatchObject({ type: 'SceneTransitionStarted', data: { transitionName: 'Cut' } })
    expect(events.at(-1)).toMatchObject({ type: 'SceneTransitionEnded', data: { transitionName: 'Cut' } })
  })

  it('is every step of a recording, those included that a report has skipped', () => {
    expect(heard(recording('idle'), recording('recording'))).toEqual(['STARTING', 'STARTED'])
    expect(heard(recording('recording'), recording('idle'))).toEqual(['STOPPING', 'STOPPED'])
    expect(heard(recording('saving'), recording('recording'))).toEqual(['STOPPED', 'STARTING', 'STARTED'])
    expect(heard(recording('starting'), recording('idle')), 'one that could not begin').toEqual(['STOPPED'])
  })

  it('is a new name, and a new order, of the scenes', () => {
    const renamed = { ...STUDIO, scenes: [scene('a', 'Front'), scene('b', 'Close')] }
    expect(heard(STUDIO, renamed)).toEqual(['SceneNameChanged', 'SceneListChanged'])
    expect(heard(STUDIO, { ...STUDIO, scenes: STUDIO.scenes.toReversed() })).toEqual(['SceneListChanged'])
  })
})

describe('names', () => {
  it('are never the same for two scenes', () => {
    const twice = { ...STUDIO, scenes: [scene('a', 'Wide'), scene('b', 'Wide'), scene('c', 'Wide (2)')] }
    const given = namedScenes(twice).map(({ name }) => name)
    expect(given).toEqual(['Wide', 'Wide (2)', 'Wide (2) (2)'])
  })

  it('are understood in both languages and as plain ids, so that a surface outlives a change of language', () => {
    for (const name of ['话筒 1', 'Mic 1', 'microphone1']) {
      expect(names.inputOf({ name })?.channel).toBe('microphone1')
      expect(studioNames('zh-CN').inputOf({ name })?.channel).toBe('microphone1')
    }
    expect(studioNames('zh-CN').transitionCalled('Fade')).toBe('fade')
    expect(names.inputOf({ uuid: studioNames('zh-CN').channelInput('music').uuid })?.channel).toBe('music')
  })
})
