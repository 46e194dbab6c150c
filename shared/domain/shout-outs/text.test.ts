import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { itemOf } from '../run-sheet/item.ts'
import { defaultTemplates } from './default-rules.ts'
import { SIGNAL_KINDS, TIERS } from './rules.ts'
import type { Candidate, ShoutOutFacts } from './shout-out.ts'
import {
  fillLine,
  lineProblems,
  offerOf,
  promptNow,
  promptText,
  VARIABLES,
  valuesOf,
  type Values,
} from './text.ts'

const DAY_MS = 86_400_000
const NOW_MS = 1_000 * DAY_MS

const FACTS: ShoutOutFacts = {
  lastSeenMs: NOW_MS - 21.4 * DAY_MS,
  visits: 10,
  orders: 3,
  lastPurchase: { name: '玫瑰面霜', atMs: NOW_MS - 40.9 * DAY_MS },
  due: [
    { productId: 'oil', name: '护发油', boughtAtMs: 0, cycleDays: 60 },
    { productId: 'cream', name: '玫瑰面霜', boughtAtMs: 0, cycleDays: 30 },
  ],
}
const candidateOf = (facts: ShoutOutFacts, ...kinds: (typeof SIGNAL_KINDS)[number][]): Candidate => ({
  fan: { fanKey: 'f', userId: 'room:a', name: '小雅Ya', sayAs: '小雅', tier: 'vip', privateDomain: true },
  facts,
  signals: kinds.map((kind) => ({
    kind,
    atMs: NOW_MS,
    count: kind === 'backAfter' ? 21 : null,
    item: kind === 'orderPlaced' ? '洁面乳' : null,
  })),
  sinceMs: NOW_MS,
  notBeforeMs: NOW_MS,
  untilMs: NOW_MS + 1,
})
const STRANGER: ShoutOutFacts = { lastSeenMs: null, visits: 0, orders: 0, lastPurchase: null, due: [] }
const cream = (change: Partial<Parameters<typeof itemOf>[0]> = {}) =>
  itemOf({ number: 3, productId: 'cream', title: '面霜', listPriceFen: 29_900, priceFen: 19_950, ...change })
const said = (candidate: Candidate, sheet = [cream()]): string =>
  promptText(
    defaultTemplates('zh-CN'),
    candidate,
    valuesOf(candidate, offerOf(candidate.facts, sheet, NOW_MS), NOW_MS),
  )

describe('the words of a prompt', () => {
  test('name what is due at the price of this room, before how long the fan was away', () => {
    expect(said(candidateOf(FACTS, 'entered', 'backAfter', 'repurchaseDue'))).toBe(
      '欢迎小雅！玫瑰面霜差不多用完了吧，今天直播间¥199.50',
    )
    expect(said(candidateOf(FACTS, 'entered', 'backAfter'))).toBe(
      '小雅好久不见，21天没来了，上次的玫瑰面霜还好用吗？',
    )
    expect(said(candidateOf(FACTS, 'entered', 'orderPlaced'))).toBe('谢谢小雅带走洁面乳！')
  })

  test('get shorter where something is not known', () => {
    expect(said(candidateOf(FACTS, 'repurchaseDue'), [])).toBe('欢迎小雅！护发油差不多该补了')
    expect(said(candidateOf(STRANGER, 'entered'))).toBe('欢迎小雅来到直播间！')
    expect(said(candidateOf(STRANGER, 'repurchaseDue'))).toBe('欢迎小雅回来！')
  })

  test('take the tier’s own lines before those for everyone', () => {
    const templates = defaultTemplates('zh-CN')
    templates.entered.vip = ['{due}快没了吧{name}', '{name}大驾光临']
    const candidate = candidateOf(STRANGER, 'entered')
    expect(promptText(templates, candidate, valuesOf(candidate, null, NOW_MS))).toBe('小雅大驾光临')
  })

  test('never hold a brace, an undefined or a null, whatever is known and whatever the seller wrote', () => {
    const value = fc.option(fc.stringMatching(/^[\p{Script=Han}a-z0-9]{1,8}$/u), { nil: null })
    const values: fc.Arbitrary<Values> = fc
      .tuple(...VARIABLES.map(() => value))
      .map((all) => Object.fromEntries(VARIABLES.map((name, index) => [name, all[index] ?? null])) as Values)
    const piece = fc.oneof(
      fc.constantFrom(...VARIABLES.map((name) => `{${name}}`), '{', '}', '{价格}', '你好'),
    )
    const line = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(
        fc.array(line),
        values,
        fc.constantFrom(...SIGNAL_KINDS),
        fc.constantFrom(...TIERS),
        (lines, known, kind, tier) => {
          const templates = defaultTemplates('zh-CN')
          templates[kind].any = lines
          const candidate = { ...candidateOf(STRANGER, kind) }
          const text = promptText(templates, { ...candidate, fan: { ...candidate.fan, tier } }, known)
          expect(text).not.toMatch(/[{}]|undefined|null/)
          expect(text).not.toBe('')
        },
      ),
    )
  })

  test('a line with an unknown variable or a lone brace is said to be wrong, and not shown', () => {
    expect(lineProblems('{name}好{昵称}')).toEqual({ unknown: ['昵称'], brace: false })
    expect(lineProblems('{name好')).toEqual({ unknown: [], brace: true })
    const values = valuesOf(candidateOf(FACTS, 'entered'), null, NOW_MS)
    expect(fillLine('{name}好{昵称}', values)).toBeNull()
    expect(fillLine('{name好', values)).toBeNull()
    expect(fillLine('{name}{price}', values)).toBeNull()
  })
})

describe('the offer', () => {
  test('is the longest due product, unless another has a price in this room', () => {
    expect(offerOf(FACTS, [], NOW_MS)).toMatchObject({ productId: 'oil', priceFen: null, itemNumber: null })
    expect(offerOf(FACTS, [cream()], NOW_MS)).toMatchObject({
      productId: 'cream',
      priceFen: 19_950,
      listPriceFen: 29_900,
      itemNumber: 3,
    })
    expect(offerOf(STRANGER, [cream()], NOW_MS)).toBeNull()
  })

  test('names no price outside of its times or when nothing is left', () => {
    for (const gone of [
      { stock: 0 },
      { validFromMs: NOW_MS + 1 },
      { validUntilMs: NOW_MS },
      { priceFen: null },
    ]) {
      expect(offerOf(FACTS, [cream(gone)], NOW_MS)?.priceFen).toBeNull()
    }
    const open = { stock: 1, validFromMs: NOW_MS, validUntilMs: NOW_MS + 1 }
    expect(offerOf(FACTS, [cream(open)], NOW_MS)?.priceFen).toBe(19_950)
  })

  test('is the item of a product that has a price now, where the sheet has two', () => {
    const over = cream({ itemId: 'i9', number: 9, validUntilMs: NOW_MS })
    expect(offerOf(FACTS, [over, cream()], NOW_MS)).toMatchObject({ itemNumber: 3, priceFen: 19_950 })
    expect(offerOf(FACTS, [over], NOW_MS)).toMatchObject({ productId: 'oil', itemNumber: null })
  })

  test('of a prompt that stands follows the sheet, and its words with it', () => {
    const templates = defaultTemplates('zh-CN')
    const candidate = candidateOf(FACTS, 'repurchaseDue')
    const offer = offerOf(FACTS, [cream()], NOW_MS)
    const prompt = {
      ...candidate,
      offer,
      text: promptText(templates, candidate, valuesOf(candidate, offer, NOW_MS)),
    }
    expect(promptNow(prompt, [cream()], { templates }, NOW_MS + 1_000)).toBe(prompt)
    const dearer = promptNow(prompt, [cream({ priceFen: 21_000 })], { templates }, NOW_MS + 1_000)
    expect(dearer.offer?.priceFen).toBe(21_000)
    expect(dearer.text).toContain('¥210')
    const soldOut = promptNow(prompt, [cream({ stock: 0 })], { templates }, NOW_MS + 1_000)
    expect(soldOut.offer?.priceFen).toBeNull()
    expect(soldOut.text).not.toContain('¥')
  })
})
