import { z } from 'zod'

import { learnedReplySchema } from '#shared/domain/knowledge/learned-reply.ts'
import { policySchema } from '#shared/domain/knowledge/policy.ts'
import { SUGGESTIONS_MAX, suggestionSchema } from '#shared/domain/knowledge/suggestion.ts'
import { faqSchema, productSchema } from '#shared/domain/products/product.ts'
import { intentSchema } from '#shared/domain/questions/intent.ts'

const productId = productSchema.shape.productId
const learnedId = learnedReplySchema.shape.learnedId

/** A question of the last show that nothing known answers. */
export const gapSchema = z.object({
  questionId: z.string(),
  text: z.string(),
  intent: intentSchema,
  askers: z.number().int().positive(),
  /** The product it was about, as far as one of the library; `productName` also of an item that has none. */
  productId: z.string().nullable(),
  productName: z.string(),
  /** `never`: nobody answered; `spoken`: somebody did, in words that are not written down. */
  answered: z.enum(['never', 'spoken']),
})
export type Gap = z.infer<typeof gapSchema>

/** What host and moderators ask of what the shop knows. */
export const knowledgeRequests = [
  /** Replies for a question of the running session, best first. */
  z.object({ type: z.literal('suggestReplies'), questionId: z.string().min(1).max(40) }),
  z.object({
    type: z.literal('findProducts'),
    /** Part of a name, an alias or the code; empty for all. */
    text: z.string().trim().max(80),
    offset: z.number().int().nonnegative(),
    limit: z.number().int().min(1).max(100),
  }),
  /** `before` is the product as the editor had it: null adds one; else what somebody changed since is not lost. */
  z.object({ type: z.literal('saveProduct'), product: productSchema, before: productSchema.nullable() }),
  z.object({ type: z.literal('removeProduct'), productId }),
  /** Writes one more answer down for a product. */
  z.object({ type: z.literal('addFaq'), productId, faq: faqSchema }),
  z.object({ type: z.literal('listPolicies') }),
  z.object({ type: z.literal('savePolicy'), policy: policySchema }),
  z.object({ type: z.literal('removePolicy'), policyId: policySchema.shape.id }),
  z.object({ type: z.literal('listLearnedReplies') }),
  z.object({ type: z.literal('correctLearnedReply'), learnedId, text: learnedReplySchema.shape.text }),
  z.object({ type: z.literal('removeLearnedReply'), learnedId }),
  /** Questions of the running show, or of the last one, that nothing known answers. */
  z.object({ type: z.literal('listGaps') }),
] as const

export const knowledgeResponses = [
  z.object({
    type: z.literal('suggestedReplies'),
    questionId: z.string(),
    suggestions: z.array(suggestionSchema).max(SUGGESTIONS_MAX),
  }),
  /** `total` counts all that were found. */
  z.object({
    type: z.literal('products'),
    products: z.array(productSchema),
    total: z.number().int().nonnegative(),
  }),
  z.object({ type: z.literal('policies'), policies: z.array(policySchema) }),
  z.object({ type: z.literal('learnedReplies'), replies: z.array(learnedReplySchema) }),
  z.object({ type: z.literal('gaps'), showTitle: z.string(), gaps: z.array(gapSchema) }),
] as const
