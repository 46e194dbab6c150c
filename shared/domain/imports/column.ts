import { z } from 'zod'

export const importKindSchema = z.enum(['fans', 'products', 'runSheet', 'orders'])
export type ImportKind = z.infer<typeof importKindSchema>

/** How cells of a column are written in exports, and what units its heading may name. */
export type ColumnFormat = 'text' | 'number' | 'money' | 'date' | 'duration' | 'yesNo'

/** A field that a spreadsheet may fill. */
export interface ImportColumn {
  readonly field: string
  readonly format: ColumnFormat
  /** What people call it; the Chinese one heads the column of exports and templates. */
  readonly label: { readonly zh: string; readonly en: string }
  /** Further headings it is recognised by. Width, case, blanks and brackets do not count. */
  readonly headings: readonly string[]
  /** Without it no row can be taken in. */
  readonly required?: boolean
  /** What a template shows in this column, row by row. */
  readonly examples: readonly string[]
}
