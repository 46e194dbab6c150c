import { expect, test, type Page } from '@playwright/test'

import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { startLiveShow } from './support/live-show.ts'
import { closePages, openPage, openRoom, questionWith, say } from './support/room-pages.ts'
import type { TestStudio } from './support/studio.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'

/* The wall as OBS and viewers see it: a card for ten seconds by the service's clock, nothing else ever. */

let studio: TestStudio
let moderator: StaffClient
let host: StaffClient

test.beforeEach(async () => {
  ;({ studio, host, moderator } = await startLiveShow())
})
test.afterEach(async ({ browser }) => {
  await closePages(browser)
  await studio.stop()
})

const CANVAS = { viewport: { width: 1280, height: 720 } }
const card = (page: Page) => page.getByRole('article')

test('a question goes up on overlay and phone, a new one replaces it, and it leaves after its time', async ({
  browser,
}) => {
  const overlay = await openPage(browser, CANVAS)
  const { overlay: code } = await studio.invites()
  await overlay.goto(`${studio.url}overlay/?code=${code}&item=1`)
  const viewer = await openRoom(browser, studio, '小雨')
  await host.command({
    type: 'putItemOnAir',
    item: itemOf({ number: 3, title: '羊绒大衣', priceFen: 39_900, listPriceFen: 59_900 }),
  })
  await expect(overlay.getByText('¥399')).toBeVisible()
  await expect(card(overlay)).toHaveCount(0)

  for (const [text, answer] of [
    ['有L码吗', null],
    ['多久发货', '48小时内发出'],
  ] as const) {
    await say(viewer, text)
    const { questionId } = await questionWith(moderator, text)
    await moderator.command({ type: 'pinQuestion', questionId, answer })
    for (const page of [overlay, viewer]) {
      await expect(card(page)).toHaveCount(1)
      await expect(card(page)).toContainText('小雨 问')
      await expect(card(page)).toContainText(text)
      await expect(card(page)).toContainText(answer ?? '主播正在回答')
    }
  }
  const wall = host.store.getState().session?.wall
  for (const page of [overlay, viewer]) await expect(card(page)).toHaveCount(0, { timeout: 20_000 })
  expect(host.clock.nowMs()).toBeGreaterThanOrEqual(wall?.untilMs ?? 0)
})

test('the page is transparent, takes down at once what is cleared, and comes back after a crash', async ({
  browser,
}) => {
  const overlay = await openPage(browser, CANVAS)
  const { overlay: code } = await studio.invites()
  await overlay.goto(`${studio.url}overlay/?code=${code}`)
  for (const element of ['html', 'body']) {
    await expect(overlay.locator(element)).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)')
  }
  await studio.restart('SIGKILL')
  const mod = await studio.staffSocket('moderator', '小林')
  const viewer = await openRoom(browser, studio, '小雨')
  await say(viewer, '包邮吗')
  const { questionId } = await questionWith(mod, '包邮吗')
  await expect(async () => {
    await mod.command({ type: 'reopenQuestion', questionId })
    await mod.command({ type: 'pinQuestion', questionId, answer: '包邮' })
    await expect(card(overlay)).toContainText('包邮', { timeout: 2_000 })
  }).toPass()
  await mod.command({ type: 'clearWall' })
  await expect(card(overlay)).toHaveCount(0)
  expect(await overlay.locator('#root').textContent()).toBe('')
})

test('it says how to set it up until it has once worked, and then keeps silent whatever happens', async ({
  browser,
}) => {
  const overlay = await openPage(browser, CANVAS)
  await overlay.goto(`${studio.url}overlay/`)
  await expect(overlay.getByText('叠加层还没有连上直播台')).toBeVisible()
  const { overlay: code, viewer } = await studio.invites()
  await overlay.goto(`${studio.url}overlay/?code=${viewer}`)
  await expect(overlay.getByText('地址里的 6 位码不对或已经换掉')).toBeVisible()

  await overlay.goto(`${studio.url}overlay/?code=${code}`)
  await expect(overlay.getByText('叠加层还没有连上直播台')).toHaveCount(0)
  await expect.poll(() => overlay.evaluate(() => localStorage.getItem('huitou.overlayPaired'))).toBe('1')
  await overlay.context().clearCookies()
  await host.request({ type: 'renewInvite', role: 'overlay' })
  const refused = overlay.waitForResponse((response) => response.url().endsWith('/v1/pair'))
  await overlay.reload()
  expect((await refused).status()).toBe(403)
  await expect(overlay.locator('#root')).toBeEmpty()
})
