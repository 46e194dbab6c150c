import { expect, test, type Page } from '@playwright/test'

import { isPending } from '#shared/domain/questions/question.ts'
import { chooseFromMenu, openLobby } from './support/host-page.ts'
import { scriptSignaling } from './support/scripted-signaling.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

/*
 * The host page with Agora Signaling: once with the real agora-rtm, which finds no network here, and once with Agora's
 * place taken by a script at the edge of the page. The studio itself is the built one in both.
 */

const APP_ID = '0123456789abcdef0123456789abcdef'

let studio: TestStudio

test.beforeEach(async ({ page }) => {
  studio = await startStudio()
  await page.setViewportSize({ width: 1366, height: 768 })
})
test.afterEach(async () => {
  await studio.stop()
})

const dialogOf = (page: Page) => page.getByRole('dialog', { name: '弹幕来源' })
const sourceRow = (page: Page) => dialogOf(page).getByRole('listitem', { name: '声网 Signaling' })

async function openDialog(page: Page): Promise<void> {
  await chooseFromMenu(page, '弹幕来源')
  await expect(dialogOf(page)).toBeVisible()
}

async function goLive(page: Page): Promise<void> {
  await openLobby(page, studio)
  const host = await studio.staffSocket('host')
  await host.command({ type: 'goLive' })
  host.close()
  await expect(page.getByText(/^LIVE/)).toBeVisible()
}

async function fillIn(page: Page): Promise<void> {
  const dialog = dialogOf(page)
  await dialog.getByRole('button', { name: '设置…' }).click()
  await dialog.getByLabel('App ID').fill(APP_ID)
  await dialog.getByLabel('频道名').fill('live-room')
}

test('says truly that Agora cannot be reached, in the test and afterwards, and offers to try again', async ({
  page,
}) => {
  // Three logins whose time has to run out.
  test.slow()
  const violations: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text()) && !/inline style/.test(message.text()))
      violations.push(message.text())
  })
  await goLive(page)
  const lin = await studio.staffSocket('moderator', '小林')
  await openDialog(page)
  await expect(sourceRow(page)).toContainText('没有设置')
  await dialogOf(page).getByRole('button', { name: '设置…' }).click()
  await dialogOf(page).getByLabel('频道名').fill('直播间')
  await dialogOf(page).getByRole('button', { name: '测试连接' }).click()
  await expect(dialogOf(page).getByText('App ID 是 32 位的 0-9 和 a-f')).toBeVisible()
  await expect(dialogOf(page).getByText(/不能用中文/)).toBeVisible()

  await dialogOf(page).getByLabel('App ID').fill(APP_ID)
  await dialogOf(page).getByLabel('频道名').fill('live-room')
  await dialogOf(page).getByRole('button', { name: '测试连接' }).click()
  // The real package: its login never settles without a network, and our own time runs out.
  await expect(dialogOf(page).getByText(/连不上声网/)).toBeVisible({ timeout: 30_000 })
  await expect(dialogOf(page).getByText('登录声网')).toHaveAttribute('data-mark', 'failed')
  expect(violations).toEqual([])

  await dialogOf(page).getByRole('button', { name: '保存' }).click()
  await expect(sourceRow(page)).toContainText('未接通', { timeout: 30_000 })
  await expect(sourceRow(page)).toContainText('连不上声网')
  await expect(sourceRow(page).getByRole('button', { name: '立即重试' })).toBeVisible()
  await expect
    .poll(() => lin.store.getState().sources.find(({ source }) => source === 'agora'))
    .toMatchObject({ state: 'failed', problem: 'noNetwork', online: null })

  // Another start of the page finds the settings again.
  await page.reload()
  await expect(page.getByText('弹幕来源断开')).toBeVisible({ timeout: 30_000 })
})

test('a danmaku from Signaling reaches the host and the console, and the reply goes back to the channel', async ({
  page,
  browser,
}) => {
  const agora = await scriptSignaling(page)
  await goLive(page)
  await openDialog(page)
  await fillIn(page)
  await dialogOf(page).getByRole('button', { name: '测试连接' }).click()
  await expect(dialogOf(page).getByText(/^接通了/)).toBeVisible()
  await dialogOf(page).getByRole('button', { name: '保存' }).click()
  await expect(sourceRow(page)).toContainText('已接通')
  await agora.happen({ type: 'everybody', userIds: ['bean', 'lily'] })
  await expect(sourceRow(page)).toContainText('在线 2')
  await page.keyboard.press('Escape')

  const lin = await studio.staffSocket('moderator', '小林')
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  const consolePage = await context.newPage()
  await consolePage.goto(`${studio.url}console/`)
  await expect(consolePage.getByRole('heading', { name: '场控台' })).toBeVisible()
  await consolePage.keyboard.type((await studio.invites()).moderator)
  await expect(consolePage.getByLabel('你的名字')).toBeFocused()
  await consolePage.keyboard.type('阿梅')
  await consolePage.keyboard.press('Enter')

  await agora.happen({ type: 'message', publisher: 'bean', payload: '3号有L码吗' })
  const inQueue = (one: Page) =>
    one.getByRole('region', { name: '提问', exact: true }).getByText('3号有L码吗')
  await expect(inQueue(page)).toBeVisible()
  await expect(inQueue(consolePage)).toBeVisible()

  const pending = () => [...(lin.store.getState().session?.questions.values() ?? [])].filter(isPending)
  await expect.poll(() => pending().length).toBe(1)
  await lin.command({
    type: 'replyToQuestion',
    questionId: pending()[0]?.questionId ?? '',
    text: '有的，L码现货',
  })
  await expect.poll(agora.published).toEqual(['@bean 有的，L码现货'])
  await context.close()

  // A break: told truly, and what Agora delivers twice is one danmaku.
  await agora.happen({ type: 'message', publisher: 'lily', payload: '颜色好看' })
  await expect.poll(() => lin.store.getState().session?.totals.danmaku).toBe(2)
  await agora.happen({ type: 'link', state: 'DISCONNECTED', reason: 'KEEP_ALIVE_TIMEOUT', restored: false })
  await expect(page.getByText('弹幕正在重连')).toBeVisible()
  await agora.happen({ type: 'link', state: 'CONNECTED', reason: 'RECONNECT_SUCCESS', restored: true })
  await agora.happen({ type: 'message', publisher: 'lily', payload: '颜色好看' })
  await agora.happen({ type: 'message', publisher: 'lily', payload: '什么时候发货' })
  await expect.poll(() => lin.store.getState().session?.totals.danmaku).toBe(3)
  await expect(page.getByText('弹幕正在重连')).toBeHidden()
  expect((await agora.calls()).filter((call) => call === 'subscribe')).toEqual(['subscribe'])

  // Somebody else takes the user id: said, and not fought over.
  await agora.happen({ type: 'link', state: 'FAILED', reason: 'SAME_UID_LOGIN', restored: false })
  await openDialog(page)
  await expect(sourceRow(page)).toContainText('别处用同一个用户名登录了')
})
