import type { ReturnTotal, ReturnWindow } from './across.ts'
import { nextSeenAfter, type ShowTimes, type ShowVisit } from './show-visits.ts'

const DAY_MS = 86_400_000

/** When the window after a show passes. */
export const windowEndMs = (show: ShowTimes, days: number): number => show.toMs + days * DAY_MS

/**
 * Return visits (回访率): of the people of a show, those who came to another one within so many days after its end.
 * Give each person once, with all of their visits. Whatever happened after `knownUntilMs` may be unknown: windows
 * that end later have not passed.
 */
export interface Returns {
  readonly add: (visits: readonly ShowVisit[]) => void
  /** Of one show, by its place in the list, a window for each of `days`. */
  readonly of: (show: number) => ReturnWindow[]
  /** Of the shows from this place on, taken together. */
  readonly total: (fromShow: number) => ReturnTotal[]
}

export function createReturns(
  shows: readonly ShowTimes[],
  days: readonly number[],
  knownUntilMs: number,
): Returns {
  const people = new Uint32Array(shows.length)
  const returned = days.map(() => new Uint32Array(shows.length))

  const of = (place: number): ReturnWindow[] => {
    const show = shows[place]
    if (!show) return []
    return days.map((window, index) => {
      const untilMs = windowEndMs(show, window)
      const passed = untilMs <= knownUntilMs
      const n = people[place] ?? 0
      const came = returned[index]?.[place] ?? 0
      return {
        days: window,
        people: n,
        returned: came,
        rate: passed && n > 0 ? came / n : null,
        untilMs,
        passed,
      }
    })
  }

  return {
    add: (visits) => {
      for (const [place, seenMs] of nextSeenAfter(visits, shows)) {
        const show = shows[place]
        if (!show) continue
        people[place] = (people[place] ?? 0) + 1
        if (seenMs === null) continue
        for (const [index, counts] of returned.entries()) {
          if (seenMs <= windowEndMs(show, days[index] ?? 0)) counts[place] = (counts[place] ?? 0) + 1
        }
      }
    },
    of,
    total: (fromShow) => {
      const windows = shows.map((_, place) => of(place)).slice(fromShow)
      return days.map((window, index) => {
        const all = windows.flatMap((ofShow) => ofShow[index] ?? [])
        const passed = all.filter((one) => one.passed)
        const base = passed.reduce((sum, one) => sum + one.people, 0)
        const came = passed.reduce((sum, one) => sum + one.returned, 0)
        return {
          days: window,
          shows: passed.length,
          censored: all.length - passed.length,
          people: base,
          returned: came,
          rate: base > 0 ? came / base : null,
        }
      })
    },
  }
}
