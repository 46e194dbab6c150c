import { expect, test, type Page } from '@playwright/test'
import { z } from 'zod'

import { createRoomClient, type RoomClient } from '#renderer/session-client/room-client.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { fanEditSchema } from '#shared/domain/fans/fan-edit.ts'
import { orderSchema } from '#shared/domain/orders/order.ts'
import { productSchema } from '#shared/domain/products/product.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'
import { chooseFromMenu, endShow, goLive, openLobby } from './support/host-page.ts'
import { openSocket, pairedCookie } from './support/staff-socket.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

/* Loyal fans of the local room, on the host's screen, against the real service with a seeded library. */

const DAY_MS = 86_400_000
const whoamiSchema = z.object({ actor: z.object({ id: z.string() }) })

let studio: TestStudio
let host: StaffClient

test.use({ viewport: { width: 1366, height: 768 } })
test.beforeEach(async ({ page }) => {
  studio = await startStudio()
  host = await studio.staffSocket('host')
  page.on('pageerror', (error) => {
    throw error
  })
})
test.afterEach(async () => {
  await studio.stop()
})

const card = (page: Page) => page.getByRole('region', { name: '点名', exact: true })

/** A viewer who has paired and not yet come in. */
async function viewer(name: string): Promise<{ userId: string; enter: () => RoomClient }> {
  const { origin } = new URL(studio.url)
  const { viewer: code } = await studio.invites()
  const cookie = await pairedCookie(origin, { code, name })
  const response = await fetch(`${origin}/v1/whoami?as=viewer`, { headers: { cookie } })
  const { actor } = whoamiSchema.parse(await response.json())
  return { userId: actor.id, enter: () => createRoomClient(openSocket(origin, 'viewer', cookie)) }
}

const request: StaffClient['request'] = async (asked) => {
  const outcome = await host.request(asked)
  expect(outcome).toMatchObject({ ok: true })
  return outcome
}

/** A VIP of the library who bought a cream 40 days ago that lasts for 30, which is on the sheet tonight at ¥199. */
async function seedVip(userId: string): Promise<void> {
  const edit = {
    name: '小雅Ya',
    sayAs: '小雅',
    identities: [{ source: 'room', userId }],
    tier: 'vip',
    tierByHand: true,
    privateDomain: true,
    birthday: null,
    tags: [],
    notes: '',
    consent: 'given',
  }
  await request({ type: 'saveFan', fanId: null, edit: fanEditSchema.parse(edit), updatedAtMs: null })
  const product = productSchema.parse({ productId: 'cream', name: '玫瑰面霜', repurchaseDays: 30 })
  await request({ type: 'saveProduct', product, before: null })

  const renewed = await request({ type: 'renewOrderToken' })
  const token = renewed.ok && renewed.body.type === 'orderToken' ? renewed.body.token : ''
  const order = orderSchema.parse({
    orderId: 'o-1',
    buyer: { source: 'room', userId, name: '小雅Ya' },
    lines: [{ productId: 'cream', name: '玫瑰面霜', amountFen: 29_900 }],
    amountFen: 29_900,
    status: 'paid',
    placedAtMs: Date.now() - 40 * DAY_MS,
  })
  const response = await fetch(new URL('/v1/orders', studio.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(order),
  })
  expect(response.ok, await response.text()).toBe(true)
  const item = itemOf({
    itemId: 'i-3',
    number: 3,
    productId: 'cream',
    title: '玫瑰面霜',
    listPriceFen: 29_900,
    priceFen: 19_900,
  })
  expect(await host.command({ type: 'addItem', item, index: 0 })).toMatchObject({ ok: true })
}

/** When the card came onto the page, by the page's own clock. */
async function watchForCard(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const look = (): void => {
      if (!document.querySelector('section[aria-label="点名"]')) return
      document.body.dataset['cardAtMs'] ??= String(Date.now())
    }
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
  })
  return async () => Number(await page.evaluate(() => document.body.dataset['cardAtMs']))
}

test('a VIP who comes in is put to the host with name, last purchase and what is due, and thanked with one key', async ({
  page,
}, info) => {
  const vip = await viewer('雅')
  await seedVip(vip.userId)
  await openLobby(page, studio)
  await goLive(page)
  const cardAtMs = await watchForCard(page)

  const startedMs = Date.now()
  const room = vip.enter()
  await expect(card(page)).toBeVisible()
  const tookMs = (await cardAtMs()) - startedMs
  info.annotations.push({ type: 'entry to screen', description: `${tookMs} ms, the connection included` })
  await expect(card(page).getByText('小雅', { exact: true })).toBeVisible()
  await expect(card(page).getByText('昵称写作 小雅Ya')).toBeVisible()
  await expect(card(page).getByText('上次买')).toBeVisible()
  await expect(card(page).getByText('40 天前')).toBeVisible()
  await expect(card(page).getByText('3号 玫瑰面霜')).toBeVisible()
  await expect(card(page).getByText('¥199', { exact: true })).toBeVisible()
  await expect(card(page).getByText('欢迎小雅！玫瑰面霜差不多用完了吧，今天直播间¥199')).toBeVisible()

  await page.keyboard.press('t')
  await expect(card(page)).toBeHidden()
  await expect.poll(() => host.store.getState().session?.shoutOuts.current).toBeNull()

  // In the cooldown nothing the fan does brings them back, while somebody pushed after it comes to wait.
  await room.say('来啦')
  const lin = await studio.staffSocket('moderator', '小林')
  await expect.poll(() => lin.store.getState().chat.length).toBe(1)
  await lin.command({ type: 'pushShoutOut', userId: 'room:somebody', userName: '路人' })
  await expect.poll(() => lin.store.getState().session?.shoutOuts.waiting.size).toBe(1)
  await expect(card(page)).toBeHidden()

  await endShow(page)
  await expect(page.getByRole('row', { name: /VIP.*1.*1.*1/ })).toBeVisible()
  room.close()
})

test('while a question is about to run out the prompt waits, and comes when it is answered', async ({
  page,
}) => {
  const [vip, guest] = [await viewer('雅'), await viewer('路人')]
  await seedVip(vip.userId)
  await openLobby(page, studio)
  await goLive(page)
  const asking = guest.enter()
  await asking.say('3号多久发货')
  const queue = page.getByRole('region', { name: '提问', exact: true })
  await expect(queue.getByText('3号多久发货')).toBeVisible()
  const waits = () => host.store.getState().session?.shoutOuts
  await expect
    .poll(() => queue.getByRole('timer').first().getAttribute('aria-label'), { timeout: 40_000 })
    .toMatch(/(?<!\d)[3-7] 秒/)
  const room = vip.enter()
  await expect.poll(() => waits()?.waiting.size).toBe(1)
  expect(waits()?.current).toBeNull()
  await expect(card(page)).toBeHidden()

  await queue.getByRole('button', { name: '答了' }).first().click()
  await expect(card(page)).toBeVisible()
  await page.keyboard.press('z')
  await expect(card(page)).toBeHidden()
  expect(waits()?.waiting.size).toBe(1)
  asking.close()
  room.close()
})

test('the host changes words and pace, sees a preview, and is told what is wrong before anything is lost', async ({
  page,
}) => {
  await openLobby(page, studio)
  await page.getByRole('button', { name: '先进直播台看看' }).click()
  await chooseFromMenu(page, '点名提示…')
  const dialog = page.getByRole('dialog', { name: '点名提示' })
  await dialog.getByLabel('两次提示至少隔（秒）').fill('3')
  await expect(dialog.getByText('请填 10 到 900')).toBeVisible()
  await dialog.getByLabel('两次提示至少隔（秒）').fill('60')

  await dialog.getByRole('tab', { name: '怎么说' }).click()
  const lines = dialog.getByRole('textbox', { name: '进直播间' })
  await lines.fill('{name}你好，{昵称}')
  await expect(dialog.getByText('不认识 昵称')).toBeVisible()
  await expect(dialog.getByRole('button', { name: '保存' })).toBeDisabled()
  await lines.fill('{name}你好，{lastPurchase}还够用吗\n{name}你好')
  await expect(dialog.getByText('小雅你好，玫瑰面霜还够用吗')).toBeVisible()
  await expect(dialog.getByText('小雅你好', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(dialog).toBeHidden()
  const rules = host.store.getState().session?.shoutOuts.rules
  expect(rules?.gapMs).toBe(60_000)
  expect(rules?.templates.entered.any).toEqual(['{name}你好，{lastPurchase}还够用吗', '{name}你好'])
})

for (const lang of ['zh-CN', 'en'] as const) {
  test(`on a phone a moderator calls a prompt off, with the menu still in reach (${lang})`, async ({
    page,
  }) => {
    const vip = await viewer('雅')
    await seedVip(vip.userId)
    await host.command({ type: 'goLive' })
    const room = vip.enter()
    await expect.poll(() => host.store.getState().session?.shoutOuts.current?.fan.name).toBe('小雅Ya')

    const { moderator: code } = await studio.invites()
    const headers = { origin: new URL(studio.url).origin }
    await page.setViewportSize({ width: 390, height: 800 })
    await page.request.post(new URL('/v1/pair', studio.url).href, { data: { code, name: '小林' }, headers })
    await page.goto(new URL(`/console/?lang=${lang}`, studio.url).href)
    const menu = page.locator('header').getByRole('button').last()
    await expect(menu).toBeInViewport({ ratio: 1 })
    await page
      .locator('header')
      .getByRole('button', { name: lang === 'en' ? /^Shout-out|^1$/ : /^点名|^1$/ })
      .click()
    await expect(page.getByText('欢迎小雅！')).toBeVisible()
    await page.getByRole('button', { name: /小雅Ya/ }).click()
    await expect.poll(() => host.store.getState().session?.shoutOuts.current).toBeNull()
    expect(host.store.getState().session?.shoutOuts.vetoed.size).toBe(1)
    room.close()
  })
}
