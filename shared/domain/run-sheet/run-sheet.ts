import { z } from 'zod'

import type { SessionState } from '../session/state.ts'
import type { Item } from './item.ts'

/** Where a whole sheet came from. */
export const runSheetOriginSchema = z.enum(['lastShow', 'template', 'import', 'undo', 'cleared', 'rehearsal'])
export type RunSheetOrigin = z.infer<typeof runSheetOriginSchema>

export const itemById = (sheet: readonly Item[], itemId: string): Item | null =>
  (itemId === '' ? undefined : sheet.find((item) => item.itemId === itemId)) ?? null

/** What viewers mean by a link number: the item of the sheet that has it. */
export const itemByNumber = (sheet: readonly Item[], number: number): Item | null =>
  sheet.find((item) => item.number === number) ?? null

/** What of a session says where in its sheet it stands. */
type SheetPosition = Pick<SessionState, 'runSheet' | 'itemOnAir' | 'resumeAt'>

/** The index of the item on air; -1 while nothing of the sheet is, as before the first and beside the sheet. */
export const indexOnAir = ({ runSheet, itemOnAir }: Pick<SheetPosition, 'runSheet' | 'itemOnAir'>): number =>
  itemOnAir && itemOnAir.item.itemId !== ''
    ? runSheet.findIndex(({ itemId }) => itemId === itemOnAir.item.itemId)
    : -1

/** The item that one step leads to, passing over what is skipped; null at either end of the sheet. */
export function stepTarget(position: SheetPosition, direction: 'next' | 'back'): Item | null {
  const at = indexOnAir(position)
  const sheet = position.runSheet
  if (direction === 'next') {
    return sheet.slice(at < 0 ? position.resumeAt : at + 1).find((item) => !item.skip) ?? null
  }
  return sheet.slice(0, at < 0 ? position.resumeAt : at).findLast((item) => !item.skip) ?? null
}
