import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemOf, type Item } from '#shared/domain/run-sheet/item.ts'
import { checkDraft, draftOf, movePoint, nextNumber, type ItemDraft } from './item-draft.ts'

const coat = itemOf({
  itemId: 'a',
  number: 3,
  title: '羊绒大衣',
  plannedMs: 361_234,
  priceFen: 39_900,
  listPriceFen: 59_900,
  validFromMs: 1_795_370_000_123,
  validUntilMs: 1_795_377_200_456,
  stock: 42,
  talkingPoints: ['克重 680 克'],
})
const shirt = itemOf({ itemId: 'b', number: 7, title: '真丝衬衫', priceFen: null, listPriceFen: null })
const check = (change: Partial<ItemDraft>, item: Item = coat) =>
  checkDraft({ ...draftOf(item), ...change }, item, [coat, shirt])
const problemOf = (change: Partial<ItemDraft>): unknown => Object.values(check(change).problems)[0]?.kind

describe('the draft of an item', () => {
  it('comes back as the very same item when nothing was typed', () => {
    expect(check({})).toEqual({ item: coat, problems: {}, dearer: false })
    fc.assert(
      fc.property(
        fc.record({
          plannedMs: fc.option(fc.integer({ min: 0, max: 86_400_000 })),
          priceFen: fc.option(fc.integer({ min: 0, max: 1_000_000_000 })),
          validFromMs: fc.option(fc.integer({ min: 0, max: 1_795_370_000_000 })),
          stock: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
        }),
        (known) => {
          const item = { ...coat, validUntilMs: null, ...known }
          expect(check({}, item).item).toEqual(item)
        },
      ),
    )
  })

  it('takes what people type', () => {
    expect(
      check({
        number: '１２',
        planned: '6分30秒',
        price: '¥379.5',
        stock: '1,200',
        talkingPoints: [' 双面手工 ', ''],
        faq: [
          { question: '会起球吗', answer: '不会' },
          { question: ' ', answer: '' },
        ],
      }).item,
    ).toMatchObject({
      number: 12,
      plannedMs: 390_000,
      priceFen: 37_950,
      stock: 1_200,
      talkingPoints: ['双面手工'],
      faq: [{ question: '会起球吗', answer: '不会' }],
    })
    expect(check({ planned: '', price: '', stock: '', validFrom: '', validUntil: '' }).item).toMatchObject({
      plannedMs: null,
      priceFen: null,
      stock: null,
      validFromMs: null,
      validUntilMs: null,
    })
  })

  it('is refused with the reason, field by field', () => {
    expect(problemOf({ number: '0' })).toBe('numberNeeded')
    expect(check({ number: '7' }).problems.number).toEqual({ kind: 'numberTaken', title: '真丝衬衫' })
    expect(problemOf({ title: '  ' })).toBe('titleNeeded')
    expect(problemOf({ planned: '很久' })).toBe('notASpan')
    expect(problemOf({ planned: '30:00:00' })).toBe('spanTooLong')
    expect(problemOf({ price: '免费' })).toBe('notAPrice')
    expect(problemOf({ stock: '-1' })).toBe('notAStock')
    expect(problemOf({ validFrom: '2026-11-22T22:00', validUntil: '2026-11-22T20:00' })).toBe(
      'windowBackwards',
    )
    expect(problemOf({ validUntil: 'gestern' })).toBe('notATime')
    expect(problemOf({ faq: [{ question: '会起球吗', answer: '' }] })).toBe('faqIncomplete')
    expect(check({ title: '' }).item).toBeNull()
  })

  it('allows a live price above the daily one, and points at it', () => {
    expect(check({ price: '699' })).toMatchObject({ dearer: true, item: { priceFen: 69_900 } })
  })
})

describe('a new item', () => {
  it('takes the number after the highest, and at the end a free one', () => {
    expect(nextNumber([])).toBe(1)
    expect(nextNumber([coat, shirt])).toBe(8)
    expect(
      nextNumber([
        { ...coat, number: 999 },
        { ...shirt, number: 1 },
      ]),
    ).toBe(2)
  })
})

describe('talking points', () => {
  it('move to where they are put', () => {
    expect(movePoint(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
    expect(movePoint(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
    expect(movePoint(['a'], 4, 0)).toEqual(['a'])
  })
})
