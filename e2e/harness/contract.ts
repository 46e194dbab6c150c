import { ChromiumEngine } from '#renderer/media/chromium-engine/engine.ts'
import { engineContract } from '#renderer/media/testing/engine-contract.ts'
import type { ContractWorld } from '#renderer/media/testing/engine-contract.ts'

const PATIENCE_MS = 25_000
const LOOK_EVERY_MS = 50

/** Devices without a plug: they cannot be opened, and what was open has ended. */
const unplugged = new Set<string>()
const open: { readonly deviceId: string; readonly track: MediaStreamTrack }[] = []

const devices = navigator.mediaDevices
const capture = devices.getUserMedia.bind(devices)
devices.getUserMedia = async (constraints) => {
  const wanted = JSON.stringify(constraints ?? {})
  if ([...unplugged].some((deviceId) => wanted.includes(deviceId))) {
    throw new DOMException('Unplugged', 'NotFoundError')
  }
  const stream = await capture(constraints)
  for (const track of stream.getTracks()) open.push({ deviceId: track.getSettings().deviceId ?? '', track })
  return stream
}

async function until(condition: () => boolean, what: string): Promise<void> {
  const began = performance.now()
  while (!condition()) {
    if (performance.now() - began > PATIENCE_MS) throw new Error(`In vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

const world: ContractWorld = {
  unplug: async ({ deviceId }) => {
    unplugged.add(deviceId)
    for (const { deviceId: opened, track } of open) {
      if (opened !== deviceId) continue
      // A page that stops a track itself is not told; one whose device went away is.
      track.stop()
      track.dispatchEvent(new Event('ended'))
    }
  },
  plug: async ({ deviceId }) => {
    unplugged.delete(deviceId)
    devices.dispatchEvent(new Event('devicechange'))
  },
  until,
  settle: (asked) => asked,
  makeContainer: () => document.body.appendChild(document.createElement('div')),
  nowMs: () => Date.now(),
}

/** Runs one case on an engine of its own. Rejects where the engine breaks the contract. */
async function runCase(name: string): Promise<void> {
  const found = engineContract.find((each) => each.name === name)
  if (!found) throw new Error(`The contract has no case ‘${name}’`)
  const engine = new ChromiumEngine({ captureSize: { width: 640, height: 360 } })
  try {
    await found.run(engine, world)
  } finally {
    await engine.dispose()
  }
}

declare global {
  interface Window {
    runCase: typeof runCase
  }
}

window.runCase = runCase
