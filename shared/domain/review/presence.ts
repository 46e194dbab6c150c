import { MINUTE_MS } from './review.ts'
import { minuteOf, minutesIn, type ReviewWindow } from './window.ts'

/** A time (epoch ms) in which a viewer was there, or an item on air. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/** One minute of the curve, as far as presence tells it. */
export interface PresentMinute {
  readonly onlineMax: number
  readonly onlineAverage: number
  readonly entries: number
}

export interface Presence {
  readonly pv: number
  readonly uv: number
  readonly pcu: number
  readonly watchMs: number
  readonly minutes: readonly PresentMinute[]
  /** When each viewer was there: inside the window, overlaps merged, in order. */
  readonly stays: ReadonlyMap<string, readonly Span[]>
}

export interface PresenceFold {
  /** In the order of the log. */
  readonly entered: (userId: string, atMs: number) => void
  readonly left: (userId: string, atMs: number) => void
  /** The service was away since then: whoever was there has not been seen since. */
  readonly lostSight: (sinceMs: number) => void
  readonly finish: () => Presence
}

interface Viewer {
  /** Visits that are open at this point of the log. */
  open: number
  sinceMs: number
  /** Whether one of the open visits began inside the window. */
  began: boolean
  readonly stays: Span[]
  /** Visits that began before the window and have not ended by its beginning. */
  carried: number
}

/**
 * Counts who was there. An entry begins a visit, a leaving ends one of that viewer's; the viewer is present while one
 * of them is open. A visit that is not ended lasts to the end of the window, or until the service was away.
 */
export function createPresence(window: ReviewWindow): PresenceFold {
  const { fromMs, toMs } = window
  const viewers = new Map<string, Viewer>()
  const entriesMs: number[] = []

  /** Those that reach into the window: an entry counts where it happens, a visit from before while it lasts. */
  const keep = (viewer: Viewer, endMs: number): void => {
    if (viewer.sinceMs > toMs || (!viewer.began && endMs <= fromMs)) return
    viewer.stays.push({ fromMs: Math.max(fromMs, viewer.sinceMs), toMs: endMs })
  }

  return {
    entered: (userId, atMs) => {
      let viewer = viewers.get(userId)
      if (!viewer) {
        viewer = { open: 0, sinceMs: atMs, began: false, stays: [], carried: 0 }
        viewers.set(userId, viewer)
      }
      if (viewer.open === 0) Object.assign(viewer, { sinceMs: atMs, began: false })
      viewer.open += 1
      if (atMs < fromMs) viewer.carried += 1
      else {
        viewer.began = true
        if (atMs <= toMs) entriesMs.push(atMs)
      }
    },
    left: (userId, atMs) => {
      const viewer = viewers.get(userId)
      if (!viewer || viewer.open === 0) return
      viewer.open -= 1
      if (atMs <= fromMs && viewer.carried > 0) viewer.carried -= 1
      if (viewer.open === 0) keep(viewer, Math.max(atMs, viewer.sinceMs))
    },
    lostSight: (sinceMs) => {
      for (const viewer of viewers.values()) {
        if (viewer.open === 0) continue
        viewer.open = 0
        if (sinceMs <= fromMs) viewer.carried = 0
        keep(viewer, Math.max(sinceMs, viewer.sinceMs))
      }
    },
    finish: () => {
      const stays = new Map<string, readonly Span[]>()
      let carried = 0
      for (const [userId, viewer] of viewers) {
        if (viewer.open > 0) keep(viewer, Infinity)
        carried += viewer.carried
        if (viewer.stays.length > 0) stays.set(userId, viewer.stays)
      }
      const { pcu, minutes } = countOnline(window, stays)
      for (const atMs of entriesMs) addTo(minutes, minuteOf(window, atMs))
      addTo(minutes, 0, carried)
      const clipped = new Map([...stays].map(([userId, spans]) => [userId, clip(spans, toMs)] as const))
      let watchMs = 0
      for (const spans of clipped.values()) for (const span of spans) watchMs += span.toMs - span.fromMs
      return {
        pv: entriesMs.length + carried,
        uv: stays.size,
        pcu,
        watchMs,
        minutes: minutes.map(({ presentMs, ...minute }, index) => ({
          ...minute,
          onlineAverage: averageOf(presentMs, lengthOf(window, index), minute.onlineMax),
        })),
        stays: clipped,
      }
    },
  }
}

const clip = (spans: readonly Span[], toMs: number): readonly Span[] =>
  spans.every((span) => span.toMs <= toMs)
    ? spans
    : spans.map((span) => ({ fromMs: span.fromMs, toMs: Math.min(toMs, span.toMs) }))

interface Tally {
  onlineMax: number
  /** Presence of all viewers in this minute, added up. */
  presentMs: number
  entries: number
}

function addTo(minutes: readonly Tally[], index: number | null, count = 1): void {
  const minute = index === null ? undefined : minutes[index]
  if (minute) minute.entries += count
}

const lengthOf = ({ fromMs, toMs }: ReviewWindow, minute: number): number =>
  Math.min(MINUTE_MS, toMs - fromMs - minute * MINUTE_MS)

/** A window without length has no mean: what was there at its moment stands for it. */
const averageOf = (presentMs: number, lengthMs: number, atMoment: number): number =>
  lengthMs > 0 ? presentMs / lengthMs : atMoment

/**
 * How many are there at once, to the millisecond: where one leaves as another enters, the leaving comes first. Whoever
 * leaves after the window, or never, is there at its very end.
 */
function countOnline(
  window: ReviewWindow,
  stays: ReadonlyMap<string, readonly Span[]>,
): { pcu: number; minutes: Tally[] } {
  const begins: number[] = []
  const ends: number[] = []
  for (const spans of stays.values()) {
    for (const { fromMs, toMs } of spans) {
      if (toMs === fromMs) continue
      begins.push(fromMs)
      if (toMs <= window.toMs) ends.push(toMs)
    }
  }
  const entering = Float64Array.from(begins).toSorted()
  const leaving = Float64Array.from(ends).toSorted()
  const minutes = Array.from({ length: minutesIn(window) }, () => ({
    onlineMax: 0,
    presentMs: 0,
    entries: 0,
  }))
  let online = 0
  let pcu = 0
  let next = 0
  let gone = 0
  let atMs = window.fromMs
  for (;;) {
    while (gone < leaving.length && (leaving[gone] ?? 0) <= atMs) {
      online -= 1
      gone += 1
    }
    while (next < entering.length && (entering[next] ?? 0) <= atMs) {
      online += 1
      next += 1
    }
    pcu = Math.max(pcu, online)
    const untilMs = Math.min(entering[next] ?? Infinity, leaving[gone] ?? Infinity, window.toMs)
    fill(minutes, window, atMs, untilMs, online)
    if (untilMs <= atMs) return { pcu, minutes }
    atMs = untilMs
  }
}

/** `online` viewers are there from `fromMs` to `toMs`. */
function fill(
  minutes: readonly Tally[],
  window: ReviewWindow,
  fromMs: number,
  toMs: number,
  online: number,
): void {
  let atMs = fromMs
  for (;;) {
    const index = minuteOf(window, atMs)
    const minute = index === null ? undefined : minutes[index]
    if (index === null || !minute) return
    const isLast = index === minutes.length - 1
    const endMs = isLast ? toMs : Math.min(toMs, window.fromMs + (index + 1) * MINUTE_MS)
    minute.onlineMax = Math.max(minute.onlineMax, online)
    minute.presentMs += online * (endMs - atMs)
    if (endMs >= toMs) return
    atMs = endMs
  }
}
