import { describe, expect, it } from 'vitest'
import { ManualTimers } from '#renderer/timing/testing/manual-timers.ts'
import { MediaError } from '../media-error.ts'
import type { DeviceRef, SourceState } from '../media-state.ts'
import { SourceKeeper } from './source-keeper.ts'
import type { SourceHooks } from './source-keeper.ts'

const camera: DeviceRef = { deviceId: 'a', label: 'Cam', groupId: 'g' }
const other: DeviceRef = { deviceId: 'b', label: 'Other', groupId: 'h' }

function setUp() {
  const opened: { device: DeviceRef; hooks: SourceHooks; closed: boolean }[] = []
  const states: SourceState[] = []
  const timers = new ManualTimers()
  const world = { present: [camera, other], refuse: null as MediaError | null }
  const keeper = new SourceKeeper({
    present: () => world.present,
    onChange: (state) => states.push(state),
    timers,
    open: async (device, hooks) => {
      if (world.refuse) throw world.refuse
      const entry = { device, hooks, closed: false }
      opened.push(entry)
      return () => {
        entry.closed = true
      }
    },
  })
  const last = () => opened.at(-1) ?? expect.fail('nothing was opened')
  return { keeper, opened, states, timers, world, last }
}

async function live(keeper: SourceKeeper, last: () => { hooks: SourceHooks }, device = camera) {
  const opening = keeper.open(device)
  await Promise.resolve()
  last().hooks.live(null)
  await opening
}

describe('keeping a source open', () => {
  it('is live only once something arrives', async () => {
    const { keeper, timers, last } = setUp()
    const opening = keeper.open(camera)
    await timers.pass(0)
    expect(keeper.state.status).toBe('opening')
    last().hooks.live({ width: 1280, height: 720, frameRate: 30 })
    await opening
    expect(keeper.state).toMatchObject({ status: 'live', device: camera, format: { width: 1280 } })
  })

  it('rejects when the device delivers nothing, closes it and tries again', async () => {
    const { keeper, opened, timers, last } = setUp()
    const outcome = keeper.open(camera).catch((error: unknown) => error)
    await timers.pass(8000)
    expect(await outcome).toMatchObject({ kind: 'noFrames' })
    expect(last().closed).toBe(true)
    await timers.pass(1000)
    expect(opened).toHaveLength(2)
  })

  it('comes back by itself after a loss, with growing delays while it keeps failing', async () => {
    const { keeper, timers, world, last } = setUp()
    await live(keeper, last)
    world.refuse = new MediaError('deviceInUse', 'taken')
    last().hooks.lost(new MediaError('deviceGone', 'gone'))
    const delays: number[] = []
    for (let round = 0; round < 6; round += 1) {
      if (keeper.state.status !== 'failed' || keeper.state.retryAtMs === null) expect.fail('not retrying')
      delays.push(keeper.state.retryAtMs - timers.nowMs())
      await timers.pass(delays.at(-1) ?? 0)
    }
    expect(delays).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000])
    world.refuse = null
    await timers.pass(10_000)
    last().hooks.live(null)
    expect(keeper.state.status).toBe('live')
  })

  it('returns at once on a replug, under its new id', async () => {
    const { keeper, timers, world, last } = setUp()
    await live(keeper, last)
    world.present = [other]
    keeper.devicesChanged()
    expect(keeper.state).toMatchObject({ status: 'failed', error: { kind: 'deviceGone' } })
    world.present = [other, { ...camera, deviceId: 'a2' }]
    keeper.devicesChanged()
    await timers.pass(0)
    expect(last().device.deviceId).toBe('a2')
  })

  it('waits for the user where permission was denied', async () => {
    const { keeper, opened, timers, world } = setUp()
    world.refuse = new MediaError('permissionDenied', 'no')
    await expect(keeper.open(camera)).rejects.toMatchObject({ kind: 'permissionDenied' })
    await timers.pass(60_000)
    expect(keeper.state).toMatchObject({ status: 'failed', retryAtMs: null })
    world.refuse = null
    const retrying = keeper.retry()
    await timers.pass(0)
    expect(opened).toHaveLength(1)
    keeper.close()
    await retrying
    expect(opened[0]?.closed).toBe(true)
  })

  it('closes what was opened too late, after another device took the place', async () => {
    const { keeper, opened, timers, last } = setUp()
    const first = keeper.open(camera)
    await live(keeper, last, other)
    await timers.pass(0)
    await first
    expect(opened.map(({ device, closed }) => [device.deviceId, closed])).toEqual([
      ['a', true],
      ['b', false],
    ])
    expect(keeper.state).toMatchObject({ status: 'live', device: other })
  })

  it('opens a live source anew without calling it lost, and the warning is gone with the old opening', async () => {
    const { keeper, opened, states, last } = setUp()
    await live(keeper, last)
    keeper.warn('frozen')
    const reopening = keeper.reopen()
    await Promise.resolve()
    expect(opened.map(({ closed }) => closed)).toEqual([true, false])
    last().hooks.live(null)
    await reopening
    expect(states.map(({ status }) => status)).not.toContain('failed')
    expect(keeper.state).toMatchObject({ status: 'live', device: camera, warning: null })
  })

  it('ignores what a closed source still says', async () => {
    const { keeper, states, timers, last } = setUp()
    await live(keeper, last)
    const { hooks } = last()
    keeper.close()
    const count = states.length
    hooks.lost(new MediaError('deviceGone', 'late'))
    hooks.live(null)
    await timers.pass(60_000)
    expect(states).toHaveLength(count)
    expect(keeper.state.status).toBe('closed')
  })
})
