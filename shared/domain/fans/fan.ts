import { z } from 'zod'

import { tierSchema } from './tier.ts'

/** Where a fan is known from: a chat source or a shop system, with its own id of the person. */
export const identitySchema = z.object({
  source: z.string().trim().min(1).max(32),
  userId: z.string().trim().min(1).max(80),
})
export type Identity = z.infer<typeof identitySchema>

export const consentSchema = z.enum(['unknown', 'given', 'refused'])
export type Consent = z.infer<typeof consentSchema>

/** Month and day, with the year where it is known: `05-20` or `1990-05-20`. */
const birthdaySchema = z.string().regex(/^(?:\d{4}-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/)

/**
 * A viewer the seller knows. Times in ms, money in fen. `orders` and `spentFen` count what imports told and the
 * orders that came after. `tierBy` says whether a person set the tier, which rules then leave alone.
 */
export const fanSchema = z.object({
  fanId: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(40),
  /** How the host says the name aloud; empty where it is said as written. */
  sayAs: z.string().trim().max(40).default(''),
  identities: z.array(identitySchema).max(20),
  tier: tierSchema,
  tierBy: z.enum(['hand', 'import', 'rules']),
  privateDomain: z.boolean(),
  firstSeenMs: z.number().int().nullable(),
  lastSeenMs: z.number().int().nullable(),
  visits: z.number().int().nonnegative(),
  orders: z.number().int().nonnegative(),
  spentFen: z.number().int().nonnegative(),
  lastOrderMs: z.number().int().nullable(),
  birthday: birthdaySchema.nullable(),
  tags: z.array(z.string().trim().min(1).max(20)).max(30),
  notes: z.string().trim().max(500),
  consent: consentSchema,
  updatedAtMs: z.number().int(),
})
export type Fan = z.infer<typeof fanSchema>

const boughtSchema = z.object({
  productId: z.string().nullable(),
  name: z.string(),
  atMs: z.number().int(),
})
export type Bought = z.infer<typeof boughtSchema>

/** A product whose usual cycle has passed since the fan bought it last. */
export const dueProductSchema = z.object({
  productId: z.string(),
  name: z.string(),
  boughtAtMs: z.number().int(),
  /** After how many days buyers usually need it again. */
  cycleDays: z.number().int(),
})
export type DueProduct = z.infer<typeof dueProductSchema>

/** What the studio can tell the host and moderators about a fan at this moment. */
export const fanFactsSchema = z.object({
  fan: fanSchema,
  /** Newest first, at most ten. */
  bought: z.array(boughtSchema),
  /** Longest due first, at most three. */
  due: z.array(dueProductSchema),
  /** What others buy with what this fan bought, and this fan has not; best first, at most three. */
  boughtWith: z.array(z.object({ productId: z.string(), name: z.string(), buyers: z.number().int() })),
})
export type FanFacts = z.infer<typeof fanFactsSchema>
