import { z } from 'zod'

import { fanSchema, type Fan, type Identity } from './fan.ts'

/** What people may change of a fan. Visits, orders and spend are counted, not typed. */
export const fanEditSchema = fanSchema
  .pick({
    name: true,
    sayAs: true,
    identities: true,
    tier: true,
    privateDomain: true,
    birthday: true,
    tags: true,
    notes: true,
    consent: true,
  })
  .extend({
    /** The tier stays as it is set here, whatever rules say. */
    tierByHand: z.boolean(),
  })
export type FanEdit = z.infer<typeof fanEditSchema>

export const editOf = (fan: Fan): FanEdit => ({
  name: fan.name,
  sayAs: fan.sayAs,
  identities: fan.identities,
  tier: fan.tier,
  privateDomain: fan.privateDomain,
  birthday: fan.birthday,
  tags: fan.tags,
  notes: fan.notes,
  consent: fan.consent,
  tierByHand: fan.tierBy === 'hand',
})

/** The fan with the edit in it. Doubled tags and identities count once. */
export function withEdit(fan: Fan, edit: FanEdit): Fan {
  const { tierByHand, ...fields } = edit
  const tierBy = tierByHand ? 'hand' : fan.tierBy === 'hand' ? 'rules' : fan.tierBy
  return {
    ...fan,
    ...fields,
    tierBy,
    tags: [...new Set(fields.tags)],
    identities: distinct(fields.identities),
  }
}

export function distinct(identities: readonly Identity[]): Identity[] {
  const seen = new Map(identities.map((identity) => [`${identity.source}:${identity.userId}`, identity]))
  return [...seen.values()]
}
