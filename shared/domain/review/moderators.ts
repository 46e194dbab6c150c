import { SYSTEM, type Actor } from '../session/actor.ts'
import { nearestRank } from './rank.ts'
import type { ReviewModerator } from './review.ts'
import type { FinishedThread } from './threads.ts'

type Role = ReviewModerator['role']

interface Tally extends Omit<ReviewModerator, 'responseP50Ms'> {
  readonly responsesMs: number[]
}

type Draft = { -readonly [Key in keyof Tally]: Tally[Key] }

/** What each of the staff did with questions; `roles` are those of everybody who acted, by their id. */
export function moderatorsOf(
  threads: readonly FinishedThread[],
  roles: ReadonlyMap<string, Role>,
): readonly ReviewModerator[] {
  const tallies = new Map<string, Draft>()
  const of = (id: string, name: string, automatic = false): Draft => {
    const key = `${automatic} ${id}`
    const known = tallies.get(key)
    if (known) return known
    const role = automatic || id === SYSTEM.id ? 'system' : (roles.get(id) ?? 'moderator')
    const fresh: Draft = {
      id,
      name,
      role,
      automatic,
      claims: 0,
      lapsed: 0,
      answered: 0,
      inTime: 0,
      late: 0,
      dismissed: 0,
      responsesMs: [],
    }
    tallies.set(key, fresh)
    return fresh
  }
  for (const { thread, dismissedBy } of threads) {
    for (const { id, name, lapsed } of thread.claims) {
      of(id, name).claims += 1
      if (lapsed) of(id, name).lapsed += 1
    }
    if (dismissedBy) of(dismissedBy.id, dismissedBy.name).dismissed += 1
    const { answer, outcome, responseMs } = thread
    if (!answer || responseMs === null) continue
    const tally = of(answer.byId, answer.byName, answer.automatic)
    tally.answered += 1
    tally.responsesMs.push(responseMs)
    if (outcome === 'inTime') tally.inTime += 1
    else tally.late += 1
  }
  return [...tallies.values()]
    .map(({ responsesMs, ...tally }) => ({ ...tally, responseP50Ms: nearestRank(responsesMs, 0.5) }))
    .toSorted((a, b) => b.answered - a.answered || b.claims - a.claims)
}

/** The role in which somebody of the staff acts; null for viewers and overlays. */
export const staffRoleOf = ({ role }: Actor): Role | null =>
  role === 'host' || role === 'moderator' || role === 'system' ? role : null
