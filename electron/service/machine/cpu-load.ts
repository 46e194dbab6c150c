import type { CpuInfo } from 'node:os'

/**
 * Share of all processors' time that was not idle since the last call, 0 to 1. Null at the first call and where the
 * system tells no times.
 */
export function createCpuMeter(cpus: () => readonly Pick<CpuInfo, 'times'>[]): () => number | null {
  const read = (): { idle: number; all: number } => {
    let idle = 0
    let all = 0
    for (const { times } of cpus()) {
      idle += times.idle
      all += times.user + times.nice + times.sys + times.irq + times.idle
    }
    return { idle, all }
  }
  let before = read()
  return () => {
    const now = read()
    const all = now.all - before.all
    const idle = now.idle - before.idle
    before = now
    // A processor that was taken offline makes the sums go back.
    return all > 0 && idle >= 0 ? Math.min(1, Math.max(0, 1 - idle / all)) : null
  }
}
