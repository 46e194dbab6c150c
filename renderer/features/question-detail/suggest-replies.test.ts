import { describe, expect, it } from 'vitest'

import type { Question } from '#shared/domain/questions/question.ts'
import type { CannedReply } from '#shared/domain/replies/canned-reply.ts'
import { replyValues, suggestReplies, unfilledVariables, type ReplyWords } from './suggest-replies.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'

const words: ReplyWords = {
  everyone: '大家',
  itemName: (number, title) => `${number}号${title}`,
  price: (fen) => `¥${fen / 100}`,
}
const COAT = itemOf({ number: 3, title: '羊绒大衣', priceFen: 39_900, listPriceFen: 59_900 })
const TROUSERS = itemOf({ itemId: 'i4', number: 4, title: '直筒裤', priceFen: 15_900, listPriceFen: null })
const ON_AIR = { onAir: COAT, sheet: [TROUSERS], nowMs: 1_000 }

function question(itemNumber: number | null, ...names: readonly string[]): Question {
  return {
    questionId: 'q1',
    threadKey: 'size:3:',
    intent: 'size',
    itemNumber,
    messages: names.map((userName, index) => ({
      danmakuId: `d${index}`,
      userId: `u-${userName}`,
      userName,
      fan: { tier: 'guest', privateDomain: false },
      text: '有L码吗',
      sentAtMs: index,
    })),
    further: [],
    mergedFrom: [],
    earliestSentAtMs: 0,
    lifecycle: { status: 'open', claim: null, answer: null },
    changed: { seq: 1, byName: '' },
  }
}

const canned = (
  id: string,
  intent: CannedReply['intent'],
  shortcut: CannedReply['shortcut'],
): CannedReply => ({
  id,
  title: id,
  text: id,
  intent,
  shortcut,
})

describe('suggested replies', () => {
  it('start with the intent of the question, those with a digit first', () => {
    const replies = [
      canned('ship', 'shipping', '1'),
      canned('chart', 'size', null),
      canned('ask', 'size', '2'),
      canned('other', 'other', null),
    ]
    expect(suggestReplies(replies, question(3, '阿梅')).map((reply) => reply.id)).toEqual([
      'ask',
      'chart',
      'ship',
      'other',
    ])
  })
})

describe('the values of a reply', () => {
  it('are the asker, the item on air and its price', () => {
    expect(replyValues(question(3, '阿梅'), ON_AIR, '禾姐', words)).toEqual({
      viewer: '阿梅',
      item: '3号羊绒大衣',
      price: '¥399',
      host: '禾姐',
    })
    expect(replyValues(question(null, '阿梅'), ON_AIR, '禾姐', words).price).toBe('¥399')
  })

  it('are of the item the question names, as the run-sheet has it, and what it costs by now', () => {
    expect(replyValues(question(4, '阿梅'), ON_AIR, '禾姐', words)).toMatchObject({
      item: '4号直筒裤',
      price: '¥159',
    })
    const over = { ...ON_AIR, onAir: { ...COAT, validUntilMs: 1_000 } }
    expect(replyValues(question(3, '阿梅'), over, '禾姐', words).price).toBe('¥599')
  })

  it('never give the price of another item', () => {
    const values = replyValues(question(1, '阿梅'), ON_AIR, '禾姐', words)
    expect(values).toMatchObject({ item: '1号', price: '' })
    expect(replyValues(question(null, '阿梅'), { ...ON_AIR, onAir: null }, '', words)).toMatchObject({
      item: '',
      price: '',
    })
  })

  it('address everyone when several ask', () => {
    expect(replyValues(question(3, '阿梅', '静静妈'), ON_AIR, '禾姐', words).viewer).toBe('大家')
    expect(replyValues(question(3, '阿梅', '阿梅'), ON_AIR, '禾姐', words).viewer).toBe('阿梅')
  })
})

describe('a text about to be sent', () => {
  it('is held back while a variable stands in it', () => {
    expect(unfilledVariables('阿梅，{item}现在{price}')).toEqual(['item', 'price'])
    expect(unfilledVariables('尺码表 {S,M,L} 都有')).toEqual([])
  })
})
