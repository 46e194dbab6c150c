import { z } from 'zod'

/** One product of the run-sheet as the show needs it while it is on air. Prices in fen. */
export const itemSchema = z.object({
  number: z.number().int().min(1).max(999),
  title: z.string().trim().max(60),
  priceFen: z.number().int().nonnegative().nullable(),
  listPriceFen: z.number().int().nonnegative().nullable(),
})
export type Item = z.infer<typeof itemSchema>
