import type { Library } from '#service/library/library.ts'
import type { RolledSession } from '#service/library/rolled-reviews.ts'
import type { AcrossSession } from '#shared/domain/review/across/across.ts'
import type { ShowVisit } from '#shared/domain/review/across/show-visits.ts'

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

/** Gives the visits of each person to shows, person by person, as places in the list of shows. */
export function eachPerson(
  { rolledReviews }: Pick<AcrossLibrary, 'rolledReviews'>,
  shows: readonly RolledSession[],
  take: (visits: readonly ShowVisit[]) => void,
): void {
  const places = new Map(shows.map((show, place) => [show.sessionNo, { place, fromMs: show.fromMs }]))
  const fanOf = rolledReviews.joined()
  // Several keys of one fan lie apart: they wait for each other.
  const fans = new Map<string, ShowVisit[]>()
  let current = -1
  let visits: ShowVisit[] = []
  for (const [viewerNo, sessionNo, fromMs, toMs] of rolledReviews.visits()) {
    const show = places.get(sessionNo)
    if (!show) continue
    if (viewerNo !== current) {
      if (visits.length > 0) take(visits)
      current = viewerNo
      visits = []
    }
    const visit = { show: show.place, fromMs: show.fromMs + fromMs, toMs: show.fromMs + toMs }
    const fan = fanOf.get(viewerNo)
    if (fan === undefined) visits.push(visit)
    else {
      const ofFan = fans.get(fan)
      if (ofFan) ofFan.push(visit)
      else fans.set(fan, [visit])
    }
  }
  if (visits.length > 0) take(visits)
  for (const ofFan of fans.values()) take(ofFan)
}
