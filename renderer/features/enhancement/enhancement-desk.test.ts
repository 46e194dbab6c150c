import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { MediaError } from '#renderer/media/media-error.ts'
import type { Enhancement, EnhancementControl } from '#renderer/media/port.ts'
import { createFakeEngine, type FakeEngine } from '#renderer/media/testing/fake-engine.ts'
import { createEnhancementDesk, UNENHANCED } from './enhancement-desk.ts'

const KEY = 'huitou.enhancement'
const SOFT: Enhancement = { ...UNENHANCED, smooth: 0.5, background: 'blur' }
const stored = new Map<string, string>()

beforeEach(() => {
  stored.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  })
})
afterEach(() => vi.unstubAllGlobals())

/** An engine that enhances cameras 1 and 2, and refuses with what `refuse` was last given. */
function open() {
  const asked: Enhancement[] = []
  const shown: boolean[] = []
  let refusal: MediaError | null = null
  const control: EnhancementControl = {
    cameraSlots: [1, 2],
    set: async (enhancement) => {
      asked.push(enhancement)
      if (refusal && enhancement !== UNENHANCED) throw refusal
    },
    showOriginal: async (on) => {
      if (refusal) throw refusal
      shown.push(on)
    },
  }
  const engine = createFakeEngine({ enhancement: control })
  const desk = createEnhancementDesk(engine)
  if (!desk) throw new Error('The engine enhances')
  return { asked, shown, engine, desk, refuse: (error: MediaError | null) => (refusal = error) }
}

const DEVICE = { deviceId: 'c920', label: 'C920', groupId: '' }
function goLive(engine: FakeEngine, slot: 1 | 2 | 3) {
  const live = { status: 'live', device: DEVICE, format: null, warning: null } as const
  engine.befall({ cameraSlots: { ...engine.getState().cameraSlots, [slot]: live } })
}
const remembered = (): unknown => JSON.parse(stored.get(KEY) ?? 'null')

describe('enhancement', () => {
  it('is not offered for an engine without it', () => {
    expect(createEnhancementDesk(createFakeEngine())).toBeNull()
  })

  it('is set on the next engine to what it was left at', async () => {
    const first = open()
    first.desk.change({ smooth: 0.5 })
    first.desk.change({ background: 'blur' })
    await expect.poll(remembered).toEqual(SOFT)

    const next = open()
    expect(next.asked).toEqual([SOFT])
    expect(next.desk.store.getState().wanted).toEqual(SOFT)
  })

  it('leaves the engine alone where nothing, or nothing readable, is remembered', () => {
    expect(open().asked).toEqual([])
    stored.set(KEY, '{"smooth":7}')
    expect(open().asked).toEqual([])
    stored.set(KEY, 'nonsense')
    expect(open().asked).toEqual([])
  })

  it('is applied again with the first picture of a camera it is for', async () => {
    stored.set(KEY, JSON.stringify(SOFT))
    const { engine, asked } = open()
    goLive(engine, 3)
    expect(asked).toHaveLength(1)
    goLive(engine, 1)
    await expect.poll(() => asked).toEqual([SOFT, SOFT])
  })

  it('waits for a picture rather than giving up a remembered choice', async () => {
    stored.set(KEY, JSON.stringify(SOFT))
    const { engine, desk, asked, refuse } = open()
    refuse(new MediaError('notSupported', 'no camera yet'))
    desk.change({ whiten: 0.2 })
    await expect.poll(remembered).toEqual({ ...SOFT, whiten: 0.2 })
    refuse(null)
    goLive(engine, 2)
    await expect.poll(() => asked.at(-1)).toEqual({ ...SOFT, whiten: 0.2 })
    expect(desk.store.getState().problem).toBeNull()
  })

  it('goes back to what holds when the engine refuses, and says why', async () => {
    const { engine, desk, asked, refuse } = open()
    goLive(engine, 1)
    desk.change({ smooth: 0.5 })
    await expect.poll(remembered).toMatchObject({ smooth: 0.5 })
    refuse(new MediaError('notSupported', 'too slow a machine'))
    desk.change({ background: 'blur' })
    await expect.poll(() => desk.store.getState().problem?.kind).toBe('notSupported')
    expect(desk.store.getState().wanted).toEqual({ ...SOFT, background: 'none' })
    expect(asked.at(-1)).toEqual({ ...SOFT, background: 'none' })
    expect(remembered()).toMatchObject({ background: 'none' })
    refuse(null)
    desk.change({ color: true })
    expect(desk.store.getState().problem, 'a new wish begins anew').toBeNull()
  })

  it('makes one call at a time for a slider on the move, the newest last', async () => {
    const { desk, asked } = open()
    for (const smooth of [0.1, 0.2, 0.3, 0.4]) desk.change({ smooth })
    await expect.poll(remembered).toMatchObject({ smooth: 0.4 })
    expect(asked.map(({ smooth }) => smooth)).toEqual([0.1, 0.4])
  })

  it('shows the original while held, and says when that fails', async () => {
    const { desk, shown, refuse } = open()
    desk.showOriginal(true)
    desk.showOriginal(true)
    expect(desk.store.getState().original).toBe(true)
    desk.showOriginal(false)
    expect(shown).toEqual([true, false])
    refuse(new MediaError('engineFailed', 'gone'))
    desk.showOriginal(true)
    await expect.poll(() => desk.store.getState().problem?.kind).toBe('engineFailed')
    expect(desk.store.getState().original).toBe(false)
  })
})
