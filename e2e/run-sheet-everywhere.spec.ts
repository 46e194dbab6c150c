import { createHash } from 'node:crypto'

import { expect, test, type Browser, type Page } from '@playwright/test'

import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { itemOf, type Item } from '#shared/domain/run-sheet/item.ts'
import { startLiveShow } from './support/live-show.ts'
import { closePages, openPage, openRoom, questionWith, say } from './support/room-pages.ts'
import type { TestStudio } from './support/studio.ts'

/* What the run-sheet says, on every page at once: viewers, the overlay, the host and the console. */

const LAPTOP = { viewport: { width: 1366, height: 768 } }
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const PICTURE = createHash('sha256').update(PNG).digest('hex')

let studio: TestStudio
let host: StaffClient
let moderator: StaffClient

test.beforeEach(async () => {
  ;({ studio, host, moderator } = await startLiveShow())
})
test.afterEach(async ({ browser }) => {
  await closePages(browser)
  await studio.stop()
})

const coat = (more: Partial<Item> = {}): Item =>
  itemOf({
    itemId: 'i3',
    number: 3,
    title: '双面呢羊绒大衣',
    priceFen: 39_900,
    listPriceFen: 59_900,
    stock: 2,
    coupon: '满300减30',
    ...more,
  })
const trousers = itemOf({ itemId: 'i4', number: 4, title: '直筒裤', priceFen: 15_900, listPriceFen: 23_900 })

async function onAir(item: Item): Promise<void> {
  await host.command({ type: 'loadRunSheet', items: [item, trousers], from: 'import' })
  await host.command({ type: 'takeItem', itemId: item.itemId })
}

/** The host page of a show that is on goes straight to the desk. */
async function openDesk(browser: Browser): Promise<Page> {
  const page = await openPage(browser, LAPTOP)
  await page.goto(studio.hostUrl())
  await expect(page.getByText(/^LIVE/)).toBeVisible()
  return page
}

async function openOverlay(browser: Browser): Promise<Page> {
  const page = await openPage(browser, { viewport: { width: 1280, height: 720 } })
  const { overlay } = await studio.invites()
  await page.goto(`${studio.url}overlay/?code=${overlay}&item=1`)
  return page
}

async function openConsole(browser: Browser): Promise<Page> {
  const page = await openPage(browser, LAPTOP)
  const { moderator: code } = await studio.invites()
  await page.goto(`${studio.url}console/?code=${code}`)
  await page.getByLabel('你的名字').fill('阿梅')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: '提问', exact: true })).toBeVisible()
  return page
}

test('stock that runs out says so on phone, overlay and host screen at once, and comes back alike', async ({
  browser,
}) => {
  const desk = await openDesk(browser)
  const stored = await desk.evaluate(
    async ({ id, bytes }) =>
      (await fetch(`/v1/assets/${id}`, { method: 'PUT', body: new Uint8Array(bytes) })).status,
    { id: PICTURE, bytes: [...PNG] },
  )
  expect(stored).toBeLessThan(300)
  await onAir(coat({ assetId: PICTURE }))

  const phone = await openRoom(browser, studio, '小雨')
  const overlay = await openOverlay(browser)
  const cards = [phone, overlay].map((page) => page.getByRole('region', { name: '正在讲的商品' }))
  for (const card of cards) {
    await expect(card).toContainText('¥399')
    await expect(card).toContainText('日常 ¥599')
    await expect(card).toContainText('库存 2')
    await expect(card).toContainText('满300减30')
    // Only the picture of what is on air is for viewers.
    await expect
      .poll(() => card.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(1)
  }

  await moderator.command({ type: 'adjustStock', itemId: 'i3', stock: 0 })
  for (const card of cards) {
    await expect(card).toContainText('已售罄')
    await expect(card).not.toContainText('满300减30')
  }
  await expect(desk.getByText('售罄').first()).toBeVisible()
  await moderator.command({ type: 'adjustStock', itemId: 'i3', stock: 7 })
  for (const card of cards) await expect(card).toContainText('库存 7')

  await host.command({ type: 'takeItem', itemId: 'i4' })
  for (const card of cards) await expect(card).toContainText('¥159')
  const gone = await phone.evaluate(
    async (id) => (await fetch(`/v1/assets/${id}`, { cache: 'reload' })).status,
    PICTURE,
  )
  expect(gone).toBe(401)
})

test('the live price holds in its window only, and every page changes the moment it closes', async ({
  browser,
}) => {
  const untilMs = Math.round(host.clock.nowMs()) + 6_000
  await onAir(coat({ validUntilMs: untilMs }))
  const phone = await openRoom(browser, studio, '小雨')
  const card = phone.getByRole('region', { name: '正在讲的商品' })
  await expect(card).toContainText('直播价到')
  await expect(card).toContainText('¥399')
  await expect(card).not.toContainText('¥399', { timeout: 20_000 })
  await expect(card).toContainText('¥599')
  expect(host.clock.nowMs()).toBeGreaterThanOrEqual(untilMs)
})

test('a reply with another price asks once more, and the thread knows the product it is about', async ({
  browser,
}) => {
  await onAir(coat())
  const page = await openConsole(browser)
  const phone = await openRoom(browser, studio, '小雨')
  await say(phone, '4号多少钱')
  const { questionId } = await questionWith(moderator, '4号多少钱')
  await page.locator('[data-question]').filter({ hasText: '4号多少钱' }).click()
  await expect(page.getByText('直筒裤').first()).toBeVisible()

  const reply = page.getByLabel('回复', { exact: true })
  await reply.fill('亲，现在139元')
  await expect(page.getByText('这里写的是 ¥139，而 4 号 直筒裤 现在是 ¥159。')).toBeVisible()
  await reply.press('Enter')
  await expect(page.getByRole('button', { name: '仍然发送' })).toBeVisible()
  const answered = () => moderator.store.getState().session?.questions.get(questionId)?.lifecycle.answer?.text
  expect(answered()).toBeUndefined()

  await reply.fill('亲，现在159元')
  await expect(page.getByText('这里写的是')).toHaveCount(0)
  await reply.fill('亲，现在149元')
  await reply.press('Enter')
  await page.getByRole('button', { name: '仍然发送' }).click()
  await expect.poll(answered).toBe('亲，现在149元')
})

test('a product beside the sheet at another price than the sheet’s is told on the host screen', async ({
  browser,
}) => {
  await onAir(coat())
  const desk = await openDesk(browser)
  await host.command({ type: 'putItemOnAir', item: coat({ itemId: '', priceFen: 36_900 }) })
  await expect(desk.getByText('排品表上是 ¥399')).toBeVisible()
})
