import type { Item } from '#shared/domain/run-sheet/item.ts'

export type ItemField = Exclude<keyof Item, 'itemId'>

/** One field that somebody else changed while the item was being edited here. */
export interface FieldChange {
  readonly field: ItemField
  /** Both changed it, to different values. */
  readonly contested: boolean
}

const FIELDS: readonly ItemField[] = [
  'number',
  'productId',
  'title',
  'plannedMs',
  'listPriceFen',
  'priceFen',
  'validFromMs',
  'validUntilMs',
  'stock',
  'coupon',
  'talkingPoints',
  'assetId',
  'faq',
  'hostNotes',
  'moderatorNotes',
  'colour',
  'skip',
]

/**
 * What others changed since `before`. Stock moves by itself as orders come in: it counts only when it was changed
 * here too.
 */
export function changesSince(before: Item, current: Item, mine: Item | null): readonly FieldChange[] {
  return FIELDS.flatMap((field) => {
    if (same(before, current, field)) return []
    const changedHere = mine !== null && !same(before, mine, field)
    if (field === 'stock' && !changedHere) return []
    return [{ field, contested: changedHere && !same(mine, current, field) }]
  })
}

/** `mine` on top of what others have done since `before`: each field as it was changed here, else as it is now. */
export function rebase(before: Item, mine: Item, current: Item): Item {
  return FIELDS.reduce<Item>(
    (item, field) => (same(before, mine, field) ? item : { ...item, [field]: mine[field] }),
    current,
  )
}

const same = (a: Item, b: Item, field: ItemField): boolean =>
  JSON.stringify(a[field]) === JSON.stringify(b[field])
