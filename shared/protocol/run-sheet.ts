import { z } from 'zod'

/** A run-sheet kept by name; `items` is how many it has. */
export const savedRunSheetSchema = z.object({
  sheetId: z.string().min(1).max(64),
  name: z.string(),
  items: z.number().int().nonnegative(),
  savedAtMs: z.number().int(),
})
export type SavedRunSheet = z.infer<typeof savedRunSheetSchema>

const sheetId = savedRunSheetSchema.shape.sheetId
const name = z.string().trim().min(1).max(60)

/**
 * Whole sheets travel through the service: one of 500 items is larger than a client's frame may be. Each that changes
 * what is kept is answered with the new list.
 */
export const runSheetRequests = [
  z.object({ type: z.literal('listRunSheets') }),
  /** Keeps the sheet of the running session: under a new name (`sheetId` null), or in place of one that is there. */
  z.object({ type: z.literal('saveRunSheet'), sheetId: sheetId.nullable(), name }),
  /** Makes a kept sheet the one of the running session. */
  z.object({ type: z.literal('loadRunSheet'), sheetId }),
  /** Back to the sheet before the last that was loaded, imported or emptied; asked again, forward to that one. */
  z.object({ type: z.literal('undoRunSheetLoad') }),
  z.object({ type: z.literal('renameRunSheet'), sheetId, name }),
  z.object({ type: z.literal('deleteRunSheet'), sheetId }),
] as const

export const runSheetResponses = [
  z.object({ type: z.literal('runSheets'), sheets: z.array(savedRunSheetSchema) }),
] as const
