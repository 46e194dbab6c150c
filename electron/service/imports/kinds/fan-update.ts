import { isHigher } from '#shared/domain/fans/tier-rules.ts'
import type { Fan, Identity } from '#shared/domain/fans/fan.ts'
import type { FanRecord } from './fans.ts'
import type { FanRow } from './fan-row.ts'

const IDENTITIES_MAX = 20
const TAGS_MAX = 30
const NOTES_MAX = 500

export function fanOfRow(row: FanRow, fanId: string, nowMs: number): FanRecord {
  const blank: FanRecord = {
    fanId,
    name: row.name ?? nameless(row.identities),
    sayAs: '',
    identities: [],
    tier: 'guest',
    tierBy: 'rules',
    privateDomain: false,
    firstSeenMs: null,
    lastSeenMs: null,
    visits: 0,
    birthday: null,
    tags: [],
    notes: '',
    consent: 'unknown',
    told: { orders: 0, spentFen: 0, lastOrderMs: null, untilMs: null },
  }
  return withFanRow(blank, row, { nowMs, isSecond: false, totals: null })
}

/** The last digits of the phone, or an id: better than nothing to call somebody by. */
function nameless(identities: readonly Identity[]): string {
  const phone = identities.find(({ source }) => source === 'phone')
  if (phone) return `尾号${phone.userId.slice(-4)}`
  return identities[0]?.userId.slice(0, 40) ?? '?'
}

/** What the library shows of a fan's orders: what was told and what it counted since. */
export type FanTotals = Pick<Fan, 'orders' | 'spentFen' | 'lastOrderMs'>

export interface RowContext {
  readonly nowMs: number
  readonly isSecond: boolean
  /** Null for a fan who is not stored yet. */
  readonly totals: FanTotals | null
}

/** Whether the row, as one of our own exports, says no more than is shown already. */
const saysThat = (row: FanRow, totals: FanTotals): boolean =>
  (row.orders ?? totals.orders) === totals.orders &&
  (row.spentFen ?? totals.spentFen) === totals.spentFen &&
  (row.lastOrderMs ?? totals.lastOrderMs) === totals.lastOrderMs

/**
 * The fan with what the row says. A person's own decisions stay: the tier set by hand, what is noted. `isSecond`: a
 * row of the same file has told of this fan's orders before; the higher figures count, whatever the order of rows.
 */
export function withFanRow(fan: FanRecord, row: FanRow, known: RowContext): FanRecord {
  const tier = fan.tierBy !== 'hand' && row.tier !== fan.tier ? row.tier : null
  return {
    ...fan,
    name: row.name ?? fan.name,
    sayAs: row.sayAs ?? fan.sayAs,
    identities: withIdentities(fan.identities, row.identities),
    tier: tier ?? fan.tier,
    tierBy: tier === null ? fan.tierBy : 'import',
    privateDomain:
      row.privateDomain ?? (fan.privateDomain || row.identities.some(({ source }) => source === 'wecom')),
    firstSeenMs: least(fan.firstSeenMs, row.firstSeenMs),
    lastSeenMs: most(fan.lastSeenMs, row.lastSeenMs),
    visits: Math.max(fan.visits, row.visits ?? 0),
    birthday: birthdayOf(fan.birthday, row.birthday),
    tags: [...new Set([...fan.tags, ...row.tags])].slice(0, TAGS_MAX),
    notes: withNotes(fan.notes, row.notes),
    consent: row.consent ?? fan.consent,
    told: toldOf(fan.told, row, known),
  }
}

type Told = FanRecord['told']

/**
 * Orders up to the last one the file knows are told by it, later ones the library counts itself. A file that names no
 * last order is taken to know everything up to now; one that says what is known already moves nothing.
 */
function toldOf(told: Told, row: FanRow, { nowMs, isSecond, totals }: RowContext): Told {
  if (row.orders === null && row.spentFen === null && row.lastOrderMs === null) return told
  if (totals && saysThat(row, totals)) return told
  const pick = (before: number, now: number | null): number =>
    now === null ? before : isSecond ? Math.max(before, now) : now
  const orders = pick(told.orders, row.orders)
  const spentFen = pick(told.spentFen, row.spentFen)
  const lastOrderMs = most(told.lastOrderMs, row.lastOrderMs)
  const isNews = orders !== told.orders || spentFen !== told.spentFen || lastOrderMs !== told.lastOrderMs
  if (!isNews && told.untilMs !== null) return told
  return {
    orders,
    spentFen,
    lastOrderMs,
    untilMs: row.lastOrderMs === null ? nowMs : most(told.untilMs, lastOrderMs),
  }
}

/**
 * One fan of two whose identities a row has brought together; null when they are too many. `alike`: the file itself
 * has told of the orders of one of them, so the figures are of one list and not added up.
 */
export function joinFans(kept: FanRecord, gone: FanRecord, alike: boolean): FanRecord | null {
  const identities = withIdentities(kept.identities, gone.identities)
  if (identities.length < new Set([...kept.identities, ...gone.identities].map(keyOf)).size) return null
  const byHand = (kept.tierBy === 'hand') !== (gone.tierBy === 'hand')
  const goneLeads = byHand ? gone.tierBy === 'hand' : isHigher(gone.tier, kept.tier)
  const add = (left: number, right: number): number => (alike ? Math.max(left, right) : left + right)
  return {
    ...kept,
    sayAs: kept.sayAs || gone.sayAs,
    identities,
    tier: goneLeads ? gone.tier : kept.tier,
    tierBy: goneLeads ? gone.tierBy : kept.tierBy,
    privateDomain: kept.privateDomain || gone.privateDomain,
    firstSeenMs: least(kept.firstSeenMs, gone.firstSeenMs),
    lastSeenMs: most(kept.lastSeenMs, gone.lastSeenMs),
    visits: add(kept.visits, gone.visits),
    birthday: kept.birthday ?? gone.birthday,
    tags: [...new Set([...kept.tags, ...gone.tags])].slice(0, TAGS_MAX),
    notes: withNotes(kept.notes, gone.notes),
    consent: kept.consent === 'refused' || gone.consent === 'unknown' ? kept.consent : gone.consent,
    told: {
      orders: add(kept.told.orders, gone.told.orders),
      spentFen: add(kept.told.spentFen, gone.told.spentFen),
      lastOrderMs: most(kept.told.lastOrderMs, gone.told.lastOrderMs),
      untilMs: most(kept.told.untilMs, gone.told.untilMs),
    },
  }
}

const keyOf = ({ source, userId }: Identity): string => `${source}:${userId}`

/** In the order the library gives them in. */
function withIdentities(known: readonly Identity[], more: readonly Identity[]): Identity[] {
  const byKey = new Map(known.map((identity) => [keyOf(identity), identity]))
  for (const identity of more) {
    if (byKey.size < IDENTITIES_MAX) byKey.set(keyOf(identity), identity)
  }
  return [...byKey].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, identity]) => identity)
}

/** One with the year beats the same day without. */
function birthdayOf(known: string | null, told: string | null): string | null {
  if (told === null) return known
  return known !== null && known.endsWith(told) ? known : told
}

function withNotes(known: string, more: string | null): string {
  if (more === null || more === '' || known.includes(more)) return known
  const both = known === '' ? more : `${known}\n${more}`
  return both.length <= NOTES_MAX ? both : known
}

const least = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? (left ?? right) : Math.min(left, right)

const most = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? (left ?? right) : Math.max(left, right)
