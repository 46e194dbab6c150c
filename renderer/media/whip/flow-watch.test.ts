import { describe, expect, it } from 'vitest'
import { FlowWatch, type Flow } from './flow-watch.ts'

/** Looks once a second for as long as there are values; a missing one repeats the last. */
function watch(seconds: {
  readonly frames: readonly number[]
  readonly reports?: readonly (number | null)[]
  readonly answers?: readonly number[]
}): Flow[] {
  const flow = new FlowWatch()
  return seconds.frames.map((frames, second) =>
    flow.add({
      atMs: second * 1000,
      videoBytes: frames * 1000,
      videoFrames: frames,
      reportedAt: seconds.reports?.[Math.min(second, seconds.reports.length - 1)] ?? null,
      pathAnswers: seconds.answers?.[Math.min(second, seconds.answers.length - 1)] ?? null,
    }),
  )
}

const count = (length: number, step = 30): number[] =>
  Array.from({ length }, (_none, second) => second * step)

describe('media', () => {
  it('flow with the first report of pictures that were sent', () => {
    expect(watch({ frames: count(4), reports: [null, null, 7, 8] })).toEqual([
      ...['opening', 'opening', 'flowing', 'flowing'],
    ])
  })

  it('do not flow by a report that was there before, only by a new one', () => {
    expect(watch({ frames: count(3), reports: [7], answers: [5] })).toEqual(['opening', 'opening', 'opening'])
  })

  it('flow after five seconds by answers on the path, also where reports stopped, and stay flowing', () => {
    const flows = watch({ frames: count(30), reports: [7], answers: count(30, 1) })
    expect(flows.slice(0, 5)).not.toContain('flowing')
    expect(flows.slice(5)).toEqual(Array<Flow>(25).fill('flowing'))
  })

  it('do not flow while nobody answers on the path', () => {
    expect(watch({ frames: count(12), answers: [5] })).toEqual(Array<Flow>(12).fill('opening'))
  })

  it('stall after five seconds in which nothing was sent', () => {
    const flows = watch({ frames: [0, 30, ...Array<number>(8).fill(30)], reports: count(10) })
    expect(flows.indexOf('stalled')).toBe(6)
  })

  it('stall after fifteen seconds in which nothing was reported any more', () => {
    const flows = watch({ frames: count(20), reports: [1, 2, 3] })
    expect(flows.indexOf('stalled')).toBe(17)
  })
})
