import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Heartbeat } from './heartbeat.ts'

function listening() {
  const silent = vi.fn<() => void>()
  return { silent, heartbeat: new Heartbeat(silent, () => Date.now()) }
}

describe('the sign of life of a worker', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is missed once it stays away for more than three seconds, and only once', () => {
    const { silent, heartbeat } = listening()
    for (let second = 0; second < 20; second += 1) {
      heartbeat.beat()
      vi.advanceTimersByTime(1000)
    }
    expect(silent).not.toHaveBeenCalled()
    vi.advanceTimersByTime(3000)
    expect(silent).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(60_000)
    expect(silent).toHaveBeenCalledOnce()
  })

  it('may come late the first time', () => {
    const { silent, heartbeat } = listening()
    vi.advanceTimersByTime(14_000)
    heartbeat.beat()
    vi.advanceTimersByTime(2000)
    expect(silent).not.toHaveBeenCalled()
  })

  it('is not missed while this side itself was held up or asleep', () => {
    const { silent, heartbeat } = listening()
    heartbeat.beat()
    vi.setSystemTime(Date.now() + 60_000)
    vi.advanceTimersByTime(1000)
    heartbeat.beat()
    vi.advanceTimersByTime(2000)
    expect(silent).not.toHaveBeenCalled()
  })

  it('is not waited for once stopped', () => {
    const { silent, heartbeat } = listening()
    heartbeat.beat()
    heartbeat.stop()
    vi.advanceTimersByTime(60_000)
    expect(silent).not.toHaveBeenCalled()
  })
})
