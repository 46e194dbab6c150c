import { z } from 'zod'

import type { Item } from './item.ts'

/** Where a whole sheet came from. */
export const runSheetOriginSchema = z.enum(['lastShow', 'template', 'import', 'undo', 'cleared', 'rehearsal'])
export type RunSheetOrigin = z.infer<typeof runSheetOriginSchema>

export const itemById = (sheet: readonly Item[], itemId: string): Item | null =>
  (itemId === '' ? undefined : sheet.find((item) => item.itemId === itemId)) ?? null

/** What viewers mean by a link number: the item of the sheet that has it. */
export const itemByNumber = (sheet: readonly Item[], number: number): Item | null =>
  sheet.find((item) => item.number === number) ?? null

/** The item before or after `itemId` that is not skipped; from null, the first. Null at the end of the sheet. */
export function neighbour(
  sheet: readonly Item[],
  itemId: string | null,
  direction: 'next' | 'back',
): Item | null {
  const at = itemId === null ? -1 : sheet.findIndex((item) => item.itemId === itemId)
  if (direction === 'next') return sheet.slice(at + 1).find((item) => !item.skip) ?? null
  return sheet.slice(0, Math.max(0, at)).findLast((item) => !item.skip) ?? null
}
