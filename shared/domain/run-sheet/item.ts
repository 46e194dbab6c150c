import { z } from 'zod'

import { faqSchema } from '../products/product.ts'

export const ITEM_NUMBER_MAX = 999
export const TALKING_POINTS_MAX = 8
/** A whole day of two-minute items. */
export const RUN_SHEET_MAX = 500

const fen = z.number().int().nonnegative().max(1_000_000_000)
const atMs = z.number().int().nonnegative()

/** Colours to group items by, as the sheet's rows show them. */
export const itemColourSchema = z.enum(['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet'])
export type ItemColour = z.infer<typeof itemColourSchema>

/**
 * One product of the run-sheet. Prices in fen, times in ms. What is null or empty is not known or not wanted:
 * `stock` null is not counted, 0 is sold out. `itemId` is empty for an item that was put on air without a sheet.
 */
export const itemSchema = z.object({
  itemId: z.string().max(40).default(''),
  /** 链接号, as viewers write it. */
  number: z.number().int().min(1).max(ITEM_NUMBER_MAX),
  productId: z.string().min(1).max(64).nullable().default(null),
  title: z.string().trim().max(60),
  plannedMs: z.number().int().nonnegative().max(86_400_000).nullable().default(null),
  talkingPoints: z.array(z.string().trim().min(1).max(120)).max(TALKING_POINTS_MAX).default([]),
  /** 日常价. */
  listPriceFen: fen.nullable(),
  /** 直播价: valid in this room, between the two times if they are set. */
  priceFen: fen.nullable(),
  validFromMs: atMs.nullable().default(null),
  validUntilMs: atMs.nullable().default(null),
  stock: z.number().int().nonnegative().max(10_000_000).nullable().default(null),
  coupon: z.string().trim().max(80).default(''),
  /** A picture in the asset store. */
  assetId: z.string().max(80).nullable().default(null),
  faq: z.array(faqSchema).max(30).default([]),
  hostNotes: z.string().trim().max(500).default(''),
  moderatorNotes: z.string().trim().max(500).default(''),
  colour: itemColourSchema.nullable().default(null),
  skip: z.boolean().default(false),
})
export type Item = z.infer<typeof itemSchema>

/** The part of an item that viewers, the overlay and the picture show. */
export const shownItemSchema = itemSchema.pick({
  number: true,
  title: true,
  priceFen: true,
  listPriceFen: true,
  validFromMs: true,
  validUntilMs: true,
  stock: true,
  coupon: true,
  assetId: true,
})
export type ShownItem = z.infer<typeof shownItemSchema>

export const shownItemOf = (item: Item): ShownItem => shownItemSchema.parse(item)

export const isSoldOut = (item: Pick<Item, 'stock'>): boolean => item.stock === 0

/** An item of which only some is known; the rest is what nothing said means. Throws ZodError on what cannot be. */
export const itemOf = (known: z.input<typeof itemSchema>): Item => itemSchema.parse(known)
