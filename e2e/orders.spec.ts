import { expect, test, type Page } from '@playwright/test'

import { itemOf } from '#shared/domain/run-sheet/item.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { chooseFromMenu } from './support/host-page.ts'
import { startLiveShow } from './support/live-show.ts'
import { closePages } from './support/room-pages.ts'
import type { TestStudio } from './support/studio.ts'
import { openViewerSocket } from './support/viewer-socket.ts'

/* Orders of a live show, sent by a shop over HTTP: what host and moderators see of them. */

const COAT = itemOf({
  itemId: 'i3',
  number: 3,
  productId: 'COAT',
  title: '羊绒大衣',
  listPriceFen: 59_900,
  priceFen: 39_900,
  stock: 10,
})

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

async function post(token: string, body: unknown): Promise<unknown> {
  const response = await fetch(new URL('/v1/orders', studio.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return response.json()
}

const orderOf = (asker: string, placedAtMs: number) => ({
  orderId: 'E1',
  buyer: {
    source: asker.slice(0, asker.indexOf(':')),
    userId: asker.slice(asker.indexOf(':') + 1),
    name: '豆豆妈',
  },
  lines: [{ itemNumber: 3, quantity: 2, amountFen: 79_800 }],
  amountFen: 79_800,
  status: 'paid',
  placedAtMs,
})

const dialog = (page: Page) => page.getByRole('dialog', { name: '订单' })

test('an order counts at once: figures, stock, the asker who bought, and what the fan bought last', async ({
  browser,
}) => {
  await host.command({ type: 'addItem', item: COAT, index: 0 })
  await host.command({ type: 'takeItem', itemId: 'i3' })
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  await page.goto(studio.hostUrl())
  await expect(page.getByText('库存 10')).toBeVisible()

  const token = await test.step('the host makes a token, which is shown this once', async () => {
    await chooseFromMenu(page, '订单')
    await expect(dialog(page).getByText('这一场还没有订单')).toBeVisible()
    await dialog(page).getByRole('tab', { name: '接入店铺系统' }).click()
    await dialog(page).getByRole('button', { name: '生成令牌' }).click()
    const shown = await dialog(page)
      .getByText(/^huitou_orders_/)
      .textContent()
    await page.keyboard.press('Escape')
    await chooseFromMenu(page, '订单')
    await dialog(page).getByRole('tab', { name: '接入店铺系统' }).click()
    await expect(dialog(page).getByText('已设好，不再显示。')).toBeVisible()
    await expect(dialog(page).getByText(/^huitou_orders_/)).toHaveCount(0)
    await page.keyboard.press('Escape')
    return shown ?? ''
  })

  const viewer = await openViewerSocket(studio, '豆豆妈')
  await viewer.say('3号有L码吗')
  await expect.poll(() => moderator.store.getState().session?.questions.size).toBe(1)
  const [question] = [...(moderator.store.getState().session?.questions.values() ?? [])]
  if (!question) throw new Error('no question')
  await moderator.command({ type: 'replyToQuestion', questionId: question.questionId, text: '有的' })
  const asker = question.messages[0]?.userId ?? ''
  const order = orderOf(asker, Date.now() + 10)
  expect(await post(token, order)).toEqual({ created: 1, updated: 0, unchanged: 0, rejected: [] })
  expect(await post(token, order)).toMatchObject({ unchanged: 1 })

  const sales = page.getByRole('button', { name: /1 单/ })
  await expect(sales).toContainText('¥798')
  await expect(page.getByText('库存 8')).toBeVisible()
  await sales.click()
  const row = dialog(page).getByRole('listitem')
  await expect(row).toContainText('豆豆妈')
  await expect(row).toContainText('羊绒大衣 ×2')
  await expect(row).toContainText('下单前问过 1 次')
  await page.keyboard.press('Escape')

  await test.step('a moderator sees that the asker bought', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    const desk = await context.newPage()
    await desk.goto(studio.hostUrl())
    await desk.goto(`${studio.url}console/`)
    await desk.getByText('3号有L码吗').first().click()
    await desk.getByRole('menuitem', { name: '打开提问' }).click()
    await expect(desk.getByText('答复后下单 ¥798')).toBeVisible()
  })

  const facts = await moderator.request({ type: 'getFanFacts', userId: asker })
  expect(facts).toMatchObject({
    ok: true,
    body: {
      facts: { fan: { name: '豆豆妈', orders: 1, spentFen: 79_800 }, bought: [{ productId: 'COAT' }] },
    },
  })

  await post(token, { ...order, status: 'refunded' })
  await expect(page.getByText('库存 10')).toBeVisible()
  await expect(page.getByRole('button', { name: /0 单/ })).toContainText('¥0')
})
