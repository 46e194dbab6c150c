import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'

import { openLibrary } from '#service/library/library.ts'
import { REVIEW_VERSION } from '#shared/domain/review/review.ts'
import { RULES_VERSION } from '#shared/domain/suggestions/suggest.ts'
import type { Suggestion } from '#shared/domain/suggestions/suggestion.ts'
import { openLobby } from './support/host-page.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

/* What the last show suggests, on the host's screens: taken or left in the lobby, ticked off before the next show. */

const SESSION = 'tuesday'
const LIVE_AT_MS = Date.UTC(2026, 10, 3, 12)

const SUGGESTIONS: readonly Suggestion[] = [
  {
    kind: 'productQuestions',
    topic: 'productQuestions/product:COAT/size',
    numbers: {
      itemNumber: 3,
      title: '羊绒大衣 <b>加厚</b>',
      productId: 'COAT',
      intent: 'size',
      threads: 11,
      asked: 40,
      knowledge: 'missing',
    },
    strength: 0.75,
    evidence: [{ type: 'item', itemId: 'i3' }],
  },
  {
    kind: 'oneCoveredSeveralSources',
    topic: 'oneCoveredSeveralSources',
    numbers: { overTime: 14, minutes: 4, sources: 2, name: '小林' },
    strength: 0.7,
    evidence: [{ type: 'moment', fromMs: LIVE_AT_MS, toMs: LIVE_AT_MS + 60_000 }],
  },
  {
    kind: 'slotKeepsMore',
    topic: 'slotKeepsMore/2-20',
    numbers: { weekday: 2, hour: 20, viewers: 214, returned: 86, rate: 86 / 214, median: 0.27, slots: 6 },
    strength: 0.4,
    evidence: [{ type: 'slot', weekday: 2, hour: 20 }],
  },
  {
    kind: 'vipsNotGreeted',
    topic: 'vipsNotGreeted',
    numbers: { seen: 6, greeted: 2 },
    strength: 0.3,
    evidence: [{ type: 'fairness', tiers: ['vip'] }],
  },
]

let studio: TestStudio
test.beforeEach(async () => {
  studio = await startStudio()
  const { library } = openLibrary(join(studio.dataDir, 'library.db'))
  library.sessions.upsert({
    sessionId: SESSION,
    title: '周二会员场',
    kind: 'show',
    phase: 'ended',
    createdAtMs: LIVE_AT_MS,
    liveAtMs: LIVE_AT_MS,
    endedAtMs: LIVE_AT_MS + 5_400_000,
    danmaku: 3_120,
    questions: 96,
    answered: 80,
    answeredInTime: 71,
    dismissed: 4,
  })
  library.suggestions.keep(
    { sessionId: SESSION, kind: 'show', fromMs: LIVE_AT_MS },
    { rulesVersion: RULES_VERSION, reviewVersion: REVIEW_VERSION },
    SUGGESTIONS,
  )
  library.close()
})
test.afterEach(() => studio.stop())

const lastShow = (page: Page) => page.getByRole('region', { name: '上一场的建议' })
const checklist = (page: Page) => page.getByRole('region', { name: '上次说好要做的' })

test('three suggestions of the last show wait in the lobby, and what is taken is ticked off before the next', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1366, height: 768 })
  await openLobby(page, studio)
  const rows = lastShow(page).getByRole('listitem')
  await expect(rows).toHaveCount(3)
  await expect(lastShow(page)).toContainText('周二会员场')
  await expect(rows.nth(0)).toContainText(
    '3号 羊绒大衣 <b>加厚</b> 的尺码问题有 40 人次在问，合成 11 个提问。',
  )
  await expect(rows.nth(1)).toContainText(
    '有 4 分钟里只有 小林 在接提问，弹幕却来自 2 个来源，14 个提问超了 30 秒。',
  )
  await expect(rows.nth(2)).toContainText('40%')
  await expect(lastShow(page).getByRole('link', { name: '看依据，还有 1 条' })).toBeVisible()

  await rows.nth(0).getByRole('button', { name: '采纳' }).click()
  await expect(rows.nth(0)).toContainText('已放进下场清单')
  await rows.nth(1).getByRole('button', { name: '采纳' }).click()
  await rows.nth(1).getByRole('button', { name: '撤销' }).click()
  await expect(rows.nth(1).getByRole('button', { name: '采纳' })).toBeVisible()
  await rows.nth(2).getByRole('button', { name: '不用' }).click()
  await expect(rows.nth(2)).toContainText('不再提')

  await page.getByRole('button', { name: '预检' }).click()
  const entries = checklist(page).getByRole('listitem')
  await expect(entries).toHaveCount(1)
  await expect(entries).toContainText('把尺码表放到 3号的商品卡上')
  await entries.getByRole('button', { name: '做好了' }).click()
  await expect(entries).toContainText('这场做好了')
  await expect(checklist(page)).toContainText('1 / 1')

  await page.keyboard.press('Escape')
  await expect(checklist(page)).toHaveCount(0)
  await page.getByRole('button', { name: '预检' }).click()
  await expect(entries).toContainText('这场做好了')
  await entries.getByRole('button', { name: '撤销' }).click()
  await expect(entries.getByRole('button', { name: '这次不做' })).toBeVisible()
})
