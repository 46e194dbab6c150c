import { z } from 'zod'

export const ORDER_LINES_MAX = 100

const fen = z.number().int().nonnegative().max(100_000_000_000)

/** One position of an order. `productId` or `itemNumber` links it to the shop's products and to the run-sheet. */
export const orderLineSchema = z.object({
  productId: z.string().trim().min(1).max(64).nullable().default(null),
  itemNumber: z.number().int().min(1).max(999).nullable().default(null),
  name: z.string().trim().max(120).default(''),
  quantity: z.number().int().min(1).max(100_000).default(1),
  amountFen: fen,
})
export type OrderLine = z.infer<typeof orderLineSchema>

/**
 * An order as a shop system tells it. `amountFen` is what was paid before refunds, `refundedFen` what went back so
 * far. The buyer is known by the source's own id (`source` and `userId`, as in chat) and by name.
 */
export const orderSchema = z.object({
  orderId: z.string().trim().min(1).max(80),
  buyer: z.object({
    // A viewer key is cut at its first colon: an id may hold some, the source none.
    source: z
      .string()
      .trim()
      .min(1)
      .max(32)
      .regex(/^[^:]*$/, 'must not hold a colon'),
    userId: z.string().trim().min(1).max(80),
    name: z.string().trim().max(40).default(''),
  }),
  lines: z.array(orderLineSchema).max(ORDER_LINES_MAX).default([]),
  amountFen: fen,
  refundedFen: fen.default(0),
  status: z.enum(['paid', 'refunded', 'partlyRefunded']),
  placedAtMs: z.number().int().nonnegative(),
})
export type Order = z.infer<typeof orderSchema>
