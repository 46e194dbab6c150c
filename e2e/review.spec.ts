import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Locator, type Page } from '@playwright/test'

import { itemOf } from '#shared/domain/run-sheet/item.ts'
import { reviewResponseSchema } from '#shared/protocol/review.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import type { RoomClient } from '#renderer/session-client/room-client.ts'
import { findProgram } from '../scripts/find-program.ts'
import { openLobby } from './support/host-page.ts'
import { closePages, questionWith } from './support/room-pages.ts'
import { startStudio, type TestStudio } from './support/studio.ts'
import { openViewerSocket } from './support/viewer-socket.ts'

/* The review of a show that was really held: an earlier one before it, viewers, answers, an order and a recording. */

const COAT = itemOf({
  itemId: 'i3',
  number: 3,
  productId: 'COAT',
  title: '羊绒大衣',
  listPriceFen: 59_900,
  priceFen: 39_900,
  stock: 10,
})
const MARKUP = '<img src=x onerror=alert(1)> 3号有L码吗'

let studio: TestStudio
let host: StaffClient
let moderator: StaffClient

test.beforeAll(async () => {
  studio = await startStudio()
  host = await studio.staffSocket('host')
  moderator = await studio.staffSocket('moderator', '小林')
  await holdEarlierShow()
})
test.afterAll(async () => {
  await studio.stop()
})
test.afterEach(async ({ browser }) => {
  await closePages(browser)
})

async function ask(viewer: RoomClient, text: string): Promise<string> {
  await viewer.say(text)
  return (await questionWith(moderator, text)).questionId
}

async function order(buyerId: string): Promise<void> {
  const outcome = await host.request({ type: 'renewOrderToken' })
  if (!outcome.ok || outcome.body.type !== 'orderToken') throw new Error('no token for orders')
  const [source = '', userId = ''] = buyerId.split(/:(.*)/s)
  const response = await fetch(new URL('/v1/orders', studio.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${outcome.body.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      orderId: 'E1',
      buyer: { source, userId, name: '豆豆妈' },
      lines: [{ itemNumber: 3, quantity: 2, amountFen: 79_800 }],
      amountFen: 79_800,
      status: 'paid',
      placedAtMs: Date.now(),
    }),
  })
  expect(await response.json()).toMatchObject({ created: 1 })
}

const sessionId = (): string => host.store.getState().session?.sessionId ?? ''

/** The show of before: one question, answered aloud. */
async function holdEarlierShow(): Promise<void> {
  await host.command({ type: 'goLive' })
  const viewer = await openViewerSocket(studio, '小雅')
  const questionId = await ask(viewer, '多久发货')
  await moderator.command({ type: 'answerAloud', questionId })
  await host.command({ type: 'endShow' })
  await host.request({ type: 'newSession', title: '周二会员场' })
  viewer.close()
}

/** A file as a host window would leave it: half a minute of moving picture. */
function recordFile(name: string): void {
  const ffmpeg = findProgram('ffmpeg')
  test.skip(ffmpeg === null, 'ffmpeg is not installed')
  const folder = join(studio.dataDir, 'sessions', sessionId())
  mkdirSync(folder, { recursive: true })
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=160x90:rate=5', '-t', '30']
  const codec = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-movflags', '+faststart']
  execFileSync(ffmpeg ?? '', ['-v', 'error', ...source, ...codec, join(folder, name)])
}

/** The show that is reviewed: recorded, with a question answered in time, one never answered, and an order. */
async function holdShow(): Promise<string> {
  recordFile('program-1.mp4')
  await host.command({ type: 'addItem', item: COAT, index: 0 })
  await host.command({ type: 'goLive' })
  const startedAtMs = Date.now()
  await host.report({ type: 'recordingStarted', file: 'program-1.mp4' })
  await host.command({ type: 'takeItem', itemId: 'i3' })
  const asker = await openViewerSocket(studio, '豆豆妈')
  const other = await openViewerSocket(studio, '山谷')
  // Far enough into the recording for a seek to be seen.
  await expect.poll(() => Date.now() - startedAtMs).toBeGreaterThan(1_500)
  const questionId = await ask(asker, MARKUP)
  await ask(other, '敏感肌能用吗')
  await moderator.command({ type: 'claimQuestion', questionId })
  await moderator.command({ type: 'replyToQuestion', questionId, text: '有的，L 码现货' })
  const answered = await questionWith(moderator, MARKUP)
  await order(answered.messages[0]?.userId ?? '')
  await host.report({ type: 'recordingStopped', file: 'program-1.mp4', bytes: 1_000, problem: null })
  await host.command({ type: 'endShow' })
  return questionId
}

const section = (page: Page, name: string): Locator => page.getByRole('region', { name })

test('a show ends, and its review tells what happened, down to the message and the picture', async ({
  browser,
}) => {
  const size = await holdShow()
  const id = sessionId()
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  await openLobby(page, studio)

  const review = await test.step('it opens from the lobby in a window of its own', async () => {
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: '看这场的复盘' }).click(),
    ])
    await expect(opened.getByRole('heading', { level: 1, name: '周二会员场' })).toBeVisible()
    return opened
  })
  review.on('dialog', () => {
    throw new Error('a text of a viewer was run as script')
  })
  const told = reviewResponseSchema.parse(
    await (await page.request.get(`${studio.url}v1/review/sessions/${id}`)).json(),
  )

  await test.step('its numbers are those that the service tells, each with its formula', async () => {
    const { metrics } = told
    expect(metrics).toMatchObject({ threads: 2, within30s: 1, orders: 1, gmvFen: 79_800, buyers: 1 })
    const rate = Math.round((1000 * metrics.within30s) / Math.max(1, metrics.eligible)) / 10
    const headline = review.getByRole('list', { name: '六个要点' })
    await expect(headline.getByRole('button', { name: `30 秒达成率 ${rate}%` })).toBeVisible()
    await expect(headline.getByRole('button', { name: '成交额 ¥798' })).toBeVisible()
    await expect(headline.getByRole('button', { name: `场观（人数） ${metrics.uv}` })).toBeVisible()
    await headline.getByRole('button', { name: /^30 秒达成率/ }).click()
    const formula = review.getByRole('dialog', { name: '30 秒达成率' })
    await expect(formula).toContainText(`${metrics.within30s} ÷ ${metrics.eligible}`)
    await expect(formula).toContainText('没回复算没赶上')
    await expect(formula).toContainText('n = 1')
    await formula.getByRole('button', { name: /看这些提问/ }).click()
    await expect(section(review, '每一个提问').getByRole('status')).toHaveText('1 / 2 个提问')
  })

  await test.step('questions are filtered, found and opened; what viewers typed stays text', async () => {
    const questions = section(review, '每一个提问')
    await expect(questions.getByRole('row').filter({ hasText: MARKUP })).toContainText('小林 · 文字')
    await questions.getByRole('button', { name: '清除筛选' }).click()
    await questions.getByRole('textbox', { name: '在提问里找' }).fill('敏感')
    await expect(questions.getByRole('status')).toHaveText('1 / 2 个提问')
    await questions.getByRole('button', { name: '清除筛选' }).click()
    await questions.getByRole('button', { name: MARKUP }).click()
    const thread = review.getByRole('dialog', { name: MARKUP })
    await expect(thread.getByRole('list', { name: '提问的经过' })).toContainText('小林文字答复')
    await expect(thread.getByRole('list', { name: '前后的聊天' })).toContainText('敏感肌能用吗')
    await thread.getByRole('button', { name: '在曲线上看这一刻' }).click()
  })

  await test.step('a moment shows its chat and plays the recording there', async () => {
    const moment = review.getByRole('complementary', { name: /这一刻$/ })
    await expect(moment.getByRole('log')).toContainText(MARKUP)
    const video = moment.locator('video')
    const [recording] = told.recordings
    const askedAtMs = told.threads.find(({ questionId }) => questionId === size)?.earliestSentAtMs ?? 0
    const offset = (askedAtMs - (recording?.startedAtMs ?? 0)) / 1000
    await expect
      .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
      .toBeCloseTo(offset, 1)
    const curve = review.getByRole('slider')
    await curve.focus()
    await review.keyboard.press('Home')
    await review.keyboard.press('Enter')
    await expect(review).toHaveURL(new RegExp(`at=${told.session.fromMs}$`))
    await moment.getByRole('button', { name: '收起' }).click()
    await curve.click({ position: { x: 300, y: 40 } })
    await expect(moment).toBeVisible()
  })

  await test.step('products, people and the association', async () => {
    const coat = section(review, '每个商品').getByRole('row').filter({ hasText: '羊绒大衣' })
    await expect(coat).toContainText('¥798')
    await expect(section(review, '值守与点名').getByRole('row').filter({ hasText: '小林' })).toContainText(
      '1',
    )
    await expect(section(review, '答复与下单的关联')).toContainText('人数太少')
  })

  await test.step('and in English', async () => {
    await review.getByText('EN', { exact: true }).click()
    await expect(section(review, 'Answers and orders')).toContainText('Too few people')
    await expect(review.getByText('Against the median of your own 1 earlier shows')).toBeVisible()
  })
})

test('says when a log is damaged, a crash ended the show, or this browser is not the host’s', async ({
  browser,
}) => {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  await page.goto(`${studio.url}review/`)
  await expect(page.getByText('这个浏览器不是主播的')).toBeVisible()

  await page.goto(studio.hostUrl())
  await page.goto(`${studio.url}review/`)
  const show = page.getByRole('table').getByRole('link').last()
  const title = (await show.textContent()) ?? ''
  const path = `**/v1/review/sessions/${/session\/(.+)$/.exec((await show.getAttribute('href')) ?? '')?.[1]}`
  await page.route(path, async (route) => {
    const answer = await route.fetch()
    const review = reviewResponseSchema.parse(await answer.json())
    await route.fulfill({ json: { ...review, session: { ...review.session, endReason: 'abandoned' } } })
  })
  await show.click()
  await expect(page.getByText('因崩溃或断电而中断')).toBeVisible()

  await page.unroute(path)
  await page.route(path, (route) =>
    route.fulfill({ status: 422, json: { error: 'damaged', message: 'page 3 cannot be read' } }),
  )
  await page.reload()
  await expect(page.getByText('这一场的日志损坏，读不出来')).toBeVisible()
  await page.unroute(path)
  await page.getByRole('button', { name: '再试一次' }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
})
