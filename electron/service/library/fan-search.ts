import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import type { Fan } from '#shared/domain/fans/fan.ts'
import type { FanQuery } from '#shared/domain/fans/fan-query.ts'
import { withStorageErrors } from '../storage/storage-error.ts'
import { FAN_COLUMNS, fanRowSchema, folded } from './fan-rows.ts'

/** One page of the fans a query fits, and how many it fits in all. */
export interface FoundFans {
  readonly fans: readonly Fan[]
  readonly total: number
}

export interface FanSearch {
  readonly find: (query: FanQuery) => FoundFans
  /** The tags in use with how many fans have each, the most used first. */
  readonly tags: (limit: number) => { readonly tag: string; readonly fans: number }[]
  readonly count: () => number
}

/** One order per choice, each with the index that keeps it; `fan_id` makes it total, so pages never overlap. */
const ORDER_BY: Readonly<Record<FanQuery['sort'], string>> = {
  lastSeen: 'last_seen DESC, fan_id',
  spent: 'spent DESC, fan_id',
  orders: 'orders DESC, fan_id',
  visits: 'visits DESC, fan_id',
  name: 'name, fan_id',
}

const countRow = z.object({ total: z.number().int() })
const tagRows = z.array(z.object({ tag: z.string(), fans: z.number().int() }))

/** By product, of all accounts of the fan together: the last purchase is longer ago than its usual cycle. */
const HAS_DUE = `fan_id IN (
  SELECT fan_id FROM fan_identity JOIN buyer_product USING (source, user_id) JOIN product USING (product_id)
  WHERE repurchase_days IS NOT NULL GROUP BY fan_id, product_id
  HAVING max(last_at) + repurchase_days * 86400000 <= :nowMs)`

export function fanSearch(db: Database, nowMs: () => number): FanSearch {
  const statements = new Map<string, ReturnType<Database['prepare']>>()
  const prepared = (sql: string): ReturnType<Database['prepare']> => {
    const known = statements.get(sql)
    if (known) return known
    const made = db.prepare(sql)
    statements.set(sql, made)
    return made
  }
  const tags = db.prepare(
    'SELECT tag, count(*) AS fans FROM fan_tag GROUP BY tag ORDER BY count(*) DESC, tag LIMIT ?',
  )
  const all = db.prepare('SELECT count(*) AS total FROM fan')
  const guarded = <Value>(action: () => Value): Value => withStorageErrors(db.name, action)

  return {
    find: (query) =>
      guarded(() => {
        const { where, values } = conditionsOf(query, nowMs())
        const page = prepared(
          `SELECT ${FAN_COLUMNS} FROM fan ${where} ORDER BY ${ORDER_BY[query.sort]} LIMIT :limit OFFSET :offset`,
        )
        const { limit, offset } = query
        return {
          fans: page.all({ ...values, limit, offset }).map((row) => fanRowSchema.parse(row)),
          total: countRow.parse(prepared(`SELECT count(*) AS total FROM fan ${where}`).get(values)).total,
        }
      }),
    tags: (limit) => guarded(() => tagRows.parse(tags.all(limit))),
    count: () => guarded(() => countRow.parse(all.get()).total),
  }
}

/** Every word of the text must be found; what people type is a value here, never a part of the statement. */
function conditionsOf(
  query: FanQuery,
  nowMs: number,
): { readonly where: string; readonly values: Record<string, unknown> } {
  const conditions: string[] = []
  const values: Record<string, unknown> = {}
  const words = folded(query.text).split(/\s+/).filter(Boolean).slice(0, 5)
  words.forEach((word, index) => {
    conditions.push(`instr(words, :word${index}) > 0`)
    values[`word${index}`] = word
  })
  if (query.tier !== null) {
    conditions.push('tier = :tier')
    values['tier'] = query.tier
  }
  if (query.privateDomain !== null) {
    conditions.push('private_domain = :privateDomain')
    values['privateDomain'] = query.privateDomain ? 1 : 0
  }
  if (query.due === true) {
    conditions.push(HAS_DUE)
    values['nowMs'] = nowMs
  }
  if (query.sessionId !== null) {
    conditions.push('visited_session = :sessionId')
    values['sessionId'] = query.sessionId
  }
  if (query.tag !== null) {
    conditions.push('fan_id IN (SELECT fan_id FROM fan_tag WHERE tag = :tag)')
    values['tag'] = query.tag
  }
  return { where: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '', values }
}
