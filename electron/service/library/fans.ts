import type { Database } from 'better-sqlite3'
import { LRUCache } from 'lru-cache'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { fanSchema, type Fan, type Identity } from '#shared/domain/fans/fan.ts'
import { identityOf } from '#shared/domain/fans/identity.ts'
import { nameOfId } from '#shared/domain/orders/buyer-key.ts'
import { fanStandingSchema, GUEST, type FanStanding } from '#shared/domain/fans/tier.ts'
import { withStorageErrors } from '../storage/storage-error.ts'
import { later as laterOf, mergeFans } from '#shared/domain/fans/merge-fans.ts'
import { mergeTold } from './fan-merge.ts'
import { fanTiers, type FanTiers } from './fan-tiers.ts'
import { fanSearch, type FanSearch } from './fan-search.ts'
import {
  FAN_COLUMNS,
  fanRowSchema,
  TOLD_NOTHING,
  toldRowSchema,
  wordsOf,
  type LaterOrders,
  type Told,
} from './fan-rows.ts'

/**
 * Viewers the seller knows. A `userKey` is the viewer's key across chat sources (`viewerKey`). An identity belongs
 * to one fan: whoever is saved with it last has it. Every write forgets the standings it may change.
 */
export interface Fans extends FanSearch {
  /** Asked for every danmaku: answered from memory for whoever wrote lately. Unknown viewers are guests. */
  readonly standing: (userKey: string) => FanStanding
  /** A person says where a viewer stands; an unknown one becomes a fan. False when the key cannot be one. */
  readonly set: (userKey: string, name: string, standing: FanStanding) => boolean
  readonly byKey: (userKey: string) => Fan | null
  /** The id of the fan with this identity. */
  readonly idOf: (identity: Identity) => string | null
  readonly byId: (fanId: string) => Fan | null
  /** What imports told of the fan's orders. */
  readonly told: (fanId: string) => Told
  /**
   * Adds or replaces the whole fan; returns it as it is stored (updatedAtMs always moves on). `orders`, `spentFen` and
   * `lastOrderMs` are what was `told` and the later orders of the library; without `told`, that of before stays, and
   * for a new fan they count as told up to `lastOrderMs`.
   */
  readonly save: (fan: Fan, told?: Told) => Fan
  readonly remove: (fanId: string) => void
  /** An id for a fan that is not in the library yet. */
  readonly newId: () => string
  /** The fan with this key, made (a guest, by rules) when there is none: a buyer becomes known by an order. */
  readonly ensure: (userKey: string, name: string, atMs: number) => Fan | null
  /** Counts the fan's orders anew from the library; to be called after one has come or changed. */
  readonly recount: (fanId: string) => void
  /**
   * A known viewer is in a show: counted once per session. True when it counted; unknown viewers are passed over.
   */
  readonly recordVisit: (userKey: string, sessionId: string, atMs: number) => boolean
  /** When the fan was last seen in a show before the one being visited; null when never. */
  readonly seenBeforeMs: (fanId: string) => number | null
  /** Two fans are one person: `goneId` goes into `keptId`, with orders and spend of both. */
  readonly merge: (keptId: string, goneId: string) => Fan | 'notFound' | 'tooManyIdentities'
  /** Which tiers fans have earned. */
  readonly tiers: FanTiers
  /** Runs `action` in one transaction: all of its writes, or none when it throws. */
  readonly together: <Value>(action: () => Value) => Value
}

/** A few MB at most; a show rarely has more distinct writers than this. */
const REMEMBERED = 50_000

const standingRow = z
  .object({ tier: z.string(), privateDomain: z.number() })
  .transform((row) => ({ tier: row.tier, privateDomain: row.privateDomain === 1 }))
  .pipe(fanStandingSchema)
const idRow = z.object({ fanId: z.string() })
const seenBeforeRow = z.object({ seenBeforeMs: z.number().int().nullable() })

const NO_ORDERS: LaterOrders = () => ({ orders: 0, spentFen: 0, lastOrderMs: null })

export function fansOf(db: Database, nowMs: () => number, laterOrders: LaterOrders = NO_ORDERS): Fans {
  const statements = prepare(db)
  const remembered = new LRUCache<string, FanStanding>({ max: REMEMBERED })
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)
  const newId = (): string => `f${randomBytes(8).toString('hex')}`

  const idOf = (identity: Identity): string | null =>
    idRow.safeParse(statements.idOf.get(identity)).data?.fanId ?? null
  const byId = (fanId: string): Fan | null => {
    const row = statements.byId.get(fanId)
    return row === undefined ? null : fanRowSchema.parse(row)
  }
  const told = (fanId: string): Told => {
    const row = statements.told.get(fanId)
    return row === undefined ? TOLD_NOTHING : toldRowSchema.parse(row)
  }
  const forgetStandings = (identities: readonly Identity[]): void => {
    for (const { source, userId } of identities) remembered.delete(viewerKey(source, userId))
  }

  const write = (given: Fan, toldNow: Told | undefined): Fan => {
    const fan = fanSchema.parse(given)
    const before = byId(fan.fanId)
    const { tags, identities } = fan
    const updatedAtMs = Math.max(nowMs(), (before?.updatedAtMs ?? 0) + 1)
    const counted = toldNow ?? (before ? told(fan.fanId) : { ...fan, untilMs: fan.lastOrderMs })
    const later = laterOrders(identities, counted.untilMs)
    statements.save.run({
      ...fan,
      privateDomain: fan.privateDomain ? 1 : 0,
      toldOrders: counted.orders,
      toldSpent: counted.spentFen,
      toldLastOrder: counted.lastOrderMs,
      toldUntil: counted.untilMs,
      laterOrders: later.orders,
      laterSpent: later.spentFen,
      laterLastOrder: later.lastOrderMs,
      tags: JSON.stringify(tags),
      words: wordsOf(fan),
      updatedAtMs,
    })
    if (!before || !sameIdentities(before.identities, identities)) {
      if (before) statements.dropIdentities.run(fan.fanId)
      for (const identity of identities) statements.addIdentity.run({ ...identity, fanId: fan.fanId })
    }
    if (!before || before.tags.join('\n') !== tags.join('\n')) {
      if (before) statements.dropTags.run(fan.fanId)
      for (const tag of tags) statements.addTag.run(fan.fanId, tag)
    }
    forgetStandings(before?.identities ?? [])
    forgetStandings(identities)
    return {
      ...fan,
      identities: identities.toSorted(byKeyOf),
      orders: counted.orders + later.orders,
      spentFen: counted.spentFen + later.spentFen,
      lastOrderMs: laterOf(counted.lastOrderMs, later.lastOrderMs),
      updatedAtMs,
    }
  }
  const save = db.transaction(write)
  const together = <Value>(action: () => Value): Value => {
    try {
      return db.transaction(action)()
    } catch (error) {
      // Standings asked for in between may be of rows that are not there any more.
      remembered.clear()
      throw error
    }
  }

  const newFan = (identity: Identity, name: string): Fan => ({
    fanId: newId(),
    name: name.trim().slice(0, 40).trim() || nameOfId(identity).slice(0, 40),
    sayAs: '',
    identities: [identity],
    ...GUEST,
    tierBy: 'rules',
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
    updatedAtMs: 0,
  })

  const fanWith = (userKey: string): Fan | null => {
    const identity = identityOf(userKey)
    const fanId = identity && idOf(identity)
    return fanId ? byId(fanId) : null
  }

  return {
    ...fanSearch(db, nowMs),
    standing: (userKey) => {
      const known = remembered.get(userKey)
      if (known !== undefined) return known
      const identity = identityOf(userKey)
      const row = guarded(() => identity && statements.standing.get(identity))
      const standing = row ? guarded(() => standingRow.parse(row)) : GUEST
      remembered.set(userKey, standing)
      return standing
    },
    set: (userKey, name, standing) =>
      guarded(() => {
        const identity = identityOf(userKey)
        if (!identity) return false
        const before = fanWith(userKey)
        const { tier, privateDomain } = standing
        if (before || tier !== 'guest' || privateDomain)
          save({ ...(before ?? newFan(identity, name)), tier, privateDomain, tierBy: 'hand' }, undefined)
        return true
      }),
    idOf: (identity) => guarded(() => idOf(identity)),
    byKey: (userKey) => guarded(() => fanWith(userKey)),
    byId: (fanId) => guarded(() => byId(fanId)),
    told: (fanId) => guarded(() => told(fanId)),
    save: (fan, toldNow) => guarded(() => save(fan, toldNow)),
    remove: (fanId) =>
      guarded(() => {
        forgetStandings(byId(fanId)?.identities ?? [])
        statements.remove.run(fanId)
      }),
    newId,
    ensure: (userKey, name, atMs) =>
      guarded(() => {
        const identity = identityOf(userKey)
        if (!identity) return null
        return fanWith(userKey) ?? save({ ...newFan(identity, name), firstSeenMs: atMs }, undefined)
      }),
    recount: (fanId) =>
      guarded(() => {
        const fan = byId(fanId)
        if (fan) statements.count.run({ fanId, ...laterOrders(fan.identities, told(fanId).untilMs) })
      }),
    recordVisit: (userKey, sessionId, atMs) =>
      guarded(() => {
        // Nearly everybody who writes is a stranger, and was looked up when their message came.
        if (remembered.get(userKey) === GUEST) return false
        const identity = identityOf(userKey)
        const fanId = identity && idOf(identity)
        return fanId !== null && statements.visit.run({ fanId, sessionId, atMs }).changes > 0
      }),
    seenBeforeMs: (fanId) =>
      guarded(() => seenBeforeRow.safeParse(statements.seenBefore.get(fanId)).data?.seenBeforeMs ?? null),
    merge: (keptId, goneId) =>
      guarded(() =>
        together(() => {
          const kept = byId(keptId)
          const gone = byId(goneId)
          if (!kept || !gone || keptId === goneId) return 'notFound'
          const merged = mergeFans(kept, gone)
          if (!merged) return 'tooManyIdentities'
          const sums = mergeTold(
            { ...kept, told: told(keptId) },
            { ...gone, told: told(goneId) },
            laterOrders,
          )
          statements.remove.run(goneId)
          return write(merged, sums)
        }),
      ),
    tiers: fanTiers(db, nowMs, () => remembered.clear()),
    together: (action) => guarded(() => together(action)),
  }
}

const sameIdentities = (left: readonly Identity[], right: readonly Identity[]): boolean =>
  keysOf(left).join('\n') === keysOf(right).join('\n')

/** In the order in which the table keeps them. */
const byKeyOf = (left: Identity, right: Identity): number =>
  compare(left.source, right.source) || compare(left.userId, right.userId)

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const keysOf = (identities: readonly Identity[]): string[] =>
  identities.map(({ source, userId }) => viewerKey(source, userId)).toSorted()

function prepare(db: Database) {
  return {
    standing: db.prepare(`
      SELECT tier, private_domain AS privateDomain FROM fan
      WHERE fan_id = (SELECT fan_id FROM fan_identity WHERE source = :source AND user_id = :userId)`),
    idOf: db.prepare('SELECT fan_id AS fanId FROM fan_identity WHERE source = :source AND user_id = :userId'),
    byId: db.prepare(`SELECT ${FAN_COLUMNS} FROM fan WHERE fan_id = ?`),
    told: db.prepare(`
      SELECT told_orders AS orders, told_spent AS spentFen, told_last_order AS lastOrderMs, told_until AS untilMs
      FROM fan WHERE fan_id = ?`),
    save: db.prepare(`
      INSERT INTO fan (fan_id, name, say_as, tier, tier_by, private_domain, first_seen, last_seen, visits,
        told_orders, told_spent, told_last_order, told_until, later_orders, later_spent, later_last_order,
        birthday, tags, notes, consent, words, updated_at)
      VALUES (:fanId, :name, :sayAs, :tier, :tierBy, :privateDomain, :firstSeenMs, :lastSeenMs, :visits,
        :toldOrders, :toldSpent, :toldLastOrder, :toldUntil, :laterOrders, :laterSpent, :laterLastOrder,
        :birthday, :tags, :notes, :consent, :words, :updatedAtMs)
      ON CONFLICT (fan_id) DO UPDATE SET name = excluded.name, say_as = excluded.say_as, tier = excluded.tier,
        tier_by = excluded.tier_by, private_domain = excluded.private_domain, first_seen = excluded.first_seen,
        last_seen = excluded.last_seen, visits = excluded.visits, told_orders = excluded.told_orders,
        told_spent = excluded.told_spent, told_last_order = excluded.told_last_order,
        told_until = excluded.told_until, later_orders = excluded.later_orders, later_spent = excluded.later_spent,
        later_last_order = excluded.later_last_order, birthday = excluded.birthday, tags = excluded.tags,
        notes = excluded.notes, consent = excluded.consent, words = excluded.words,
        updated_at = excluded.updated_at`),
    remove: db.prepare('DELETE FROM fan WHERE fan_id = ?'),
    addIdentity: db.prepare(`
      INSERT INTO fan_identity (source, user_id, fan_id) VALUES (:source, :userId, :fanId)
      ON CONFLICT (source, user_id) DO UPDATE SET fan_id = excluded.fan_id`),
    dropIdentities: db.prepare('DELETE FROM fan_identity WHERE fan_id = ?'),
    addTag: db.prepare('INSERT INTO fan_tag (fan_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    dropTags: db.prepare('DELETE FROM fan_tag WHERE fan_id = ?'),
    count: db.prepare(`
      UPDATE fan SET later_orders = :orders, later_spent = :spentFen, later_last_order = :lastOrderMs
      WHERE fan_id = :fanId`),
    visit: db.prepare(`
      UPDATE fan SET visits = visits + 1, visited_session = :sessionId, seen_before = last_seen,
        first_seen = coalesce(first_seen, :atMs), last_seen = max(coalesce(last_seen, 0), :atMs)
      WHERE fan_id = :fanId AND visited_session IS NOT :sessionId`),
    seenBefore: db.prepare('SELECT seen_before AS seenBeforeMs FROM fan WHERE fan_id = ?'),
  }
}
