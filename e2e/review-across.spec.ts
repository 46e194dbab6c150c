import { expect, test, type Locator, type Page } from '@playwright/test'

import { LOYAL, writeSeason, type PastShow } from './support/past-season.ts'
import { closePages, openPage } from './support/room-pages.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

/* What seven weeks of shows tell together, on the built review page with the real service. */

const SHOWS = 14

const DESK = { viewport: { width: 1366, height: 768 }, timezoneId: 'Asia/Shanghai' }

let studio: TestStudio
let season: readonly PastShow[]

test.beforeAll(async () => {
  studio = await startStudio({
    prepare: (dataDir) => {
      season = writeSeason(dataDir, SHOWS, Date.now())
    },
  })
})
test.afterAll(async () => {
  await studio.stop()
})
test.afterEach(async ({ browser }) => {
  await closePages(browser)
})

const show = (fromEnd: number): PastShow => {
  const found = season.at(-fromEnd)
  if (!found) throw new Error('The season is shorter than that.')
  return found
}

async function open(page: Page, hash: string, language = 'zh-CN'): Promise<void> {
  await page.goto(studio.hostUrl())
  await page.goto(`${studio.url}review/?lang=${language}${hash}`)
}

const section = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })

/** The studio goes through the shows when it starts: the page says how many are still to come. */
async function openAcross(page: Page, language = 'zh-CN'): Promise<void> {
  await expect(async () => {
    await open(page, '#/across', language)
    await expect(page.getByText(language === 'en' ? `${SHOWS} shows.` : `共 ${SHOWS} 场`)).toBeVisible({
      timeout: 3_000,
    })
  }).toPass()
}

test('all shows together: trends, hours, returns, repurchase and what nobody answered', async ({
  browser,
}) => {
  const page = await openPage(browser, DESK)
  await openAcross(page)

  const trends = section(page, '趋势')
  await test.step('any metric is drawn and stands as numbers with its median, base and definition', async () => {
    await expect(trends.getByText('30 秒内回复的提问 ÷ 有了结果的提问')).toBeVisible()
    await expect(trends.getByRole('figure', { name: `30 秒达成率，${SHOWS} 场的变化` })).toBeVisible()
    await trends.getByRole('combobox', { name: '指标' }).click()
    await page.getByRole('option', { name: '30 天回访率' }).click()
    const newest = trends.getByRole('row', { name: `选 ${show(1).title}` })
    await expect(newest).toContainText('还没到期')
    await trends.getByRole('combobox', { name: '指标' }).click()
    await page.getByRole('option', { name: '人均观看时长' }).click()
    await expect(newest).toContainText(/n = \d+.*分.*(长|短|持平)/)
  })

  await test.step('a cell with too few people gives no rate, the others say theirs', async () => {
    const heat = section(page, '哪个时段留人')
    await heat.getByRole('row', { name: /^周二/ }).getByRole('button').first().click()
    await expect(heat.getByRole('status')).toContainText(/周二 \d+ 时：\d+ 场，\d+ 人来过，\d+ 人又来了/)
    await heat.getByText('7 天', { exact: true }).click()
    await expect(heat.getByText('在之后 7 天里又来了')).toBeVisible()
  })

  await test.step('windows that have not passed say so, in returns and in repurchase', async () => {
    const returns = section(page, '看过的人，回来了吗')
    await expect(returns.getByRole('row').filter({ hasText: show(1).title })).toContainText('还没到期')
    await expect(returns.getByRole('row', { name: /^全部/ })).toContainText(/\d+ \/ \d+ 人/)
    const repurchase = section(page, '买过的人，又买了吗')
    await expect(repurchase.getByRole('row', { name: /^全部月份/ })).toContainText(/还没到期/)
  })

  await test.step('what nobody answered stands by product, in viewers’ words, and opens the question', async () => {
    const unanswered = section(page, '哪些提问没人答')
    await expect(unanswered.getByRole('heading', { name: '羊绒大衣 & <i>围巾</i>' })).toBeVisible()
    await unanswered.getByRole('link', { name: '160 斤能穿 <script>L</script> 码吗' }).first().click()
    await expect(page.getByRole('dialog', { name: '160 斤能穿 <script>L</script> 码吗' })).toBeVisible()
  })
})

test('two shows are picked from the trend and compared; a fan is found, with all they did on one line of time', async ({
  browser,
}) => {
  const page = await openPage(browser, DESK)
  await openAcross(page)
  for (const fromEnd of [1, 3]) {
    await page.getByRole('checkbox', { name: `选 ${show(fromEnd).title}` }).check()
  }
  await page.getByRole('link', { name: '对比这两场' }).click()
  const metrics = page.getByRole('table', { name: '各项指标' })
  await expect(metrics.getByRole('row', { name: /^场观（人数）/ })).toContainText(
    /(多|少) \d+(更好|更差)|持平/,
  )
  await expect(page.getByRole('table', { name: '各个商品' })).toContainText('修护面霜')
  await page.getByRole('button', { name: '对调两场' }).click()
  await expect(page).toHaveURL(new RegExp(`#/compare/${show(1).sessionId}/${show(3).sessionId}$`))

  await page.getByRole('link', { name: '回到跨场次' }).click()
  await page.getByRole('searchbox', { name: '找粉丝' }).fill('王小梅')
  await page.getByRole('list', { name: '找粉丝' }).getByRole('link', { name: LOYAL.name }).click()
  await expect(page.getByRole('heading', { level: 1, name: LOYAL.name })).toBeVisible()
  const story = section(page, '一路走来')
  const first = story
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading') })
    .first()
  await expect(first).toContainText(show(1).title)
  await expect(first).toContainText('来看了')
  await expect(first).toContainText('问')
  await expect(story.getByText('下单').first()).toBeVisible()
  await open(page, '#/fan/room:nobody')
  await expect(page.getByText('没有这个人的记录')).toBeVisible()
})

test('a suggestion shows its evidence, is accepted, taken back and dismissed; in English too', async ({
  browser,
}) => {
  const page = await openPage(browser, DESK)
  await open(page, `#/session/${show(1).sessionId}?part=suggestions`)
  const card = section(page, '下一场可以怎么做').getByRole('listitem', { name: '总是讲超时' }).first()
  await expect(card).toContainText('桑蚕丝丝巾')
  await card.getByRole('button', { name: '采纳' }).click()
  await expect(card).toContainText('已采纳，在下一场的清单里')
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(card.getByRole('button', { name: '忽略' })).toBeVisible()
  await card.getByRole('button', { name: '忽略' }).click()
  await expect(card).toContainText('已忽略')
  await card.getByRole('link', { name: '和上一场对比' }).click()
  await expect(page.getByRole('heading', { name: '两场对比' })).toBeVisible()

  await openAcross(page, 'en')
  await expect(section(page, 'Which hours keep viewers').getByRole('row', { name: /^Tue/ })).toBeVisible()
  await expect(section(page, 'Did viewers come back?').getByText('Not due yet').first()).toBeVisible()
})
