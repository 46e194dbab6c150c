import { z } from 'zod'

import { exportProblemSchema, exportRequestSchema, type ExportProblem } from '#shared/protocol/exports.ts'
import { LogError } from '../log/log-error.ts'
import { storageProblemOf } from '../storage/storage-error.ts'

/** What the export thread is given. `gently`: a show is on air, which needs the machine more. */
export const exportTaskSchema = z.object({
  dataDir: z.string(),
  sessionId: z.string(),
  closed: z.boolean(),
  madeAtMs: z.number(),
  path: z.string(),
  gently: z.boolean(),
  request: exportRequestSchema,
})
export type ExportTask = z.infer<typeof exportTaskSchema>

/** What it tells. Nothing comes after `done` or `failed`. */
export const exportNewsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), rows: z.number(), total: z.number() }),
  z.object({ type: z.literal('done'), rows: z.number() }),
  z.object({ type: z.literal('failed'), problem: exportProblemSchema, message: z.string() }),
])
export type ExportNews = z.infer<typeof exportNewsSchema>

export function problemOf(error: unknown): ExportProblem {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
    return 'diskFull'
  }
  const kind = error instanceof LogError ? error.kind : storageProblemOf(error)
  switch (kind) {
    case 'full':
      return 'diskFull'
    case 'missing':
      return 'missing'
    case 'damaged':
    case 'newerVersion':
    case 'notContiguous':
      return 'damaged'
    case 'busy':
    case 'readOnly':
    case 'io':
    case null:
      return 'failed'
    default:
      return kind satisfies never
  }
}
