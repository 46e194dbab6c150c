import type { Fan, FanFacts } from '#shared/domain/fans/fan.ts'
import { GUEST } from '#shared/domain/fans/tier.ts'
import type { Library } from './library.ts'

/** What the studio can tell of a viewer (by `viewerKey`) at `nowMs`; null for one the library does not know. */
export function fanFactsOf(library: Library, userKey: string, nowMs: number): FanFacts | null {
  const standing = library.fans.standing(userKey)
  if (standing === GUEST) return null
  const [source = '', ...userId] = userKey.split(':')
  const fan: Fan = {
    fanId: userKey.slice(0, 40),
    name: userKey.slice(0, 40),
    sayAs: '',
    identities: [{ source, userId: userId.join(':') }],
    tier: standing.tier,
    tierBy: 'hand',
    privateDomain: standing.privateDomain,
    firstSeenMs: null,
    lastSeenMs: null,
    visits: 0,
    orders: 0,
    spentFen: 0,
    lastOrderMs: null,
    birthday: null,
    tags: [],
    notes: '',
    consent: 'unknown',
    updatedAtMs: nowMs,
  }
  return { fan, bought: [], due: [], boughtWith: [] }
}
