import type { HeatDay, HeatSlot } from './across.ts'
import { windowEndMs } from './returns.ts'
import { nextSeenAfter, type ShowTimes, type ShowVisit } from './show-visits.ts'

/** Cohorts below this tell nothing. */
export const HEAT_COHORT_MIN = 30

/** Offsets of time zones are multiples of this, so an hour of any clock begins on one. */
const QUARTER_MS = 15 * 60_000

/** An hour of the week, on the clock of the seller's time zone. Weekday 1 is Monday. */
export interface HourOfWeek {
  readonly weekday: number
  readonly hour: number
}

interface Stretch {
  readonly fromMs: number
  readonly toMs: number
  readonly slot: number
}

interface Counts {
  shows: number
  cohort: number
  returners: number
}

/**
 * Retention by time slot (时段留存): the people present in an hour of a show, each counted once a show, and how many of
 * them came to another show within `days` after its end. Shows whose window ends after `knownUntilMs` are left out.
 * Give each person once, with all of their visits.
 */
export interface Heat {
  readonly add: (visits: readonly ShowVisit[]) => void
  /** Slots in which there was a show, Monday first. */
  readonly slots: () => HeatSlot[]
  /** The same for whole shows, by the day on which they began. */
  readonly weekdays: () => HeatDay[]
  readonly shows: number
  readonly censored: number
}

export function createHeat(
  shows: readonly ShowTimes[],
  hourOf: (atMs: number) => HourOfWeek,
  { days, knownUntilMs }: { readonly days: number; readonly knownUntilMs: number },
): Heat {
  const passed = shows.map((show) => windowEndMs(show, days) <= knownUntilMs)
  const stretches = shows.map((show) => stretchesOf(show, hourOf))
  const slotCounts = new Map<number, Counts>()
  const dayCounts = new Map<number, Counts & { watchMs: number; viewers: number }>()
  const dayOf = shows.map((show) => hourOf(show.fromMs).weekday)
  for (const place of shows.keys()) {
    const day = dayOf[place] ?? 1
    const ofDay = dayCounts.get(day) ?? { shows: 0, cohort: 0, returners: 0, watchMs: 0, viewers: 0 }
    dayCounts.set(day, ofDay)
    if (!passed[place]) continue
    ofDay.shows += 1
    for (const slot of new Set(stretches[place]?.map((stretch) => stretch.slot))) {
      const counts = slotCounts.get(slot) ?? { shows: 0, cohort: 0, returners: 0 }
      counts.shows += 1
      slotCounts.set(slot, counts)
    }
  }

  const add = (visits: readonly ShowVisit[]): void => {
    const present = new Map<number, Set<number>>()
    for (const { show, fromMs, toMs } of visits) {
      const day = dayCounts.get(dayOf[show] ?? 0)
      if (day) day.watchMs += toMs - fromMs
      let slots = present.get(show)
      if (!slots) present.set(show, (slots = new Set()))
      for (const stretch of stretches[show] ?? []) {
        if (fromMs < stretch.toMs && (toMs > stretch.fromMs || fromMs >= stretch.fromMs))
          slots.add(stretch.slot)
      }
    }
    for (const [show, seenMs] of nextSeenAfter(visits, shows)) {
      const times = shows[show]
      const day = dayCounts.get(dayOf[show] ?? 0)
      if (!times || !day) continue
      day.viewers += 1
      if (!passed[show]) continue
      const came = seenMs !== null && seenMs <= windowEndMs(times, days)
      count(day, came)
      for (const slot of present.get(show) ?? []) {
        const counts = slotCounts.get(slot)
        if (counts) count(counts, came)
      }
    }
  }

  return {
    add,
    slots: () =>
      [...slotCounts]
        .toSorted(([left], [right]) => left - right)
        .map(([slot, counts]) => ({ weekday: Math.floor(slot / 24) + 1, hour: slot % 24, ...told(counts) })),
    weekdays: () =>
      [...dayCounts]
        .toSorted(([left], [right]) => left - right)
        .map(([weekday, { watchMs, viewers, ...counts }]) => ({
          weekday,
          ...told(counts),
          watchMsPerViewer: viewers >= HEAT_COHORT_MIN ? watchMs / viewers : null,
        })),
    shows: passed.filter(Boolean).length,
    censored: passed.filter((one) => !one).length,
  }
}

function count(counts: Counts, came: boolean): void {
  counts.cohort += 1
  if (came) counts.returners += 1
}

function told({ shows, cohort, returners }: Counts) {
  const enough = cohort >= HEAT_COHORT_MIN
  return {
    shows,
    cohort,
    returners: enough ? returners : null,
    rate: enough ? returners / cohort : null,
  }
}

/** The hours of the week that a show went through, in order. */
function stretchesOf({ fromMs, toMs }: ShowTimes, hourOf: (atMs: number) => HourOfWeek): Stretch[] {
  const stretches: Stretch[] = []
  for (let startMs = fromMs; startMs < toMs;) {
    const endMs = Math.min(toMs, (Math.floor(startMs / QUARTER_MS) + 1) * QUARTER_MS)
    const { weekday, hour } = hourOf(startMs)
    const slot = (weekday - 1) * 24 + hour
    const last = stretches.at(-1)
    if (last?.slot === slot) stretches[stretches.length - 1] = { ...last, toMs: endMs }
    else stretches.push({ fromMs: startMs, toMs: endMs, slot })
    startMs = endMs
  }
  return stretches
}
