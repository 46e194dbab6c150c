import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { productReference } from './product-reference.ts'

describe('an item by its number', () => {
  it.each([
    ['3号链接', 3],
    ['三号', 3],
    ['十二号链接', 12],
    ['二十三号多少钱', 23],
    ['5号链', 5],
    ['12链接', 12],
    ['链接12', 12],
    ['链接 三号', 3],
    ['３號鏈接發一下', 3],
    ['#3', 3],
    ['link 3', 3],
    ['Item 3 price?', 3],
    ['number three please', 3],
    ['讲一下3号', 3],
    ['讲一下3', 3],
    ['讲到7号了吗', 7],
    ['3号什么时候发货', 3],
    ['3号发什么快递', 3],
    ['128号有货吗', 128],
    ['③号什么面料', 3],
  ])('%s → %d', (text, number) => expect(productReference(text)).toEqual({ kind: 'link', number }))
})

describe('the item on air', () => {
  it.each([
    '这个多少钱',
    '这款有L码吗',
    '身上这件',
    '主播穿的是几号',
    '手里那个',
    'this one',
    'is this real leather',
    'this dress in black?',
  ])('%s', (text) => expect(productReference(text)).toEqual({ kind: 'onAir' }))
})

describe('no product', () => {
  it.each([
    '11月3号发货',
    '3号能到吗',
    '3号发货吗',
    '20号几点播',
    '今天3号',
    '到3号结束',
    '1号到3号',
    '三号之前能到吗',
    '38码',
    '有38号吗',
    '圈口15号有吗',
    '3号色好看',
    '7号电池',
    '120斤',
    '3件',
    '99元',
    '3.5折',
    '链接3件',
    '发一下链接',
    '链接一下',
    '单号13800000000',
    '这个月还播吗',
    '这个时候',
    'anything new this week',
    '#1 fan',
    'size 3',
    '你好',
    '',
  ])('%j', (text) => expect(productReference(text)).toBeNull())
})

describe('any text at all', () => {
  it('gives null, the item on air, or an item between 1 and 999', () => {
    const text = fc
      .array(
        fc.oneof(
          fc.constantFrom('3', '号', '链接', '月', '十', '这个', '#', 'link '),
          fc.string({ unit: 'binary' }),
        ),
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (message) => {
        const reference = productReference(message)
        if (reference?.kind !== 'link') return
        expect(reference.number).toBeGreaterThanOrEqual(1)
        expect(reference.number).toBeLessThanOrEqual(999)
      }),
      { numRuns: 1_000 },
    )
  })

  it.each(['3', '十', '号', '这', '3号', 'link ', ' ', '#'])(
    'is read however often it repeats: %j',
    (piece) => {
      expect(() => productReference(piece.repeat(100_000))).not.toThrow()
    },
  )
})
