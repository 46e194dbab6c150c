import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainText } from '../questions/normalise-text.ts'
import { itemOf, type Item } from './item.ts'
import { priceAlert, shownPriceAlert, type PriceContext } from './price-alert.ts'
import { priceAt } from './price.ts'
import { spokenPrices } from './spoken-price.ts'

const NOW = 1_000_000
const coat = itemOf({
  itemId: 'i3',
  number: 3,
  title: '羊绒大衣',
  priceFen: 39_900,
  listPriceFen: 59_900,
  coupon: '满300减30',
})
const trousers = itemOf({ itemId: 'i4', number: 4, title: '直筒裤', priceFen: 15_900, listPriceFen: null })
const sheet = [coat, trousers]
const onAir: PriceContext = { questionNumber: null, itemOnAir: coat, nowMs: NOW }
const said = (text: string, context = onAir, items: readonly Item[] = sheet): number | null => {
  const alert = priceAlert(text, items, context)
  return alert && alert.saidFen / 100
}
const prices = (text: string) => spokenPrices(plainText(text)).map(({ fen }) => fen / 100)

describe('prices in a text', () => {
  test.each([
    ['这款现在¥399', [399]],
    ['直播价￥１，２９９', [1299]],
    ['399元包邮', [399]],
    ['399块钱，亲', [399]],
    ['只要39块9', [39.9]],
    ['三十九块九', [39.9]],
    ['三百九十九', [399]],
    ['两百五一件', [250]],
    ['一千二百九十九元', [1299]],
    ['三九九块', [399]],
    ['399.00', [399]],
    ['到手 399 哦', [399]],
    ['价格是399', [399]],
    ['399拍下', [399]],
    ['It is 399 yuan', [399]],
    ['RMB 399.50', [399.5]],
    ['the price is 399', [399]],
    ['only 399 tonight!', [399]],
    ['日常599，直播价399', [599, 399]],
    ['3号399，4号链接 159哦', [399, 159]],
  ])('%s', (text, expected) => {
    expect(prices(text)).toEqual(expected)
  })

  test.each([
    '3号链接',
    '还有42件',
    '适合120斤到135斤',
    '身高160穿M码',
    '11月22日发货，48小时内',
    '晚上8点，20:00准时',
    '打8折',
    '含羊绒15%',
    '满300减30',
    '运费10元',
    '新疆邮费要¥12',
    '定金100元，尾款299元',
    '退差价20元',
    '加10元换购',
    'shipping is ¥10',
    '3号170可以穿',
    '领30元券',
    '便宜了200',
    '省200元',
    '两块面膜',
    '一百二十斤可以穿',
    '170/92A',
    '2026-11-22',
    'only 3 left',
    'ships in 5 days',
    'size 38, number 3',
    '20 off with the coupon',
    'for 2 people',
    '100 g a tin',
    '订单尾号 13800001234',
  ])('none in %s', (text) => {
    expect(prices(text)).toEqual([])
  })
})

describe('the alert', () => {
  test('names what was said, what the sheet says, and of which item', () => {
    expect(priceAlert('这款现在369元', sheet, { ...onAir, itemOnAir: trousers })).toEqual({
      saidFen: 36_900,
      expectedFen: 15_900,
      itemNumber: 4,
      title: '直筒裤',
    })
  })

  test.each([
    ['直播价399，日常599', null],
    ['券后369', null],
    ['两件798', null],
    ['2件 798 元', null],
    ['现在只要379', 379],
    ['It is 299 yuan today', 299],
    ['亲，4号是159元', null],
    ['亲，4号是169元', 169],
    ['3号399，4号159元', null],
    ['3号159元，4号159元', 159],
    ['4号169', 169],
    ['3号和4号一起558元', null],
    ['3号和4号一起528元', 528],
    ['3号359，4号159', 359],
    ['399元，运费10元', null],
    ['9号99元', null],
    ['有的，48小时内发货', null],
  ])('%s', (text, expected) => {
    expect(said(text)).toBe(expected)
  })

  test('takes the item of the question before the one on air', () => {
    expect(said('159元哦', { ...onAir, questionNumber: 4 })).toBeNull()
    expect(said('399元哦', { ...onAir, questionNumber: 4 })).toBe(399)
  })

  test('knows the item beside the sheet that is on air, and nothing when nothing is', () => {
    const beside = itemOf({ number: 9, title: '福利', priceFen: 990, listPriceFen: null })
    expect(said('9块9', { ...onAir, itemOnAir: beside })).toBeNull()
    expect(said('19块9', { ...onAir, itemOnAir: beside })).toBe(19.9)
    expect(said('19块9', { ...onAir, itemOnAir: null })).toBeNull()
  })

  test('outside its window the live price is the wrong one', () => {
    const timed = { ...coat, validFromMs: NOW + 1, validUntilMs: NOW + 100 }
    const at = (nowMs: number, text: string) =>
      said(text, { questionNumber: 3, itemOnAir: null, nowMs }, [timed])
    expect(at(NOW, '399元')).toBe(399)
    expect(at(NOW, '599元')).toBeNull()
    expect(at(NOW + 1, '399元')).toBeNull()
    expect(at(NOW + 100, '399元')).toBe(399)
  })

  const yuan = fc.integer({ min: 1, max: 99_999 })
  const written = fc.constantFrom<(amount: number) => string>(
    (amount) => `¥${amount}`,
    (amount) => `现在${amount}元`,
    (amount) => `${amount}块钱哦`,
    (amount) => `直播价${amount}.00`,
    (amount) => `${amount} yuan, dear`,
    (amount) => `亲，到手${amount}～`,
  )
  test('fires for every price that is not the sheet’s, and for none that is', () => {
    fc.assert(
      fc.property(yuan, yuan, written, (price, other, write) => {
        const item = itemOf({ itemId: 'a', number: 7, title: 'x', priceFen: price * 100, listPriceFen: null })
        const context = { questionNumber: 7, itemOnAir: null, nowMs: NOW }
        expect(priceAlert(write(price), [item], context)).toBeNull()
        const alert = priceAlert(write(other), [item], context)
        expect(alert?.saidFen ?? null).toBe(other === price ? null : other * 100)
      }),
    )
  })

  test('never throws, whatever is written', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void priceAlert(text, sheet, onAir)))
  })
})

test('a product shown beside the sheet under a number of the sheet is told when its price is another', () => {
  const beside = itemOf({ number: 3, title: '大衣', priceFen: 36_900, listPriceFen: null })
  expect(shownPriceAlert(beside, sheet, NOW)).toEqual({
    saidFen: 36_900,
    expectedFen: 39_900,
    itemNumber: 3,
    title: '羊绒大衣',
  })
  expect(shownPriceAlert({ ...beside, priceFen: 39_900 }, sheet, NOW)).toBeNull()
  expect(shownPriceAlert({ ...beside, number: 8 }, sheet, NOW)).toBeNull()
  expect(shownPriceAlert({ ...coat, priceFen: 1 }, sheet, NOW)).toBeNull()
  expect(shownPriceAlert(null, sheet, NOW)).toBeNull()
})

test('what an item costs follows its window, and says when that changes', () => {
  const item = { priceFen: 100, listPriceFen: 200, validFromMs: 10, validUntilMs: 20 }
  expect(priceAt(item, 9)).toEqual({ fen: 200, compareFen: null, window: 'before', changesAtMs: 10 })
  expect(priceAt(item, 10)).toEqual({ fen: 100, compareFen: 200, window: 'open', changesAtMs: 20 })
  expect(priceAt(item, 20)).toEqual({ fen: 200, compareFen: null, window: 'after', changesAtMs: null })
  expect(priceAt({ ...item, priceFen: null, validUntilMs: null }, 15)).toMatchObject({
    fen: 200,
    changesAtMs: null,
  })
  expect(priceAt({ ...item, listPriceFen: 90, validFromMs: null }, 15)).toMatchObject({ compareFen: null })
})
