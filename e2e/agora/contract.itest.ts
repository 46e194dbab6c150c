import { describe, it } from 'vitest'
import { engineContract } from '#renderer/media/testing/engine-contract.ts'
import type { ContractWorld } from '#renderer/media/testing/engine-contract.ts'
import { makeContainer } from './dom.ts'
import { holdTime, moment, openNativeStudio, settle, until } from './studio.ts'
import type { NativeStudio } from './studio.ts'

const STEP_MS = 50

holdTime()

describe('the contract of the media engines, kept by the Agora engine', () => {
  it.each(engineContract)('$name', async ({ run }) => {
    const studio = openNativeStudio()
    await run(studio.engine, worldOf(studio))
    await studio.engine.dispose()
  })
})

function worldOf({ device }: NativeStudio): ContractWorld {
  return {
    unplug: async ({ deviceId }) => {
      device.unplugCamera(deviceId)
      await moment(STEP_MS)
    },
    plug: async ({ deviceId, label }) => {
      device.plugCamera({ deviceId, deviceName: label })
      await moment(STEP_MS)
    },
    until: (condition, what) => until(condition, what, STEP_MS),
    settle: (asked) => settle(asked, STEP_MS),
    makeContainer,
    nowMs: () => Date.now(),
  }
}
