import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classify } from './classify.ts'
import { normaliseText } from './normalise-text.ts'
import { threadKey } from './thread-key.ts'

const key = (text: string, itemNumber: number | null = null): string =>
  threadKey(text, classify(text), itemNumber)

describe('messages that ask the same thing share a key', () => {
  it.each([
    ['有L码吗', 'XL还有'],
    ['链接', '求链接'],
    ['链接链接链接', '上链接'],
    ['包邮吗', '运费多少'],
    ['什么时候发货', '几天发货呀'],
    ['什么面料', '是纯棉的吗'],
    ['起球吗', '会起球不'],
    ['孕妇能用吗', '怀孕了能用吗'],
    ['多少钱', '怎么卖的'],
    ['这个多少钱', '多少钱啊主播'],
    ['能退吗', '支持七天无理由吗'],
    ['主播你好，能分期吗？', '能分期嘛'],
    ['能 分期 吗', '能分期吗吗吗吗'],
    ['160斤穿多大', '１６０斤穿多大？'],
    ['HOW MUCH is it', 'how much is it??'],
  ])('%s = %s', (one, other) => expect(key(one)).toBe(key(other)))
})

describe('messages that ask different things do not', () => {
  it.each([
    ['什么面料', '有什么颜色'],
    ['起球吗', '掉色吗'],
    ['有酒精吗', '有香精吗'],
    ['孕妇能用吗', '敏感肌能用吗'],
    ['怎么洗', '怎么用'],
    ['160斤穿多大', '120斤穿多大'],
    ['160斤穿多大', '有L码吗'],
    ['包邮吗', '发什么快递'],
    ['新疆包邮吗', '包邮吗'],
    ['外套多少钱', '裤子多少钱'],
    ['草莓还有吗', '大闸蟹还有吗'],
    ['能分期吗', '能货到付款吗'],
    ['我的怎么还没发', '什么时候发货'],
  ])('%s ≠ %s', (one, other) => expect(key(one)).not.toBe(key(other)))

  it('about different items', () => {
    expect(key('3号多少钱', 3)).not.toBe(key('5号多少钱', 5))
    expect(key('多少钱', null)).not.toBe(key('多少钱', 3))
  })
})

describe('any text at all', () => {
  it('has one key, whatever was asked in between', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.option(fc.nat(200)), (text, item) => {
        const first = key(text, item)
        key('面料是什么')
        expect(key(text, item)).toBe(first)
      }),
    )
  })

  it('is normalised once and for all', () => {
    const text = fc.array(fc.constantFrom(...'链接 多 少 钱 啊 呀 吗 么 什 1 2 hi ? 。'.split(' ')), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(text, (parts) => {
        const once = normaliseText(parts.join(''))
        expect(normaliseText(`${once}？！`)).toBe(normaliseText(once))
      }),
    )
  })
})
