import { statfs } from 'node:fs/promises'
import { cpus, freemem, totalmem } from 'node:os'

import type { Machine } from '#shared/domain/health/machine.ts'
import { every, type Clock } from '../clock.ts'
import { createClockWatch } from './clock-watch.ts'
import { createCpuMeter } from './cpu-load.ts'

const LOOK_EVERY_MS = 2_000

export interface MachineWatch {
  /** The last look; null before the first. */
  readonly current: () => Machine | null
  readonly close: () => void
}

/** Looks at the machine every two seconds and tells `onReading`. What cannot be read is null, never an error. */
export function watchMachine(options: {
  readonly dataDir: string
  readonly clock: Clock
  readonly onReading: (machine: Machine) => void
}): MachineWatch {
  const { dataDir, clock, onReading } = options
  const cpuLoad = createCpuMeter(cpus)
  const clockState = createClockWatch({ nowMs: clock.nowMs, monotonicMs: () => performance.now() })
  let current: Machine | null = null
  let closed = false

  const look = async (): Promise<void> => {
    const diskFreeBytes = await freeBytesIn(dataDir)
    if (closed) return
    current = { cpuLoad: cpuLoad(), memory: memory(), diskFreeBytes, clock: clockState() }
    onReading(current)
  }
  const timer = every(clock, LOOK_EVERY_MS, () => void look())
  void look()
  return {
    current: () => current,
    close: () => {
      closed = true
      timer.cancel()
    },
  }
}

/** On macOS nearly nothing counts as free, since caches fill what programs leave; that figure would only frighten. */
function memory(): Machine['memory'] {
  if (process.platform === 'darwin') return null
  const freeBytes = freemem()
  return { usedBytes: totalmem() - freeBytes, freeBytes }
}

async function freeBytesIn(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
