import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'

import type { Machine } from '#shared/domain/health/machine.ts'
import { machineSchema } from '#shared/domain/health/machine.ts'
import { systemClock } from '../clock.ts'
import { createClockWatch } from './clock-watch.ts'
import { createCpuMeter } from './cpu-load.ts'
import { clockAheadOf } from './server-clock.ts'
import { watchMachine } from './watch-machine.ts'

describe('the load of the processors', () => {
  const times = (busy: number, idle: number) => ({ times: { user: busy, nice: 0, sys: 0, irq: 0, idle } })

  test('is what was busy since the last look, over all of them', () => {
    let now = [times(100, 900), times(500, 500)]
    const load = createCpuMeter(() => now)
    now = [times(200, 900), times(500, 600)]
    expect(load()).toBe(0.5)
    now = [times(200, 1_000), times(500, 700)]
    expect(load()).toBe(0)
    expect(load(), 'no time has passed').toBeNull()
  })

  test('is unknown when a processor went away', () => {
    let now = [times(100, 900), times(500, 500)]
    const load = createCpuMeter(() => now)
    now = [times(150, 950)]
    expect(load()).toBeNull()
  })
})

describe('the wall clock', () => {
  const START = Date.UTC(2026, 10, 22, 12)
  const clocks = () => {
    const time = { wall: START, steady: 5_000 }
    const look = createClockWatch({ nowMs: () => time.wall, monotonicMs: () => time.steady })
    const pass = (ms: number): void => {
      time.wall += ms
      time.steady += ms
    }
    return { time, look, pass }
  }

  test('is fine while it runs with the steady one, small corrections included', () => {
    const { time, look, pass } = clocks()
    for (let second = 0; second < 600; second += 1) {
      pass(2_000)
      time.wall += 20
      expect(look().state).toBe('ok')
    }
  })

  test('is said to have jumped, by how much, for ten minutes', () => {
    const { time, look, pass } = clocks()
    pass(2_000)
    time.wall -= 90_000
    expect(look()).toEqual({ state: 'jumped', jumpMs: -90_000 })
    pass(9 * 60_000)
    expect(look().state).toBe('jumped')
    pass(2 * 60_000)
    expect(look().state).toBe('ok')
  })

  test('of a machine whose battery is dead is implausible', () => {
    const { time, look } = clocks()
    time.wall = Date.UTC(1970, 0, 1)
    expect(look().state).toBe('implausible')
  })
})

describe('the clock of a server', () => {
  test('is read from what it answers, whatever that is', async () => {
    const server = createServer((_request, response) => {
      response.statusCode = 405
      response.setHeader('date', new Date(Date.UTC(2026, 10, 22, 12, 0, 0)).toUTCString())
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const nowMs = (): number => Date.UTC(2026, 10, 22, 12, 1, 0, 500)
    expect(await clockAheadOf(`http://127.0.0.1:${port}`, nowMs)).toBe(60_000)
    server.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.once('close', resolve))
    expect(await clockAheadOf(`http://127.0.0.1:${port}`, nowMs)).toBeNull()
  })
})

describe('the machine', () => {
  test('tells figures that fit the contract, and no disk where there is no folder', async () => {
    const read = (dataDir: string): Promise<Machine> =>
      new Promise((resolve) => {
        const watch = watchMachine({
          dataDir,
          clock: systemClock,
          onReading: (machine) => {
            watch.close()
            resolve(machineSchema.parse(machine))
          },
        })
      })
    expect((await read(tmpdir())).diskFreeBytes).toBeGreaterThan(0)
    expect((await read('/no/such/folder')).diskFreeBytes).toBeNull()
  })
})
