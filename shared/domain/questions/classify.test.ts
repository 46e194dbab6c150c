import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classify } from './classify.ts'
import { intentSchema } from './intent.ts'

const asks = (text: string): boolean => classify(text).question

describe('questions', () => {
  it.each([
    '有L码吗',
    '多少钱？',
    '什么时候发货',
    '能机洗不',
    '黑的白的都有没',
    'how much is it',
    'do you ship to france?',
  ])('with a mark or a question word: %s', (text) => expect(asks(text)).toBe(true))

  it.each([
    '求链接',
    'XL还有',
    '讲一下3号',
    '160斤穿多大',
    '扣1要链接?',
    '3号链接',
    '165 110斤',
    '上链接',
    'price pls',
  ])('without one: %s', (text) => expect(asks(text)).toBe(true))

  it.each([
    '咩价',
    '几多钱',
    '有冇货',
    '啷个洗',
    '好多钱一件',
    '有木有现货',
    '包u吗',
    '有貨嗎',
    '這件多少錢',
  ])('in dialect, slang and traditional characters: %s', (text) => expect(asks(text)).toBe(true))

  it('asked in the middle of something friendly stay questions', () => {
    expect(asks('哈哈哈主播好可爱 这个能机洗吗')).toBe(true)
    expect(asks('好看！已经拍了两件，什么时候发货呀')).toBe(true)
  })
})

describe('messages that ask nothing', () => {
  it.each([
    '？？？',
    '?',
    '❓❓',
    '啊？',
    'what??',
    '...',
    '',
    '   ',
    '[疑问]',
    '😂😂',
    '1',
    '111',
    '666',
    '1 1 1',
  ])('bare marks, emoji and numbers: %s', (text) => expect(asks(text)).toBe(false))

  it.each([
    '怎么这么好看',
    '谁懂啊',
    '还等什么',
    '什么都想买',
    '贵不贵都买',
    '几号都行',
    '说几号就几号',
    'how cute',
    'what a deal',
  ])('question words that do not ask: %s', (text) => expect(asks(text)).toBe(false))

  it.each([
    '买了',
    '已拍',
    '链接收到了',
    '拍了L码',
    '我165穿M刚好',
    '158 100斤 M正好',
    '谢谢',
    '主播好',
    '姐妹们快抢',
    'ordered two',
  ])('reports, greetings and chatter: %s', (text) => expect(asks(text)).toBe(false))

  it.each(['@小美 多少钱都值', '老是问多少钱 看链接啊姐妹们', '不知道为什么 就是喜欢', '回楼上 不起球'])(
    'talk among viewers: %s',
    (text) => expect(asks(text)).toBe(false),
  )
})

describe('intents', () => {
  it.each([
    ['这件多少钱', 'price'],
    ['有L码吗', 'size'],
    ['170/65kg', 'size'],
    ['还有货吗', 'stock'],
    ['包邮吗', 'shipping'],
    ['什么面料', 'productAttribute'],
    ['介绍一下6号链接', 'productAttribute'],
    ['有防伪码吗', 'productAttribute'],
    ['孕妇能用吗', 'usage'],
    ['求链接', 'link'],
    ['优惠码是多少', 'coupon'],
    ['能退货吗', 'afterSale'],
    ['几点下播', 'schedule'],
    ['主播哪里人', 'other'],
  ] as const)('%s is about %s', (text, intent) => expect(classify(text).intent).toBe(intent))
})

/** Text as it comes: pieces of real vocabulary between arbitrary characters. */
const messages = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 600 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '吗',
          '多少',
          '不',
          '没',
          '还有',
          '链接',
          '3号',
          '？',
          ' ',
          '[捂脸]',
          '@小美 ',
          'how much',
          '都',
          '㎏',
          '#',
        ),
        fc.string({ unit: 'grapheme', maxLength: 3 }),
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
)

const toFullWidth = (text: string): string =>
  text.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))

describe('any text at all', () => {
  it('gets a classification with a confidence between 0 and 1 that agrees with the verdict', () => {
    fc.assert(
      fc.property(messages, (text) => {
        const { question, intent, confidence } = classify(text)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(1)
        expect(question).toBe(confidence >= 0.5)
        expect(intentSchema.options).toContain(intent)
      }),
      { numRuns: 2_000 },
    )
  })

  it('gets the same one again, whatever was classified in between', () => {
    fc.assert(
      fc.property(messages, messages, (text, other) => {
        const first = classify(text)
        classify(other)
        expect(classify(text)).toEqual(first)
      }),
    )
  })

  it('gets the same one in full width and in capitals', () => {
    const plain = fc
      .array(fc.constantFrom(...'有 没 码 吗 多 少 链接 xl 3 how much ? . 号 还'.split(' ')), {
        maxLength: 20,
      })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(plain, (text) => {
        expect(classify(toFullWidth(text))).toEqual(classify(text))
        expect(classify(text.toUpperCase())).toEqual(classify(text))
      }),
    )
  })

  it.each(['啊', '吗', '不', 'a', '3', '？', '[', '@', ' ', '多少', '\ud800', 'ﷺ', '㎏', 'is ', '啊呀'])(
    'is read in linear time however often it repeats: %j',
    (piece) => expect(() => classify(piece.repeat(100_000))).not.toThrow(),
  )
})
