import { z } from 'zod'

import { fanSchema } from '#shared/domain/fans/fan.ts'
import { fanEditSchema } from '#shared/domain/fans/fan-edit.ts'
import { fanQuerySchema } from '#shared/domain/fans/fan-query.ts'
import { tierPreviewSchema, tierRulesSchema } from '#shared/domain/fans/tier-rules.ts'

const fanId = z.string().min(1).max(40)

/** What the host asks of the library of fans. The studio's staff in consoles sees single fans only, by getFanFacts. */
export const fanRequests = [
  z.object({ type: z.literal('findFans'), query: fanQuerySchema }),
  z.object({ type: z.literal('getFan'), fanId }),
  /**
   * Adds a fan (`fanId` null) or changes one. `updatedAtMs` is the state the editor saw: what somebody else has
   * changed since is not written over.
   */
  z.object({
    type: z.literal('saveFan'),
    fanId: fanId.nullable(),
    edit: fanEditSchema,
    updatedAtMs: z.number().int().nullable(),
  }),
  /** Two fans are one person: `goneFanId` goes into `keptFanId`. */
  z.object({ type: z.literal('mergeFans'), keptFanId: fanId, goneFanId: fanId }),
  /** Deletes the fan for good, and their name and ids from the logs of shows. */
  z.object({ type: z.literal('forgetFan'), fanId }),
  z.object({ type: z.literal('getErasures') }),
  z.object({ type: z.literal('listFanTags') }),
  z.object({ type: z.literal('getTierRules') }),
  z.object({ type: z.literal('previewTierRules'), rules: tierRulesSchema }),
  /** Saves the rules and moves everybody at once. */
  z.object({ type: z.literal('applyTierRules'), rules: tierRulesSchema }),
  z.object({ type: z.literal('takeBackTiers') }),
] as const

/** People who asked to be forgotten and of whom logs still hold traces: `logs` wait for a show to be over. */
export const erasuresSchema = z.object({
  people: z.number().int().nonnegative(),
  logs: z.number().int().nonnegative(),
  /** Logs that cannot be changed, with what is wrong with them. */
  problems: z.array(z.object({ sessionId: z.string(), problem: z.string() })),
})
export type Erasures = z.infer<typeof erasuresSchema>

export const fanResponses = [
  z.object({
    type: z.literal('fans'),
    fans: z.array(fanSchema),
    /** How many fit the query, and how many there are in all. */
    total: z.number().int(),
    all: z.number().int(),
  }),
  z.object({ type: z.literal('fan'), fan: fanSchema.nullable() }),
  z.object({
    type: z.literal('fanSaved'),
    outcome: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('saved'), fan: fanSchema }),
      /** Somebody has changed the fan since; null when it is gone. */
      z.object({ kind: z.literal('changedSince'), fan: fanSchema.nullable() }),
      /** An identity belongs to another fan already: perhaps they are one person. */
      z.object({ kind: z.literal('identityTaken'), fan: fanSchema }),
      /** Both together have more identities than one fan may have. */
      z.object({ kind: z.literal('tooManyIdentities') }),
    ]),
  }),
  z.object({ type: z.literal('erasures'), erasures: erasuresSchema }),
  z.object({
    type: z.literal('fanTags'),
    tags: z.array(z.object({ tag: z.string(), fans: z.number().int() })),
  }),
  z.object({
    type: z.literal('tierRules'),
    rules: tierRulesSchema,
    /** The last application that can still be taken back. */
    applied: z.object({ atMs: z.number().int(), moved: z.number().int() }).nullable(),
  }),
  z.object({ type: z.literal('tierPreview'), preview: tierPreviewSchema }),
] as const
