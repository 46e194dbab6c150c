import type { Library } from '#service/library/library.ts'
import type { RolledSession } from '#service/library/rolled-reviews.ts'
import type { AcrossSession } from '#shared/domain/review/across/across.ts'
import { mergedVisits, type ShowVisit } from '#shared/domain/review/across/show-visits.ts'

/** What is read across sessions; every part over the same connection. */
export type AcrossLibrary = Pick<Library, 'rolledReviews' | 'sessions' | 'fans' | 'orders'>

/** A session counts across shows when it was one, and went live. */
export const isShow = ({ kind, liveAtMs }: Pick<RolledSession, 'kind' | 'liveAtMs'>): boolean =>
  kind === 'show' && liveAtMs !== null

export const acrossSessionOf = ({ sessionId, title, kind, fromMs, toMs }: AcrossSession): AcrossSession => ({
  sessionId,
  title,
  kind,
  fromMs,
  toMs,
})

/** The shows that have ended and no roll-up, though they may get one. */
export function pendingShows(
  { sessions }: Pick<AcrossLibrary, 'sessions'>,
  rolled: readonly RolledSession[],
  unreadable: ReadonlySet<string>,
) {
  const known = new Set(rolled.map(({ sessionId }) => sessionId))
  return sessions
    .list()
    .filter(
      (session) =>
        isShow(session) &&
        session.phase === 'ended' &&
        !known.has(session.sessionId) &&
        !unreadable.has(session.sessionId),
    )
}

/**
 * Up to when it is known who came: now, or the beginning of the earliest show whose visitors are not counted yet, the
 * running one among them.
 */
export function knownUntilMs(
  { sessions }: Pick<AcrossLibrary, 'sessions'>,
  pending: readonly { readonly liveAtMs: number | null }[],
  nowMs: number,
): number {
  const running = sessions.list().filter((session) => session.phase === 'live' && isShow(session))
  return Math.min(nowMs, ...[...pending, ...running].map(({ liveAtMs }) => liveAtMs ?? nowMs))
}

/**
 * Gives the visits of each person to shows, person by person, as places in the list of shows. A year's million is
 * sorted by counting: first how many each person has, then each visit to its place.
 */
export function eachPerson(
  { rolledReviews }: Pick<AcrossLibrary, 'rolledReviews'>,
  shows: readonly RolledSession[],
  take: (visits: readonly ShowVisit[]) => void,
): void {
  const places = new Map(shows.map((show, place) => [show.sessionNo, place]))
  const fanOf = rolledReviews.joined()
  const persons = personNumbers(rolledReviews.highestViewer(), fanOf)
  const ends = new Uint32Array(persons.length)
  rolledReviews.eachVisit((sessionNo, viewerNo) => {
    const person = persons[viewerNo] ?? 0
    if (places.has(sessionNo)) ends[person] = (ends[person] ?? 0) + 1
  })
  let total = 0
  for (const [person, count] of ends.entries()) {
    ends[person] = total
    total += count
  }
  const sorted = { show: new Uint32Array(total), from: new Float64Array(total), to: new Float64Array(total) }
  rolledReviews.eachVisit((sessionNo, viewerNo, fromMs, toMs) => {
    const place = places.get(sessionNo)
    if (place === undefined) return
    const person = persons[viewerNo] ?? 0
    const at = ends[person] ?? 0
    ends[person] = at + 1
    const beganMs = shows[place]?.fromMs ?? 0
    sorted.show[at] = place
    sorted.from[at] = beganMs + fromMs
    sorted.to[at] = beganMs + toMs
  })
  let at = 0
  for (const [person, end] of ends.entries()) {
    if (at === end) continue
    const visits: ShowVisit[] = []
    for (; at < end; at++)
      visits.push({ show: sorted.show[at] ?? 0, fromMs: sorted.from[at] ?? 0, toMs: sorted.to[at] ?? 0 })
    take(fanOf.has(person) ? mergedVisits(visits) : visits)
  }
}

/** The number of each viewer's person: of a fan with several keys, the first of them. */
function personNumbers(highest: number, fanOf: ReadonlyMap<number, string>): Uint32Array {
  const persons = Uint32Array.from({ length: highest + 1 }, (_, viewer) => viewer)
  const firstOf = new Map<string, number>()
  for (const [viewer, fan] of fanOf) {
    const first = firstOf.get(fan)
    if (first === undefined) firstOf.set(fan, viewer)
    else persons[viewer] = first
  }
  return persons
}
