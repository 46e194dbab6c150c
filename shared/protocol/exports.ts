import { z } from 'zod'

/*
 * A review as a file, over HTTP, host role only:
 *
 * POST   /v1/review/sessions/:id/exports                  ← ExportRequest → 202 ExportJob
 * GET    /v1/review/sessions/:id/exports/:exportId        → ExportJob; asking keeps it alive
 * DELETE /v1/review/sessions/:id/exports/:exportId        → 204; cancelled, and its file gone
 * GET    /v1/review/sessions/:id/exports/:exportId/file   → the file, once it is done
 */

/** `html`, `xlsx` and `csv` hold the review; `jsonl` and `parquet` every event of the log. */
export const exportFormatSchema = z.enum(['html', 'xlsx', 'csv', 'jsonl', 'parquet'])
export type ExportFormat = z.infer<typeof exportFormatSchema>

/** What can be in a workbook: one sheet, or one CSV file, each. */
export const exportTableSchema = z.enum([
  'metrics',
  'minutes',
  'questions',
  'products',
  'moderators',
  'shoutOuts',
  'fairness',
  'association',
  'incidents',
  'orders',
  'recordings',
])
export type ExportTable = z.infer<typeof exportTableSchema>
export const EXPORT_TABLES: readonly ExportTable[] = exportTableSchema.options

export const exportLanguageSchema = z.enum(['zh-CN', 'en'])
export type ExportLanguage = z.infer<typeof exportLanguageSchema>

/** `tables`: of a workbook or CSV, all by default. CSV of one table is a .csv file, of several a .zip of them. */
export const exportRequestSchema = z.object({
  format: exportFormatSchema,
  language: exportLanguageSchema,
  tables: z.array(exportTableSchema).min(1).max(EXPORT_TABLES.length).optional(),
})
export type ExportRequest = z.infer<typeof exportRequestSchema>

/** Why an export failed. `damaged`: the log cannot be read. */
export const exportProblemSchema = z.enum(['diskFull', 'damaged', 'missing', 'failed'])
export type ExportProblem = z.infer<typeof exportProblemSchema>

/** One export. It and its file are dropped when nobody has asked for it for some minutes. */
export const exportJobSchema = z.object({
  exportId: z.string(),
  sessionId: z.string(),
  format: exportFormatSchema,
  /** `waiting`: another one is being written. */
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  /** Rows written so far. */
  rows: z.number().int().nonnegative(),
  fileName: z.string(),
  /** Of the finished file. */
  bytes: z.number().int().nonnegative().nullable(),
  problem: exportProblemSchema.nullable(),
})
export type ExportJob = z.infer<typeof exportJobSchema>
