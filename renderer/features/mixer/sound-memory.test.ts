import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { createFakeEngine } from '#renderer/media/testing/fake-engine.ts'
import { keepSound } from './sound-memory.ts'

const stored = new Map<string, string>()

beforeEach(() => {
  stored.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

it('sets the next engine to what the mixer was left at', () => {
  const first = createFakeEngine()
  const end = keepSound(first)
  first.setChannelGain('music', 0.5)
  first.setDucking({ enabled: false, depthDb: 20 })
  first.setAudioDelay(120)
  end()

  const next = createFakeEngine()
  keepSound(next)()
  const { mixer, ducking, audioDelayMs } = next.getState()
  expect(mixer.music.gain).toBe(0.5)
  expect(ducking).toEqual({ enabled: false, depthDb: 20 })
  expect(audioDelayMs).toBe(120)
})

it('a mute is not carried into the next show', () => {
  const first = createFakeEngine()
  const end = keepSound(first)
  first.setChannelMuted('microphone1', true)
  first.setChannelGain('microphone1', 2)
  end()
  const next = createFakeEngine()
  keepSound(next)()
  expect(next.getState().mixer.microphone1).toEqual({ gain: 2, muted: false })
})

it('what cannot be read is passed over', () => {
  stored.set('huitou.sound', '{"gains":{"music":99}}')
  const engine = createFakeEngine()
  const before = engine.getState().mixer
  keepSound(engine)()
  expect(engine.getState().mixer).toEqual(before)
})
