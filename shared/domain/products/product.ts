import { z } from 'zod'

export const FAQ_MAX = 100

/** A question buyers ask of a product, or of the shop, with the seller's own answer. */
export const faqSchema = z.object({
  question: z.string().trim().min(1).max(120),
  answer: z.string().trim().min(1).max(300),
})
export type Faq = z.infer<typeof faqSchema>

/**
 * A product of the shop: what is known of it whatever show it is in. `productId` is the seller's own code (SKU or
 * article number). `repurchaseDays` is after how many days buyers usually need it again; null for things one buys
 * once. `facts` are short sentences moderators may answer from.
 */
export const productSchema = z.object({
  productId: z.string().trim().min(1).max(64),
  name: z.string().trim().min(1).max(60),
  aliases: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  listPriceFen: z.number().int().nonnegative().nullable().default(null),
  repurchaseDays: z.number().int().min(1).max(3_650).nullable().default(null),
  facts: z.array(z.string().trim().min(1).max(300)).max(60).default([]),
  faq: z.array(faqSchema).max(FAQ_MAX).default([]),
  assetId: z.string().max(80).nullable().default(null),
})
export type Product = z.infer<typeof productSchema>
