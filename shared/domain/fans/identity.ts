import { identitySchema, type Identity } from './fan.ts'

/** Keys that name no source belong to this one. */
const NO_SOURCE = 'other'

/** The identity in a viewer key (`source:userId`, as `viewerKey` makes it); null where it cannot be one. */
export function identityOf(userKey: string): Identity | null {
  const colon = userKey.indexOf(':')
  const identity =
    colon > 0
      ? { source: userKey.slice(0, colon), userId: userKey.slice(colon + 1) }
      : { source: NO_SOURCE, userId: userKey }
  return identitySchema.safeParse(identity).data ?? null
}
