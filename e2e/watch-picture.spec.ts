import { expect, test, type Browser, type Page } from '@playwright/test'

import { closePages, field, openPage, openRoom, PHONE, questionWith, say } from './support/room-pages.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

/* The viewer page with the real host window's picture and sound. */

let studio: TestStudio

test.beforeEach(async () => {
  studio = await startStudio()
})
test.afterEach(async ({ browser }) => {
  await closePages(browser)
  await studio.stop()
})

async function goLive(browser: Browser): Promise<Page> {
  const host = await openPage(browser, { viewport: { width: 1366, height: 768 } })
  await host.goto(studio.hostUrl())
  await host.getByRole('button', { name: '开播…' }).click()
  await host.getByRole('dialog').getByRole('button', { name: '开播', exact: true }).click()
  await expect(host.getByText(/^LIVE/)).toBeVisible()
  return host
}

const isMuted = (page: Page): Promise<boolean> =>
  page.locator('video').evaluate((video) => video instanceof HTMLVideoElement && video.muted)
const framesShown = (page: Page): Promise<number> =>
  page
    .locator('video')
    .evaluate((video) =>
      video instanceof HTMLVideoElement ? video.getVideoPlaybackQuality().totalVideoFrames : 0,
    )

test('whoever is early waits for the host, and the picture comes by itself', async ({ browser }) => {
  const viewer = await openRoom(browser, studio, '小雨')
  await expect(viewer.getByText('主播还没开播')).toBeVisible()
  const host = await goLive(browser)
  await expect(viewer.getByText('直播中')).toBeVisible()
  await expect.poll(() => framesShown(viewer), { timeout: 30_000 }).toBeGreaterThan(10)
  await expect(viewer.getByText('主播还没开播')).toHaveCount(0)

  await viewer.locator('video').evaluate((video) => video instanceof HTMLVideoElement && video.pause())
  await viewer.getByRole('button', { name: '继续播放' }).click()
  const before = await framesShown(viewer)
  await expect.poll(() => framesShown(viewer)).toBeGreaterThan(before)

  await host.close()
  await expect(viewer.getByText(/画面卡住了|主播暂时没有画面|正在连接画面/)).toBeVisible({ timeout: 20_000 })
  await say(viewer, '画面呢')
})

test('where the browser holds the sound back, a tap on the picture lets it through', async ({ browser }) => {
  await goLive(browser)
  const viewer = await openPage(browser, PHONE)
  await viewer.addInitScript(() => {
    let touched = false
    addEventListener('pointerup', () => (touched = true), { capture: true })
    const play = HTMLMediaElement.prototype.play
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      if (this.muted || touched) return play.call(this)
      return Promise.reject(new DOMException('A touch is needed first.', 'NotAllowedError'))
    }
  })
  const { viewer: code } = await studio.invites()
  await viewer.goto(`${studio.url}watch/?code=${code}`)
  await viewer.getByRole('textbox', { name: '昵称' }).fill('小雨')
  await viewer.getByRole('textbox', { name: '昵称' }).press('Enter')
  await expect.poll(() => framesShown(viewer), { timeout: 30_000 }).toBeGreaterThan(0)
  await expect(viewer.getByRole('button', { name: '点一下打开声音' })).toBeVisible()
  expect(await isMuted(viewer)).toBe(true)
  await viewer.getByRole('button', { name: '点一下打开声音' }).tap()
  await expect.poll(() => isMuted(viewer)).toBe(false)
  await expect(viewer.getByRole('button', { name: '点一下打开声音' })).toHaveCount(0)
  await viewer.getByRole('button', { name: '关闭声音' }).tap()
  await expect.poll(() => isMuted(viewer)).toBe(true)
})

test('a card on the wall is in the picture already: the page says it to screen readers and draws it not again', async ({
  browser,
}) => {
  await goLive(browser)
  const moderator = await studio.staffSocket('moderator', '小林')
  const viewer = await openRoom(browser, studio, '小雨')
  await expect.poll(() => framesShown(viewer), { timeout: 30_000 }).toBeGreaterThan(0)
  await say(viewer, '有L码吗')
  const { questionId } = await questionWith(moderator, '有L码吗')
  await moderator.command({ type: 'pinQuestion', questionId, answer: '有的' })
  const card = viewer.getByRole('article')
  await expect(card).toContainText('有L码吗')
  const box = await card.locator('..').locator('..').boundingBox()
  expect(box?.width).toBeLessThanOrEqual(1)
  await expect(field(viewer)).toBeVisible()
})
