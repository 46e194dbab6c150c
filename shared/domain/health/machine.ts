import { z } from 'zod'

const bytes = z.number().int().nonnegative()

/** The machine the studio runs on. Null = it does not tell. */
export const machineSchema = z.object({
  /** Busy share of all processors since the last look, 0 to 1. */
  cpuLoad: z.number().min(0).max(1).nullable(),
  memory: z.object({ usedBytes: bytes, freeBytes: bytes }).nullable(),
  /** Free room in the data folder, for whoever runs the studio. */
  diskFreeBytes: bytes.nullable(),
  clock: z.object({
    /** `jumped`: set anew (or the machine slept) within the last ten minutes. */
    state: z.enum(['ok', 'implausible', 'jumped']),
    /** How far it last jumped, in ms, forward positive; 0 = it has not. */
    jumpMs: z.number().int(),
  }),
})
export type Machine = z.infer<typeof machineSchema>
