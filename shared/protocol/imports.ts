import { z } from 'zod'

import { importKindSchema } from '#shared/domain/imports/column.ts'
import { importCountsSchema, rowFateSchema } from '#shared/domain/imports/counts.ts'
import { rowReasonSchema } from '#shared/domain/imports/reason.ts'

/** Rejected rows that a screen lists; all of them are in the file to download. */
export const REJECTED_SHOWN = 200
export const SAMPLE_ROWS = 20

/** Why a file cannot be read at all; closed: screens have a sentence for each. */
export const fileProblemSchema = z.enum([
  'empty',
  'notASpreadsheet',
  'oldExcel',
  'broken',
  'tooLarge',
  'tooManyRows',
  'tooManyColumns',
  'storage',
])
export type FileProblem = z.infer<typeof fileProblemSchema>

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()])

const fieldSchema = z.object({
  field: z.string(),
  format: z.enum(['text', 'number', 'money', 'date', 'duration', 'yesNo']),
  label: z.object({ zh: z.string(), en: z.string() }),
  required: z.boolean(),
})

const fileColumnSchema = z.object({
  /** From 0. */
  index: z.number().int(),
  heading: z.string(),
  samples: z.array(z.string()),
  /** Null: left out. */
  field: z.string().nullable(),
})

const rejectedRowSchema = z.object({ row: z.number().int(), reason: rowReasonSchema })

/** `reading` … `ready` … `applying` … `done`; `undone` after a take-back, `failed` when the file cannot be used. */
export const importStateSchema = z.enum([
  'reading',
  'mapping',
  'planning',
  'ready',
  'applying',
  'cancelling',
  'done',
  'undoing',
  'undone',
  'cancelled',
  'failed',
])
export type ImportState = z.infer<typeof importStateSchema>

/** An import as the host sees it. Rows are numbered as the spreadsheet numbers them. */
export const importJobSchema = z.object({
  importId: z.string(),
  kind: importKindSchema,
  fileName: z.string(),
  state: importStateSchema,
  progress: z.object({ done: z.number().int(), total: z.number().int().nullable() }),
  sheets: z.array(z.string()),
  sheet: z.number().int(),
  fields: z.array(fieldSchema),
  columns: z.array(fileColumnSchema),
  counts: importCountsSchema.nullable(),
  rejected: z.array(rejectedRowSchema),
  joined: z.array(z.object({ row: z.number().int(), kept: z.string(), absorbed: z.string() })),
  sample: z.array(
    z.object({
      row: z.number().int(),
      what: rowFateSchema,
      cells: z.record(z.string(), cellSchema),
    }),
  ),
  /** Items of the run-sheet that the file does not name; they stay as they are. */
  untouched: z.array(z.string()),
  /** Records that a take-back left alone because somebody has changed them since. */
  edited: z.array(z.string()),
  problem: fileProblemSchema.nullable(),
})
export type ImportJob = z.infer<typeof importJobSchema>

const importId = z.string().min(1).max(64)

export const importRequestSchemas = [
  /** The import that is open, or the last one; null when there is none. */
  z.object({ type: z.literal('getImport') }),
  z.object({ type: z.literal('chooseImportSheet'), importId, sheet: z.number().int().min(0).max(500) }),
  /** What each column is for, and remembered for the next file of this kind; answered once planning has begun. */
  z.object({
    type: z.literal('planImport'),
    importId,
    mapping: z
      .array(z.object({ index: z.number().int().min(0).max(300), field: z.string().max(40) }))
      .max(300),
  }),
  /** Back to the mapping. */
  z.object({ type: z.literal('remapImport'), importId }),
  z.object({ type: z.literal('applyImport'), importId }),
  /** Leaves nothing behind, whatever has been written by then. */
  z.object({ type: z.literal('cancelImport'), importId }),
  z.object({ type: z.literal('undoImport'), importId }),
  z.object({ type: z.literal('listImports'), kind: importKindSchema }),
] as const

const importRunSchema = z.object({
  importId: z.string(),
  kind: importKindSchema,
  fileName: z.string(),
  state: z.enum(['applying', 'done', 'undoing', 'undone']),
  counts: importCountsSchema,
  startedAtMs: z.number().int(),
  endedAtMs: z.number().int().nullable(),
})

export const importResponseSchemas = [
  z.object({ type: z.literal('import'), job: importJobSchema.nullable() }),
  z.object({ type: z.literal('imports'), runs: z.array(importRunSchema) }),
] as const

/** To hosts: how the import fares. */
export const importFrameSchema = z.object({ type: z.literal('importJob'), job: importJobSchema })
