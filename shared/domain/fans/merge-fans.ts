import type { Consent, Fan } from './fan.ts'
import { distinct } from './fan-edit.ts'
import { isHigher } from './tier-rules.ts'

const IDENTITIES_MAX = 20
const TAGS_MAX = 30
const NOTES_MAX = 500

/**
 * One fan of two that turned out to be one person: `kept` with what `gone` adds. What `kept` says wins; a tier set by
 * hand wins over one that was not, else the higher one; a refused consent is never lost. Visits are added up. Orders
 * and spend stay those of `kept`: the library counts them anew. Null when the two have too many identities for one.
 */
export function mergeFans(kept: Fan, gone: Fan): Fan | null {
  const identities = distinct([...kept.identities, ...gone.identities])
  if (identities.length > IDENTITIES_MAX) return null
  const { tier, tierBy } = leading(kept, gone)
  return {
    ...kept,
    sayAs: kept.sayAs || gone.sayAs,
    identities,
    tier,
    tierBy,
    privateDomain: kept.privateDomain || gone.privateDomain,
    firstSeenMs: earlier(kept.firstSeenMs, gone.firstSeenMs),
    lastSeenMs: later(kept.lastSeenMs, gone.lastSeenMs),
    visits: kept.visits + gone.visits,
    birthday: kept.birthday ?? gone.birthday,
    tags: [...new Set([...kept.tags, ...gone.tags])].slice(0, TAGS_MAX),
    notes: joined(kept.notes, gone.notes),
    consent: strictest(kept.consent, gone.consent),
  }
}

function leading(kept: Fan, gone: Fan): Fan {
  if ((kept.tierBy === 'hand') !== (gone.tierBy === 'hand')) return kept.tierBy === 'hand' ? kept : gone
  return isHigher(gone.tier, kept.tier) ? gone : kept
}

const joined = (kept: string, gone: string): string =>
  (gone === '' || kept.includes(gone) ? kept : kept === '' ? gone : `${kept}\n${gone}`).slice(0, NOTES_MAX)

const earlier = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? (left ?? right) : Math.min(left, right)

export const later = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? (left ?? right) : Math.max(left, right)

const strictest = (kept: Consent, gone: Consent): Consent =>
  kept === 'refused' || gone === 'refused' ? 'refused' : kept === 'unknown' ? gone : kept
