import i18next from 'i18next'
import { describe, expect, it } from 'vitest'

import {
  suggestionSchema,
  type SuggestionKind,
  type SuggestionNumbers,
} from '#shared/domain/suggestions/suggestion.ts'
import { LANGUAGES } from '#renderer/i18n/i18n.ts'
import { allTexts } from '#renderer/i18n/texts.ts'
import { suggestionText } from './use-suggestion-text.ts'

const product = { itemNumber: 3, title: '<b>大衣</b>' }

const NUMBERS: { readonly [Kind in SuggestionKind]: readonly SuggestionNumbers<Kind>[] } = {
  oneCoveredSeveralSources: [{ overTime: 14, minutes: 4, sources: 2, name: '小林' }],
  nobodyAtTheQueue: [{ overTime: 9, minutes: 3 }],
  missesAtItemChange: [{ overTime: 8, ofOverTime: 11, changes: 4, withinMs: 60_000 }],
  rushOfQuestions: [{ overTime: 8, questions: 12, minutes: 2, people: 2 }],
  longWaits: [
    { startsAtMs: 3_600_000, lastsMs: 600_000, questions: 9, waitMs: 95_000, usualMs: 8_000 },
    { startsAtMs: 0, lastsMs: 600_000, questions: 9, waitMs: null, usualMs: 120_000 },
  ],
  rateBelowOwn: [{ rate: 0.7, median: 0.9, shows: 3, inTime: 35, eligible: 50 }],
  productQuestions: (['size', 'stock'] as const).flatMap((intent) =>
    ([null, 'missing', 'present'] as const).map((knowledge) => ({
      ...product,
      productId: 'P3',
      intent,
      threads: 11,
      asked: 40,
      knowledge,
    })),
  ),
  answeredByHand: [
    { ...product, intent: 'size', threads: 6, wordings: 5 },
    { intent: 'shipping', itemNumber: null, title: null, threads: 6, wordings: 5 },
  ],
  askedAfterItem: [{ ...product, threads: 6, medianAfterMs: 400_000 }],
  itemOverran: [{ ...product, times: 3, shows: 4, plannedMs: 300_000, airedMs: 480_000 }],
  soldOutWhileWanted: [{ ...product, soldOutAtMs: 1_793_707_200_000, questionsAfter: 4, ordersAfter: 3 }],
  troubleAndLeavers: (['output', 'source', 'frames', 'sound', 'machine'] as const).map((about) => ({
    about,
    incidents: 2,
    onlineBefore: 100,
    onlineAfter: 60,
  })),
  recordingLost: [{ recordings: 3, damaged: 1, unfinished: 1 }],
  overriddenThenTrouble: [{ lines: 2, incidents: 1, withinMs: 600_000 }],
  shoutOutsUnused: [{ prompted: 10, skipped: 4, expired: 3 }],
  shoutOutsUneven: [
    { tier: 'member', thanked: 4, prompted: 11, other: 'vip', otherThanked: 12, otherPrompted: 12 },
  ],
  vipsNotGreeted: [{ seen: 6, greeted: 2 }],
  claimsLapsed: [{ name: '小林', claims: 12, lapsed: 5, overTime: 4 }],
  slotKeepsMore: [{ weekday: 2, hour: 20, viewers: 214, returned: 86, rate: 0.402, median: 0.27, slots: 6 }],
  answersAndOrders: [
    {
      answered: 60,
      answeredOrdered: 30,
      rest: 50,
      restOrdered: 5,
      difference: 0.4,
      low: 0.231,
      high: 0.539,
    },
  ],
}

const i18n = i18next.createInstance()
void i18n.init({
  resources: allTexts,
  keySeparator: false,
  interpolation: { escapeValue: false },
  initAsync: false,
})

const said = (kind: SuggestionKind, language: 'zh-CN' | 'en') =>
  NUMBERS[kind].map((numbers) => {
    const topic = { topic: kind, strength: 1, evidence: [{ type: 'association' }] }
    const suggestion = suggestionSchema.parse({ kind, numbers, ...topic })
    return suggestionText(
      suggestion,
      i18n.getFixedT(language, ['suggestions', 'intents', 'common']),
      language,
    )
  })

const kinds = Object.keys(NUMBERS).filter((kind): kind is SuggestionKind => Object.hasOwn(NUMBERS, kind))

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(kinds)(
    '%s is one sentence with its numbers, and what to do, with nothing left to fill in',
    (kind) => {
      for (const { name, says, todo } of said(kind, language)) {
        for (const text of [name, says, todo]) {
          expect(text).not.toMatch(/\{\{|\}\}|NaN|undefined|null|_says|_todo/)
          expect(text.length).toBeGreaterThan(1)
        }
        expect(says).toMatch(/\d/)
        expect(says).toMatch(/[。.]$/)
        expect(todo).toMatch(/[。.]$/)
      }
    },
  )
})

it('says spans, shares and weekdays as people do', () => {
  expect(said('longWaits', 'zh-CN')[0]?.says).toBe(
    '开播 01:00:00 到 01:10:00 的 9 个提问，一半等了 1 分 35 秒以上；其余时段的中位数是 8 秒。',
  )
  expect(said('slotKeepsMore', 'en')[0]?.says).toBe(
    'Tuesday 20:00: 40% of its viewers came back (86/214); the median of your 6 slots is 27%.',
  )
  expect(said('answersAndOrders', 'zh-CN')[0]?.says).toContain(
    '相差 40 个百分点，95% 区间 23.1 到 53.9。这是相关，不是因果。',
  )
})
