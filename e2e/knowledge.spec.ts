import { expect, test, type Page } from '@playwright/test'

import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { itemOf } from '#shared/domain/run-sheet/item.ts'
import { startStudio, type TestStudio } from './support/studio.ts'
import { openViewerSocket } from './support/viewer-socket.ts'

/*
 * Knowledge in a real console against the real service: what is written down is proposed, what is sent is learned.
 */

let studio: TestStudio
let host: StaffClient

test.beforeEach(async () => {
  studio = await startStudio()
  host = await studio.staffSocket('host')
})
test.afterEach(() => studio.stop())

test('proposes what was written down with its source, and next time what was sent', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 })
  const { moderator } = await studio.invites()
  await page.goto(`${studio.url}console/?lang=zh-CN&code=${moderator}`)
  await page.getByLabel('你的名字').fill('小林')
  await page.keyboard.press('Enter')
  const dialog = await openKnowledge(page)

  await dialog.getByRole('button', { name: '新增商品' }).click()
  await dialog.getByLabel('名称', { exact: true }).fill('双面呢羊绒大衣')
  await dialog.getByLabel('商品编码').fill('COAT-1')
  await dialog.getByRole('textbox', { name: '别名' }).fill('大衣')
  await dialog.getByRole('textbox', { name: '别名' }).press('Enter')
  await dialog.getByLabel('日常价').fill('599')
  await dialog.getByRole('button', { name: '加一条问答' }).click()
  await dialog.getByLabel('问', { exact: true }).fill('会不会起球')
  await dialog.getByLabel('答', { exact: true }).fill('轻微起球，随单送除球器')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已保存“双面呢羊绒大衣”')).toBeVisible()
  await dialog.getByRole('tab', { name: '店铺规则' }).click()
  await dialog.getByRole('button', { name: '新增规则' }).click()
  await dialog.getByLabel('标题').fill('发货时间')
  await dialog.getByLabel('答复').fill('现货 48 小时内发出')
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(dialog.getByText('现货 48 小时内发出')).toBeVisible()
  await page.keyboard.press('Escape')

  await host.command({ type: 'goLive' })
  const item = itemOf({
    number: 3,
    title: '羊绒大衣',
    productId: 'COAT-1',
    priceFen: 39_900,
    listPriceFen: 59_900,
  })
  await host.command({ type: 'putItemOnAir', item })
  const viewer = await openViewerSocket(studio, '豆豆妈')
  await viewer.say('3号起秋不')

  const proposals = page.getByRole('region', { name: '推荐回复' })
  await page.getByRole('button', { name: /起秋/ }).first().click()
  const first = proposals.getByRole('listitem').first()
  await expect(first).toContainText('轻微起球，随单送除球器')
  await expect(first).toContainText('商品问答 · 双面呢羊绒大衣 · 会不会起球')
  await page.keyboard.press('1')
  const reply = page.getByLabel('回复', { exact: true })
  await expect(reply).toHaveValue('轻微起球，随单送除球器')
  await page.keyboard.press('Enter')
  await expect.poll(() => viewer.store.getState().ownQuestions[0]?.reply).toBe('轻微起球，随单送除球器')

  await viewer.say('腰带能单独配吗')
  await page.getByRole('button', { name: /腰带/ }).first().click()
  await reply.fill('豆豆妈，腰带可以免费补一条')
  await page.keyboard.press('Enter')
  await expect.poll(() => viewer.store.getState().ownQuestions.length).toBe(2)
  const other = await openViewerSocket(studio, '静静')
  await other.say('想单独配一条腰带可以吗')
  await page
    .getByRole('button', { name: /想单独配/ })
    .first()
    .click()
  await expect(proposals.getByRole('listitem').first()).toContainText('静静，腰带可以免费补一条')
  await expect(proposals.getByRole('listitem').first()).toContainText('以前的回复')

  const again = await openKnowledge(page)
  await again.getByRole('tab', { name: '学到的回复' }).click()
  await expect(again.getByText('{viewer}，腰带可以免费补一条')).toBeVisible()
  viewer.close()
  other.close()
})

test('lists what nobody had an answer for, and knows it from then on', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 })
  await host.command({ type: 'goLive' })
  const viewer = await openViewerSocket(studio, '豆豆妈')
  await viewer.say('可以开增值税专票吗')
  await expect.poll(() => host.store.getState().session?.questions.size).toBe(1)
  const [questionId = ''] = host.store.getState().session?.questions.keys() ?? []

  const { moderator } = await studio.invites()
  await page.goto(`${studio.url}console/?lang=zh-CN&code=${moderator}`)
  await page.getByLabel('你的名字').fill('小林')
  await page.keyboard.press('Enter')
  const dialog = await openKnowledge(page)
  await dialog.getByRole('tab', { name: '没有答案的提问' }).click()
  const gap = dialog.getByRole('listitem').filter({ hasText: '可以开增值税专票吗' })
  await expect(gap).toContainText('没人答复')
  await gap.getByLabel('答').fill('可以，下单后把开票资料发给客服')
  await gap.getByRole('button', { name: '加为店铺规则' }).click()
  await expect(gap).toHaveCount(0)

  const answer = await host.request({ type: 'suggestReplies', questionId })
  expect(answer).toMatchObject({
    ok: true,
    body: { suggestions: [{ text: '可以，下单后把开票资料发给客服', source: { kind: 'policy' } }] },
  })
  viewer.close()
})

async function openKnowledge(page: Page) {
  await page.getByRole('button', { name: '菜单' }).click()
  await page.getByRole('menuitem', { name: '商品与知识' }).click()
  return page.getByRole('dialog', { name: '商品与知识' })
}
