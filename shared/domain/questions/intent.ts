import { z } from 'zod'

/** What a question is about; decides the thread it joins and the canned replies offered for it. */
export const intentSchema = z.enum([
  'price',
  'size',
  'stock',
  'shipping',
  'productAttribute',
  'usage',
  'link',
  'coupon',
  'afterSale',
  'schedule',
  'other',
])

export type Intent = z.infer<typeof intentSchema>
