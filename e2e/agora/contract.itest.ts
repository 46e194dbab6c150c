import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import { engineContract } from '#renderer/media/testing/engine-contract.ts'
import type { ContractWorld } from '#renderer/media/testing/engine-contract.ts'
import { makeContainer } from './dom.ts'
import { openNativeStudio } from './studio.ts'
import type { NativeStudio } from './studio.ts'

/** Files are read in real time, whatever the studio's clock says. */
const realTimeout = globalThis.setTimeout
const STEPS = 3000
const STEP_MS = 50

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the contract of the media engines, kept by the Agora engine', () => {
  it.each(engineContract)('$name', async ({ run }) => {
    const studio = openNativeStudio()
    await run(studio.engine, worldOf(studio))
    await studio.engine.dispose()
  })
})

function worldOf({ device }: NativeStudio): ContractWorld {
  const step = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(STEP_MS)
    await new Promise((resolve) => realTimeout(resolve, 1))
  }
  async function until(condition: () => boolean, what: string): Promise<void> {
    for (let left = STEPS; left > 0; left -= 1) {
      if (condition()) return
      await step()
    }
    throw new Error(`In vain: ${what}`)
  }
  return {
    unplug: async ({ deviceId }) => {
      device.unplugCamera(deviceId)
      await step()
    },
    plug: async ({ deviceId, label }) => {
      device.plugCamera({ deviceId, deviceName: label })
      await step()
    },
    until,
    settle: async (asked) => {
      let done = false
      const ended = (): void => {
        done = true
      }
      asked.then(ended, ended)
      await until(() => done, 'an answer')
      return await asked
    },
    makeContainer,
    nowMs: () => Date.now(),
  }
}
