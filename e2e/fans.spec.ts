import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'

import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { chooseFromMenu, enterStudio, openLobby } from './support/host-page.ts'
import { startStudio, type TestStudio } from './support/studio.ts'
import { openViewerSocket } from './support/viewer-socket.ts'

/* The library of fans on the host's page and who asks on the console, against the real service. */

let studio: TestStudio
let host: StaffClient

test.beforeEach(async () => {
  studio = await startStudio()
  host = await studio.staffSocket('host')
})
test.afterEach(async () => {
  await studio.stop()
})

const library = (page: Page) => page.getByRole('dialog', { name: '粉丝库' })

async function openLibrary(page: Page) {
  await openLobby(page, studio)
  await enterStudio(page)
  await chooseFromMenu(page, '粉丝库')
  return library(page)
}

/** Made through the same request as by the form, so that a test begins where it has something to say. */
async function addFan(name: string, rest: { userId?: string; notes?: string; tags?: string[] } = {}) {
  const { userId, notes = '', tags = [] } = rest
  const outcome = await host.request({
    type: 'saveFan',
    fanId: null,
    updatedAtMs: null,
    edit: {
      name,
      sayAs: '',
      identities: userId === undefined ? [] : [{ source: 'youzan', userId }],
      tier: 'vip',
      tierByHand: false,
      privateDomain: true,
      birthday: null,
      tags,
      notes,
      consent: 'given',
    },
  })
  if (!outcome.ok || outcome.body.type !== 'fanSaved') throw new Error('the fan was not saved')
}

test('a fan is added, found by tag, changed, merged with another and forgotten by name', async ({ page }) => {
  await addFan('梅姐有赞', { userId: '13800138000', tags: ['宝妈'] })
  const dialog = await openLibrary(page)
  await expect(dialog.getByText('1 位粉丝')).toBeVisible()

  await dialog.getByRole('button', { name: '新增粉丝' }).click()
  await dialog.getByLabel('姓名或昵称').fill('王小梅')
  await dialog.getByLabel('怎么念').fill('梅姐')
  await dialog.getByLabel('生日').fill('5月20日')
  await dialog.getByLabel('标签').last().fill('敏感肌')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存 王小梅')).toBeVisible()

  await dialog.getByLabel('搜姓名、账号或标签').fill('敏感')
  await expect(dialog.getByText('符合 1 位，共 2 位')).toBeVisible()
  await expect(dialog.getByLabel('生日')).toHaveValue('05-20')

  // An account that belongs to somebody else is not taken away from them: the two are offered for merging.
  await dialog.getByRole('button', { name: '添加账号' }).click()
  await dialog.getByLabel('来源').fill('youzan')
  await dialog.getByLabel('账号 ID').fill('13800138000')
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(dialog.getByRole('alert')).toContainText('这个账号属于 梅姐有赞')
  await dialog.getByRole('button', { name: '合并两位' }).click()
  await page.getByRole('button', { name: '把 梅姐有赞 并入 王小梅' }).click()
  await expect(page.getByText('已并入 王小梅')).toBeVisible()
  await expect(dialog.getByLabel('账号 ID')).toHaveValue('13800138000')
  await dialog.getByLabel('搜姓名、账号或标签').fill('')
  await expect(dialog.getByText('1 位粉丝')).toBeVisible()

  await dialog.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '按本人要求删除' }).click()
  const forget = page.getByRole('dialog', { name: '删除 王小梅 并抹去痕迹' })
  await forget.getByRole('textbox').fill('王小')
  await expect(forget.getByRole('button', { name: '永久删除' })).toBeDisabled()
  await forget.getByRole('textbox').fill('王小梅')
  await forget.getByRole('button', { name: '永久删除' }).click()
  await expect(dialog.getByText('粉丝库还是空的')).toBeVisible()
  // The log that is open is gone through once another session begins; until then the list of what is to do stands.
  await expect(dialog.getByText('还有 1 场记录待抹去')).toBeVisible()
  await host.request({ type: 'newSession', title: '下一场' })
  await expect(dialog.getByText('场记录待抹去')).toBeHidden()
  expect(readFileSync(path.join(studio.dataDir, 'library.db')).includes('王小梅')).toBe(false)
})

test('what somebody else changed meanwhile is shown, not written over', async ({ page }) => {
  await addFan('王小梅', { userId: '1' })
  const dialog = await openLibrary(page)
  await dialog.getByRole('button', { name: /^王小梅/ }).click()
  await dialog.getByLabel('备注').fill('我的备注')
  await host.request({
    type: 'setFanStanding',
    userId: 'youzan:1',
    userName: '王小梅',
    tier: 'member',
    privateDomain: false,
  })
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(dialog.getByRole('alert')).toContainText('刚被别处改过')
  await expect(dialog.getByRole('radio', { name: '会员' })).toBeChecked()
})

test('tier rules show who moves before they move anybody, and are taken back as a whole', async ({
  page,
}) => {
  await addFan('甲', { userId: '1' })
  await addFan('乙', { userId: '2' })
  const dialog = await openLibrary(page)
  await dialog.getByRole('tab', { name: '等级规则' }).click()
  const preview = dialog.getByRole('region', { name: '应用后会变动' })
  await expect(preview.getByText('2 位变动')).toBeVisible()
  await expect(preview.getByText('甲')).toBeVisible()
  await dialog.getByRole('button', { name: '应用规则' }).click()
  await page
    .getByRole('dialog', { name: '调整 2 位粉丝的等级？' })
    .getByRole('button', { name: '应用规则' })
    .click()
  await expect(preview.getByText('没有人变动')).toBeVisible()
  await dialog.getByRole('button', { name: '撤回这次调整' }).click()
  await expect(page.getByText('已恢复之前的等级')).toBeVisible()
  await expect(preview.getByText('2 位变动')).toBeVisible()
})

test('a known viewer who enters a live show stands in the panel; who asks stands on the console', async ({
  page,
  browser,
}) => {
  await openLobby(page, studio)
  await enterStudio(page)
  await page.getByRole('button', { name: '打开粉丝' }).click()
  await expect(page.getByText('还没有粉丝进来')).toBeVisible()

  await host.command({ type: 'goLive' })
  const viewer = await openViewerSocket(studio, '豆豆妈')
  await viewer.say('3号有L码吗')
  await expect.poll(() => [...(host.store.getState().session?.questions.values() ?? [])].length).toBe(1)
  const [question] = host.store.getState().session?.questions.values() ?? []
  const userId = question?.messages[0]?.userId ?? ''
  await host.request({
    type: 'setFanStanding',
    userId,
    userName: '豆豆妈',
    tier: 'vip',
    privateDomain: true,
  })
  const found = await host.request({ type: 'getFanFacts', userId })
  if (!found.ok || found.body.type !== 'fanFacts' || !found.body.facts) throw new Error('no such fan')
  const { fan } = found.body.facts
  await host.request({
    type: 'saveFan',
    fanId: fan.fanId,
    updatedAtMs: fan.updatedAtMs,
    edit: {
      name: fan.name,
      sayAs: '',
      identities: fan.identities,
      tier: 'vip',
      tierByHand: true,
      privateDomain: true,
      birthday: null,
      tags: [],
      notes: '<b>不爱被念全名</b>',
      consent: 'unknown',
    },
  })
  await viewer.say('来了来了')

  const row = page.getByRole('button', { name: /豆豆妈.*1 次/ })
  await expect(row).toBeVisible()
  await row.click()
  await expect(page.getByText('<b>不爱被念全名</b>')).toBeVisible()

  const { moderator } = await studio.invites()
  const context = await browser.newContext()
  const desk = await context.newPage()
  await desk.goto(`${studio.url}console/?code=${moderator}`)
  await desk.getByLabel('你的名字').fill('小林')
  await desk.keyboard.press('Enter')
  await desk
    .getByRole('button', { name: /3号有L码吗/ })
    .first()
    .click()
  const card = desk.getByRole('complementary', { name: '提问的人' })
  await expect(card.getByText('豆豆妈')).toBeVisible()
  await expect(card.getByText('<b>不爱被念全名</b>')).toBeVisible()
  await context.close()
})
