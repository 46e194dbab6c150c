import { z } from 'zod'
import { fanSchema, type Fan, type Identity } from '#shared/domain/fans/fan.ts'

/**
 * What an import told of a fan's orders, up to a time: orders placed later are counted from the library. Money in
 * fen, times in ms. `untilMs` null: nothing has been told, every order in the library counts.
 */
export interface Told {
  readonly orders: number
  readonly spentFen: number
  readonly lastOrderMs: number | null
  readonly untilMs: number | null
}

export const TOLD_NOTHING: Told = { orders: 0, spentFen: 0, lastOrderMs: null, untilMs: null }

/** Orders in the library of somebody with these identities, placed after a time (all when null). */
export type LaterOrders = (
  identities: readonly Identity[],
  afterMs: number | null,
) => Pick<Fan, 'orders' | 'spentFen' | 'lastOrderMs'>

export const FAN_COLUMNS = `fan_id AS fanId, name, say_as AS sayAs, tier, tier_by AS tierBy,
  private_domain AS privateDomain, first_seen AS firstSeenMs, last_seen AS lastSeenMs, visits, orders,
  spent AS spentFen, last_order AS lastOrderMs, birthday, tags, notes, consent, updated_at AS updatedAtMs,
  (SELECT json_group_array(json_object('source', source, 'userId', user_id)) FROM fan_identity
    WHERE fan_identity.fan_id = fan.fan_id) AS identities`

const json = z.string().transform((text): unknown => JSON.parse(text))

/** A row of FAN_COLUMNS. */
export const fanRowSchema = z
  .looseObject({ privateDomain: z.number(), identities: json, tags: json })
  .transform((row) => ({ ...row, privateDomain: row.privateDomain === 1 }))
  .pipe(fanSchema)

export const toldRowSchema = z.object({
  orders: z.number().int(),
  spentFen: z.number().int(),
  lastOrderMs: z.number().int().nullable(),
  untilMs: z.number().int().nullable(),
})

/** Text as searches compare it: width, case and composition folded. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** What a search looks through: names, ids and tags, one a line. */
export const wordsOf = (fan: Pick<Fan, 'name' | 'sayAs' | 'identities' | 'tags'>): string =>
  folded([fan.name, fan.sayAs, ...fan.identities.map(({ userId }) => userId), ...fan.tags].join('\n'))
