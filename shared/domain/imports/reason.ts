import { z } from 'zod'

/**
 * Why a row of a spreadsheet is not taken in; closed: screens have a sentence for each. `field` is the column it is
 * about, `text` what stands there or belongs into the sentence, `limit` the bound that was passed.
 */
export const rowReasonKindSchema = z.enum([
  'missing',
  'notMoney',
  'notNumber',
  'notDate',
  'notBirthday',
  'notDuration',
  'notYesNo',
  'notOneOf',
  'notPhone',
  'lostDigits',
  'tooLong',
  'tooMany',
  'tooLarge',
  'noIdentity',
  'unknownProduct',
  'conflict',
  'sheetFull',
  'unreadableText',
  'moreCellsThanHeadings',
  'notPaid',
])
export type RowReasonKind = z.infer<typeof rowReasonKindSchema>

export const rowReasonSchema = z.object({
  kind: rowReasonKindSchema,
  field: z.string().max(40).nullable(),
  text: z.string().max(120),
  limit: z.number().nullable(),
})
export type RowReason = z.infer<typeof rowReasonSchema>

/** A reason with what it needs; a long text is cut, since it is only there to be recognised. */
export const rowReason = (
  kind: RowReasonKind,
  field: string | null = null,
  text = '',
  limit: number | null = null,
): RowReason => ({ kind, field, text: text.slice(0, 60), limit })

/** The English sentence, as the command line prints it. `label` names a field. */
export function rowReasonInEnglish(
  { kind, field, text, limit }: RowReason,
  label: (field: string) => string,
): string {
  const where = field === null ? '' : `${label(field)}: `
  const quoted = JSON.stringify(text)
  switch (kind) {
    case 'missing':
      return `${where}is missing`
    case 'notMoney':
      return `${where}${quoted} is not an amount of money`
    case 'notNumber':
      return `${where}${quoted} is not a whole number`
    case 'notDate':
      return `${where}${quoted} is not a date`
    case 'notBirthday':
      return `${where}${quoted} is not a birthday`
    case 'notDuration':
      return `${where}${quoted} is not a length of time`
    case 'notYesNo':
      return `${where}${quoted} is neither yes nor no`
    case 'notOneOf':
      return `${where}${quoted} is none of the known values`
    case 'notPhone':
      return `${where}${quoted} is not a phone number`
    case 'lostDigits':
      return `${where}${quoted} has lost digits in a spreadsheet program; export the file anew`
    case 'tooLong':
      return `${where}is longer than ${limit ?? 0} characters`
    case 'tooMany':
      return `${where}has more than ${limit ?? 0} entries`
    case 'tooLarge':
      return `${where}${quoted} is more than ${limit ?? 0}`
    case 'noIdentity':
      return 'says no id by which the fan could be known (shop id, phone, chat id)'
    case 'unknownProduct':
      return `${where}there is no product ${quoted}`
    case 'conflict':
      return `${where}contradicts another row: ${quoted}`
    case 'sheetFull':
      return `the run-sheet holds no more than ${limit ?? 0} items`
    case 'unreadableText':
      return `${where}holds characters that cannot be read; save the file as UTF-8`
    case 'notPaid':
      return `${where}the order has not been paid (${quoted})`
    case 'moreCellsThanHeadings':
      return 'has more cells than there are headings; a quotation mark may be missing'
    default:
      return kind satisfies never
  }
}
