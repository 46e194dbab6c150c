import { describe, expect, it } from 'vitest'

import type { LearnedReply } from '#shared/domain/knowledge/learned-reply.ts'
import { productSchema } from '#shared/domain/products/product.ts'
import type { Intent } from '#shared/domain/questions/intent.ts'
import { itemOf, type Item } from '#shared/domain/run-sheet/item.ts'
import { createKnowledgeBase } from './knowledge-base.ts'

const COAT = productSchema.parse({
  ...{ productId: 'COAT', name: '双面呢大衣', aliases: ['大衣'], listPriceFen: 59_900 },
  faq: [{ question: '会起球吗', answer: '大衣轻微起球' }],
})
const SOCKS = productSchema.parse({
  ...{ productId: 'SOCKS', name: '羊毛袜', aliases: ['袜子'] },
  faq: [{ question: '会起球吗', answer: '袜子不起球' }],
})
const coat = (known: Partial<Item> = {}): Item =>
  itemOf({
    ...{ itemId: 'i3', number: 3, title: '大衣', productId: 'COAT', priceFen: 39_900, listPriceFen: 59_900 },
    ...known,
  })
const SOCKS_ITEM = itemOf({
  ...{ itemId: 'i5', number: 5, title: '袜子', productId: 'SOCKS', priceFen: 4_900, listPriceFen: null },
})

function studio(sheet: readonly Item[] = [coat(), SOCKS_ITEM], onAir: Item | null = sheet[0] ?? null) {
  const base = createKnowledgeBase({
    language: 'zh-CN',
    nowMs: () => 1_000,
    sentOf: () => ({ uses: 0, lastUsedAtMs: 0, questions: [] }),
  })
  base.putProduct(COAT)
  base.putProduct(SOCKS)
  base.putItems(sheet)
  const ask = (text: string, intent: Intent, itemNumber: number | null = null): string[] =>
    base.retrieve({ text, intent, itemNumber, sheet, onAir }).found.map((one) => one.text)
  return { base, ask }
}

const learned = (known: Partial<LearnedReply>): LearnedReply => ({
  ...{ learnedId: 1, text: '现在 ¥399', intent: 'price', productId: 'COAT', itemTitle: '' },
  ...{ uses: 2, lastUsedAtMs: 1, questions: ['多少钱'] },
  ...known,
})

describe('the product a question is about', () => {
  it.each([
    ['is the one of the link number, whatever is on air', '5号起球不', 5, '袜子不起球'],
    ['is the one on air for 这个', '这个起球吗', 3, '大衣轻微起球'],
    ['is the one that is named, although another is on air', '袜子会起球吗', 3, '袜子不起球'],
    ['is the one on air when nothing says so', '会不会起球', 3, '大衣轻微起球'],
  ])('%s', (_, text, itemNumber, answer) => {
    expect(studio().ask(text, 'productAttribute', itemNumber)[0]).toBe(answer)
  })

  it('is none for a number nobody has: no product is better than another', () => {
    expect(studio().ask('9号起球吗', 'productAttribute', 9)).toEqual([])
  })

  it('is found by the title of an item that has no code, as soon as there is such a product', () => {
    const bare = itemOf({ itemId: 'x', number: 1, title: '双面呢大衣', priceFen: null, listPriceFen: null })
    expect(studio([bare]).ask('会起球吗', 'productAttribute', 1)[0]).toBe('大衣轻微起球')
  })
})

describe('what the sheet says', () => {
  it('is said as it is at this moment: price, everyday price, stock', () => {
    expect(studio().ask('多少钱', 'price', 3)[0]).toBe('3号 大衣 现在 ¥399（日常价 ¥599）')
    expect(studio([coat({ stock: 2 })]).ask('还有货吗', 'stock', 3)[0]).toBe('3号 大衣 有货，还剩 2 件')
    expect(studio([coat({ stock: 0 })]).ask('多少钱', 'price', 3)[0]).toBe('3号 大衣 已经售罄了')
    const over = coat({ validUntilMs: 500 })
    expect(studio([over]).ask('how much is it', 'price', 3)[0]).toBe('No. 3 大衣 is ¥599 now')
  })

  it('goes with the item that is taken from the sheet', () => {
    const { base } = studio()
    base.putItems([])
    const asked = { text: '多少钱', intent: 'price' as const, itemNumber: 3, sheet: [], onAir: null }
    expect(base.retrieve(asked).found).toEqual([])
  })
})

describe('replies that were sent', () => {
  it('are proposed for a similar question, and only of their own product', () => {
    const { base, ask } = studio()
    base.putLearned(
      learned({ text: '腰带可以免费补一条', intent: 'other', questions: ['腰带丢了能单独配吗'] }),
    )
    expect(ask('可以单独配腰带吗', 'other')[0]).toBe('腰带可以免费补一条')
    expect(ask('5号可以单独配腰带吗', 'other', 5)).toEqual([])
    base.removeLearned(1)
    expect(ask('可以单独配腰带吗', 'other')).toEqual([])
  })

  it('are not proposed with a price that is no longer on the sheet', () => {
    const { base, ask } = studio()
    base.putLearned(learned({}))
    expect(ask('多少钱', 'price', 3)).toContain('现在 ¥399')
    const dearer = studio([coat({ priceFen: 42_900 })])
    dearer.base.putLearned(learned({}))
    expect(dearer.ask('多少钱', 'price', 3)).not.toContain('现在 ¥399')
  })

  it('are recognised as what was known, with names filled in', () => {
    const { base } = studio()
    base.putCanned([
      { id: 'hi', title: '发货', text: '{viewer}，48 小时内发货', intent: 'shipping', shortcut: null },
    ])
    const asked = { text: '多久发货', intent: 'shipping' as const, itemNumber: null, sheet: [], onAir: null }
    expect(base.recognise(asked, '{viewer}，48小时内发货～')).toBe('canned:hi')
    expect(base.recognise(asked, '明天发货')).toBeNull()
  })
})
