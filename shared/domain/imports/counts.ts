import { z } from 'zod'

const count = z.number().int().nonnegative()

/**
 * What became of the rows of a file; every row that was read is in exactly one of the other counts. `merged`: folded
 * into a record that another row is about, or found to join two records.
 */
export const importCountsSchema = z.object({
  read: count,
  created: count,
  updated: count,
  merged: count,
  unchanged: count,
  rejected: count,
})
export type ImportCounts = z.infer<typeof importCountsSchema>

export const rowFateSchema = z.enum(['created', 'updated', 'merged', 'unchanged'])
export type RowFate = z.infer<typeof rowFateSchema>
