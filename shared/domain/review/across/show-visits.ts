/** A show as returns are counted: when it ran, in ms. */
export interface ShowTimes {
  readonly fromMs: number
  readonly toMs: number
}

/** One presence of a person in the show with this place in the list of shows; times in ms. */
export interface ShowVisit {
  readonly show: number
  readonly fromMs: number
  readonly toMs: number
}

/** The visits of a person who came under several keys, in order of time: where two were at once, they are one. */
export function mergedVisits<Visit extends ShowVisit>(visits: readonly Visit[]): Visit[] {
  const merged: Visit[] = []
  for (const visit of visits.toSorted(
    (left, right) => left.show - right.show || left.fromMs - right.fromMs,
  )) {
    const last = merged.at(-1)
    if (last && last.show === visit.show && visit.fromMs <= last.toMs)
      merged[merged.length - 1] = { ...last, toMs: Math.max(last.toMs, visit.toMs) }
    else merged.push(visit)
  }
  return merged
}

/**
 * Of each show that one person was in (by its place in `shows`): when they first came to another one after it had
 * ended; null when they did not. `visits` are all of this one person's, in any order.
 */
export function nextSeenAfter(
  visits: readonly ShowVisit[],
  shows: readonly ShowTimes[],
): ReadonlyMap<number, number | null> {
  const next = new Map<number, number | null>()
  const [only] = visits
  // Most people come once: nothing is sorted for them.
  if (only && visits.length === 1) return next.set(only.show, null)
  const firstSeen = new Map<number, number>()
  for (const { show, fromMs } of visits) {
    const known = firstSeen.get(show)
    if (known === undefined || fromMs < known) firstSeen.set(show, fromMs)
  }
  const seen = [...firstSeen].toSorted(([, left], [, right]) => left - right)
  for (const [place, [show]] of seen.entries()) {
    const endMs = shows[show]?.toMs ?? Number.POSITIVE_INFINITY
    // Shows that follow each other, as nearly all do, need no search.
    const after = seen[place + 1]
    const isNext = after !== undefined && after[1] >= endMs && (seen[place - 1]?.[1] ?? -Infinity) < endMs
    const at = isNext ? place + 1 : firstNotBefore(seen, endMs)
    // A show that lasted no time ends as it is seen.
    next.set(show, seen[seen[at]?.[0] === show ? at + 1 : at]?.[1] ?? null)
  }
  return next
}

/** By halving: loyal people come to hundreds of shows. */
function firstNotBefore(seen: readonly (readonly [number, number])[], atMs: number): number {
  let low = 0
  let high = seen.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((seen[middle]?.[1] ?? 0) < atMs) low = middle + 1
    else high = middle
  }
  return low
}
