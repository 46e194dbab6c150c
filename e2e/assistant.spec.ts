import { expect, test, type Page } from '@playwright/test'

import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import {
  drafted,
  startModelServer,
  type ModelServer,
} from '../electron/service/assistant/testing/model-server.ts'
import { chooseFromMenu, enterStudio, openLobby } from './support/host-page.ts'
import { closePages, field, openPage, openRoom, questionWith } from './support/room-pages.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

/*
 * The assistant in real browsers against the real service, with a model on this machine that says what the test wants:
 * a draft is a person's to send, and unattended hours answer what the shop has written down, for all to see.
 */

const POLICY = '付款后48小时内发货，默认发中通'

let studio: TestStudio
let model: ModelServer
let host: StaffClient

test.beforeEach(async () => {
  model = await startModelServer()
  studio = await startStudio()
  host = await studio.staffSocket('host')
  await host.request({
    type: 'savePolicy',
    policy: { id: 'p1', title: '多久发货', intent: 'shipping', text: POLICY },
  })
})
test.afterEach(async ({ browser }) => {
  await closePages(browser)
  await studio.stop()
  await model.stop()
})

async function openSettings(page: Page) {
  await page.setViewportSize({ width: 1366, height: 768 })
  await openLobby(page, studio)
  await enterStudio(page)
  await chooseFromMenu(page, 'AI 起草与无人值守…')
  return page.getByRole('dialog', { name: 'AI 起草与无人值守' })
}

async function openConsole(browser: Parameters<typeof openPage>[0]): Promise<Page> {
  const page = await openPage(browser, { viewport: { width: 1366, height: 768 } })
  const { moderator } = await studio.invites()
  await page.goto(`${studio.url}console/?code=${moderator}`)
  await page.getByLabel('你的名字').fill('小林')
  await page.keyboard.press('Enter')
  return page
}

/** Asks without waiting for the chat: the question is what counts. */
async function ask(page: Page, text: string) {
  await field(page).fill(text)
  await field(page).press('Enter')
  return questionWith(host, text)
}

test('a draft is labelled, rests on the shop’s sources, and goes out only when a person sends it', async ({
  page,
  browser,
}) => {
  const settings = await openSettings(page)
  await settings.getByRole('switch', { name: '允许用 AI 起草回复' }).click()
  await settings.getByLabel('接口地址').fill(model.baseUrl)
  await settings.getByLabel('模型').fill('qwen-plus')
  await settings.getByLabel('密钥', { exact: true }).fill('sk-test-key')
  await settings.getByRole('button', { name: '测试' }).click()
  await expect(settings.getByText(/^通了/)).toBeVisible()
  await settings.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('已保存')).toBeVisible()
  expect(model.asked[0]?.authorization).toBe('Bearer sk-test-key')

  await host.command({ type: 'goLive' })
  const lin = await openConsole(browser)
  const viewer = await openRoom(browser, studio, '豆豆妈')
  const { questionId } = await ask(viewer, '几天发货呀')
  await lin.getByText('几天发货呀').first().click()
  model.answer = () => drafted('24小时内就发出哦')
  await lin.getByRole('button', { name: 'AI 起草' }).click()
  const draft = lin.getByRole('region', { name: 'AI 起草' })
  await expect(draft.getByText('机器起草 · qwen-plus')).toBeVisible()
  await expect(draft.getByText('依据：店铺规则 · 多久发货')).toBeVisible()
  await expect(draft.getByText('资料里没有这些数字：24')).toBeVisible()
  expect(JSON.stringify(model.asked.at(-1))).not.toContain('豆豆妈')
  expect(host.store.getState().session?.questions.get(questionId)?.lifecycle.answer ?? null).toBeNull()

  await draft.getByRole('button', { name: '24小时内就发出哦' }).click()
  const reply = lin.getByRole('textbox', { name: '回复' })
  await expect(reply).toHaveValue('24小时内就发出哦')
  await reply.fill('48小时内就发出哦')
  await reply.press('Enter')
  await expect(viewer.getByText('48小时内就发出哦')).toBeVisible()
  await expect(viewer.getByText('小林回复你')).toBeVisible()
})

test('unattended hours answer from a shop policy, marked for the viewer; a claim keeps a question for people', async ({
  page,
  browser,
}) => {
  await host.command({ type: 'goLive' })
  const lin = await openConsole(browser)
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.goto(studio.hostUrl())
  await chooseFromMenu(page, 'AI 起草与无人值守…')
  const settings = page.getByRole('dialog', { name: 'AI 起草与无人值守' })
  await settings.getByRole('tab', { name: '无人值守' }).click()
  await settings.getByRole('button', { name: '开启无人值守…' }).click()
  await expect(settings.getByText('以直播间的名义公开答复观众')).toBeVisible()
  await expect(settings.getByRole('button', { name: '返回修改' })).toBeFocused()
  await settings.getByRole('button', { name: '开启，让直播台自动答复' }).click()
  const badges = [page, lin].map((staff) => staff.getByRole('status').filter({ hasText: '无人值守' }))
  for (const badge of badges) await expect(badge).toContainText('已自动答 0')

  const viewer = await openRoom(browser, studio, '豆豆妈')
  const other = await openRoom(browser, studio, '阿珍')
  const free = await ask(viewer, '多久发货')
  const held = await ask(other, '能退货吗')
  await lin.getByText('能退货吗').first().click()
  await lin.keyboard.press('c')
  await expect(other.getByText('小林正在回复')).toBeVisible()

  await expect(viewer.getByText(POLICY)).toBeVisible({ timeout: 25_000 })
  await expect(viewer.getByText('自动回复', { exact: true })).toBeVisible()
  const session = () => host.store.getState().session
  await expect
    .poll(() => session()?.questions.get(free.questionId)?.lifecycle.answer)
    .toMatchObject({ automatic: true, how: 'reply' })
  expect(session()?.questions.get(held.questionId)?.lifecycle.status).toBe('claimed')
  for (const badge of badges) await expect(badge).toContainText('已自动答 1')

  await lin.getByRole('status').filter({ hasText: '无人值守' }).getByRole('button', { name: '关闭' }).click()
  for (const badge of badges) await expect(badge).toHaveCount(0)
})
