import { z } from 'zod'

import { intentSchema } from '../questions/intent.ts'

export const POLICY_TEXT_MAX = 300
export const POLICIES_MAX = 200

/** What holds for the whole shop: shipping, returns, invoices. `intent` null: for whatever its text answers. */
export const policySchema = z.object({
  id: z.string().min(1).max(64),
  title: z.string().trim().min(1).max(60),
  intent: intentSchema.nullable(),
  text: z.string().trim().min(1).max(POLICY_TEXT_MAX),
})
export type Policy = z.infer<typeof policySchema>
