import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { productMessage } from './in-stream-data.ts'

const messageSchema = z.object({ type: z.literal('product'), number: z.number(), title: z.string() })

it('tells a product in at most one kilobyte of JSON, whatever its texts are', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 2000 })
  const card = fc.record({
    number: fc.integer({ min: 1, max: 999 }),
    title: text,
    livePrice: text,
    dailyPrice: fc.option(text),
    stock: fc.option(text),
    soldOut: fc.boolean(),
  })
  fc.assert(
    fc.property(card, (product) => {
      const message = productMessage(product)
      expect(new TextEncoder().encode(message).length).toBeLessThanOrEqual(1024)
      expect(messageSchema.parse(JSON.parse(message)).number).toBe(product.number)
    }),
    { numRuns: 100 },
  )
})

it('tells that there is none', () => {
  expect(productMessage(null)).toBe('{"type":"product"}')
})
