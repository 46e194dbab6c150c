import { z } from 'zod'

import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { fanSchema, type Fan } from '#shared/domain/fans/fan.ts'
import { identityOf } from '#shared/domain/fans/identity.ts'
import type { Library } from '#service/library/library.ts'
import type { Importer, RecordStore } from '../importer.ts'
import type { RecordCells } from '../bound-importer.ts'
import { FAN_FIELDS, ID_SOURCES } from './fan-columns.ts'
import { accountText, parseFanRow, type FanRow } from './fan-row.ts'
import { fanOfRow, joinFans, withFanRow, type FanTotals } from './fan-update.ts'

const times = z.number().int().nullable()

/**
 * A fan as imports see one: `told` is what they say of the orders; what the library counts beside that is none of
 * theirs.
 */
const fanRecordSchema = z.object({
  ...fanSchema.omit({ orders: true, spentFen: true, lastOrderMs: true, updatedAtMs: true }).shape,
  told: z.object({
    orders: z.number().int(),
    spentFen: z.number().int(),
    lastOrderMs: times,
    untilMs: times,
  }),
})
export type FanRecord = z.infer<typeof fanRecordSchema>

/** Fans out of the customer lists of shops and of WeCom. */
export const fansImporter: Importer<FanRow, FanRecord> = {
  kind: 'fans',
  columns: FAN_FIELDS,
  parseRow: parseFanRow,
  recordSchema: fanRecordSchema,
  titleOf: (record) => record.name,
  cellsOf,
  open: ({ library, nowMs }) => fanStore(library, nowMs),
}

function fanStore(library: Library, nowMs: () => number): RecordStore<FanRow, FanRecord> {
  const { fans } = library
  /** Fans whose orders a row of this file has told already: a second row about one tells no less. */
  const toldHere = new Set<string>()

  /** What the library shows, with the orders it counts itself: what an export of ours says. */
  const totals = new Map<string, FanTotals>()

  return {
    keysOfRow: (row) => row.identities.map(({ source, userId }) => viewerKey(source, userId)),
    keysOfRecord: (record) => record.identities.map(({ source, userId }) => viewerKey(source, userId)),
    find: (key) => {
      const identity = identityOf(key)
      return identity && fans.idOf(identity)
    },
    read: (fanId) => {
      const fan = fans.byId(fanId)
      if (fan) totals.set(fanId, fan)
      return recordOf(library, fan)
    },
    create: (row, fanId) => {
      if (tellsOrders(row)) toldHere.add(fanId)
      return fanOfRow(row, fanId, nowMs())
    },
    update: (record, row) => {
      const isSecond = toldHere.has(record.fanId)
      if (tellsOrders(row)) toldHere.add(record.fanId)
      return withFanRow(record, row, {
        nowMs: nowMs(),
        isSecond,
        totals: totals.get(record.fanId) ?? null,
      })
    },
    join: (kept, absorbed) => {
      const isSecond = toldHere.has(kept.fanId) || toldHere.has(absorbed.fanId)
      if (isSecond) toldHere.add(kept.fanId)
      return joinFans(kept, absorbed, isSecond)
    },
    write: (changes) =>
      fans.together(() => {
        for (const { id, after } of changes) {
          if (after === null) fans.remove(id)
          else {
            const { told, ...fan } = after
            fans.save({ ...fan, ...countsOf(told), updatedAtMs: 0 }, told)
          }
        }
      }),
    all: () => everyFan(library),
  }
}

const countsOf = ({ orders, spentFen, lastOrderMs }: FanRecord['told']) => ({ orders, spentFen, lastOrderMs })

function recordOf(library: Library, fan: Fan | null): FanRecord | null {
  if (fan === null) return null
  const {
    orders: _orders,
    spentFen: _spentFen,
    lastOrderMs: _lastOrderMs,
    updatedAtMs: _updatedAtMs,
    ...rest
  } = fan
  return { ...rest, identities: sorted(rest.identities), told: library.fans.told(fan.fanId) }
}

/** The library keeps identities without an order. */
const sorted = (identities: FanRecord['identities']): FanRecord['identities'] =>
  identities.toSorted((left, right) =>
    viewerKey(left.source, left.userId) < viewerKey(right.source, right.userId) ? -1 : 1,
  )

const tellsOrders = (row: FanRow): boolean => row.orders !== null || row.spentFen !== null

const PAGE = 1_000

function* everyFan(library: Library): Generator<FanRecord> {
  for (let offset = 0; ; offset += PAGE) {
    const { fans } = library.fans.find({
      text: '',
      tier: null,
      privateDomain: null,
      tag: null,
      sessionId: null,
      sort: 'name',
      limit: PAGE,
      offset,
    })
    for (const fan of fans) {
      const record = recordOf(library, fan)
      const { orders, spentFen, lastOrderMs } = fan
      if (record) yield { ...record, told: { ...record.told, orders, spentFen, lastOrderMs } }
    }
    if (fans.length < PAGE) return
  }
}

const TIER_WORDS = { guest: '访客', member: '会员', vip: 'VIP' } as const
const CONSENT_CELLS = { given: true, refused: false, unknown: null } as const

/** The first id of each known source has its column; all others stand together. */
function cellsOf(fan: FanRecord): RecordCells {
  const rest = [...fan.identities]
  const take = (source: string): string | null => {
    const at = rest.findIndex((identity) => identity.source === source)
    return at < 0 ? null : (rest.splice(at, 1)[0]?.userId ?? null)
  }
  const ids = Object.fromEntries(Object.entries(ID_SOURCES).map(([field, source]) => [field, take(source)]))
  return {
    name: fan.name,
    sayAs: fan.sayAs,
    ...ids,
    phone: take('phone'),
    accounts: rest.map(accountText).join(';'),
    tier: TIER_WORDS[fan.tier],
    privateDomain: fan.privateDomain,
    orders: fan.told.orders,
    spent: fan.told.spentFen,
    lastOrder: fan.told.lastOrderMs,
    birthday: fan.birthday,
    tags: fan.tags.join(','),
    notes: fan.notes,
    consent: CONSENT_CELLS[fan.consent],
    visits: fan.visits,
    firstSeen: fan.firstSeenMs,
    lastSeen: fan.lastSeenMs,
  }
}
