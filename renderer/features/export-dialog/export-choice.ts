import {
  EXPORT_TABLES,
  type ExportLanguage,
  type ExportRequest,
  type ExportTable,
} from '#shared/protocol/exports.ts'

/** What can be chosen; a PDF is the HTML report, printed. */
export const CHOICES = ['html', 'pdf', 'xlsx', 'csv', 'jsonl', 'parquet'] as const
export type Choice = (typeof CHOICES)[number]

export interface ExportChoice {
  readonly as: Choice
  readonly language: ExportLanguage
  readonly tables: readonly ExportTable[]
}

export const hasTables = (as: Choice): boolean => as === 'xlsx' || as === 'csv'
export const hasLanguage = (as: Choice): boolean => as !== 'jsonl' && as !== 'parquet'

export const requestOf = ({ as, language, tables }: ExportChoice): ExportRequest => ({
  format: as === 'pdf' ? 'html' : as,
  language,
  ...(hasTables(as) && tables.length < EXPORT_TABLES.length && { tables: [...tables] }),
})
