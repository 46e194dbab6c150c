import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'

import { findProgram } from '../scripts/find-program.ts'
import { decode } from './harness/recorded-file.ts'
import { chooseFromMenu, endShow, enterStudio, goLive, openLobby } from './support/host-page.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

let studio: TestStudio

test.beforeEach(async () => {
  studio = await startStudio()
})
test.afterEach(async () => {
  await studio.stop()
})

const programScene = (page: Page) => page.getByRole('region', { name: '播出', exact: true })
const previewScene = (page: Page) => page.getByRole('region', { name: '预备', exact: true })

/** The file decodes without a complaint and holds pictures and sound. */
function expectPlayable(file: string): void {
  test.skip(findProgram('ffprobe') === null, 'ffprobe is not installed: the file was not looked into')
  const { complaints, video, audio } = decode(file)
  expect(complaints).toBe('')
  expect(video?.nb_read_frames).toBeGreaterThan(20)
  expect(audio?.nb_read_frames).toBeGreaterThan(50)
}

test('a newcomer reaches a lively rehearsal from the lobby, and the numbers of it afterwards', async ({
  page,
}) => {
  await openLobby(page, studio)
  await page.getByRole('button', { name: '开始彩排' }).click()

  const clocks = page.getByRole('region', { name: '提问', exact: true }).getByRole('timer')
  await expect(clocks.first()).toBeVisible()
  await expect(page.getByText('彩排中，没有观众在看')).toBeVisible()
  const before = await clocks.first().getAttribute('aria-label')
  await expect.poll(() => clocks.first().getAttribute('aria-label')).not.toBe(before)
  await expect(page.getByText('半高领羊毛打底衫')).toBeVisible()

  await page.getByRole('button', { name: '结束彩排' }).click()
  await expect(page.getByRole('region', { name: '刚结束的一场' })).toBeVisible()
  await expect(page.getByRole('row', { name: /彩排.*羊绒大衣之夜/ })).toBeVisible()
})

test('going live and ending are confirmed in different ways, and Esc ends nothing', async ({ page }) => {
  await openLobby(page, studio)
  await page.getByRole('button', { name: '今晚的直播' }).click()
  await page.getByRole('textbox', { name: '这场直播的标题' }).fill('周六晚场')
  await page.keyboard.press('Enter')
  await goLive(page)
  await expect(page.locator('header').getByText('周六晚场')).toBeVisible()

  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '结束直播…' }).click()
  const dialog = page.getByRole('dialog', { name: '要结束这场直播吗？' })
  await dialog.getByRole('button', { name: '按住结束' }).click()
  await expect(dialog, 'a mere click is not enough').toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByText(/^LIVE/)).toBeVisible()

  const host = await studio.staffSocket('host')
  expect(host.store.getState().session).toMatchObject({ phase: 'live', title: '周六晚场' })
  await endShow(page)
  await expect.poll(() => host.store.getState().session?.phase).toBe('ended')
})

test('the number row takes a scene, F-keys preview one, Enter cuts; the log and viewers of it agree', async ({
  page,
}) => {
  await openLobby(page, studio)
  await enterStudio(page)
  await expect(programScene(page)).toContainText('机位 1')
  await expect(previewScene(page)).toContainText('机位 2')

  await page.keyboard.press('3')
  await expect(programScene(page)).toContainText('双机同屏')
  await page.keyboard.press('F4')
  await expect(previewScene(page)).toContainText('画中画')
  await page.keyboard.press('Enter')
  await expect(programScene(page)).toContainText('画中画')
  await expect(previewScene(page)).toContainText('双机同屏')

  const host = await studio.staffSocket('host')
  await expect.poll(() => host.store.getState().session?.scene?.sceneId).toBe('picture-in-picture')

  await page.getByRole('button', { name: '上商品…' }).click()
  await page.getByLabel('商品名').fill('3号大衣 1 2')
  await expect(programScene(page), 'typing is not switching').toContainText('画中画')
  await page.keyboard.press('Escape')

  await chooseFromMenu(page, '快捷键')
  await expect(page.getByRole('dialog', { name: '快捷键' })).toBeVisible()
  await page.keyboard.press('Escape')
  // At once: a dialog on its way out has no claim to a key that is meant for the show.
  await page.keyboard.press('1')
  await expect(programScene(page)).toContainText('机位 1')
})

test('items go on air by hand and come back by Space', async ({ page }) => {
  await openLobby(page, studio)
  await enterStudio(page)
  const put = async (number: string, title: string, price: string): Promise<void> => {
    await page.getByLabel('编号').fill(number)
    await page.getByLabel('商品名').fill(title)
    await page.getByLabel('直播价').fill(price)
    await page.getByRole('button', { name: '上架开讲' }).click()
    await expect(page.getByRole('contentinfo')).toContainText(`${number}号`)
  }
  await page.getByRole('button', { name: '上商品…' }).click()
  await page.getByLabel('直播价').fill('免费')
  await expect(page.getByRole('button', { name: '上架开讲' })).toBeDisabled()
  await put('3', '羊绒大衣', '399')
  await page.getByRole('button', { name: '换一件…' }).click()
  await put('5', '真丝衬衫', '¥259.5')

  // Until the form has gone the keys are its own. The way on names 羊绒大衣 too, so only the number tells.
  await expect(page.getByLabel('编号')).toHaveCount(0)
  await page.keyboard.press('Space')
  await expect(page.getByRole('contentinfo')).toContainText('3号')
  await page.keyboard.press('Shift+Space')
  await expect(page.getByRole('contentinfo')).toContainText('¥259.50')
  const host = await studio.staffSocket('host')
  await expect
    .poll(() => host.store.getState().session?.itemOnAir?.item)
    .toMatchObject({ number: 5, title: '真丝衬衫', priceFen: 25_950, listPriceFen: null })
})

test('the prompter stands in a window of its own, shows item and questions, and moves on by itself', async ({
  page,
}) => {
  await openLobby(page, studio)
  await page.getByRole('button', { name: '开始彩排' }).click()
  const [prompter] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: '提词', exact: true }).click(),
  ])
  await expect(prompter.getByText('半高领羊毛打底衫')).toBeVisible()
  const lines = prompter.getByRole('article')
  await expect(lines.first()).toBeVisible()
  const shown = (await lines.first().textContent()) ?? ''

  const assistant = await studio.staffSocket('moderator', '小林')
  const questions = [...(assistant.store.getState().session?.questions.values() ?? [])]
  const taken = questions.find(({ messages }) => shown.includes(messages[0]?.text ?? '\n'))
  expect(taken, 'the prompter shows a question of the session').toBeDefined()
  await assistant.command({ type: 'claimQuestion', questionId: taken?.questionId ?? '' })
  await expect(prompter.getByText(taken?.messages[0]?.text ?? '', { exact: true })).toBeHidden()
  expect(await lines.count()).toBeLessThanOrEqual(3)
})

test('the recording of a show lands in its folder with sound and pictures', async ({ page }) => {
  await openLobby(page, studio)
  await expect(page.getByText('听到声音了。')).toBeVisible()
  await goLive(page, true)
  await expect(page.getByRole('button', { name: '停止录制' })).toContainText(/00:00:(0[3-9]|[1-5]\d)/)
  const host = await studio.staffSocket('host')
  const session = host.store.getState().session
  expect(session?.recording?.file).toMatch(/^program-\d{8}-\d{6}\.mp4$/)
  await endShow(page)

  await expect(page.getByText(/^已录 /)).toBeVisible()
  const folder = path.join(studio.dataDir, 'sessions', session?.sessionId ?? '')
  const files = readdirSync(folder)
  expect(files).toHaveLength(1)
  expectPlayable(path.join(folder, files[0] ?? ''))
})

test('a crash of the service is told in words, the show goes on, and the recording has no hole', async ({
  page,
}) => {
  await openLobby(page, studio)
  await goLive(page, true)
  await expect(page.getByRole('button', { name: '停止录制' })).toContainText(/00:00:(0[2-9]|[1-5]\d)/)
  const sizeShown = page.getByText(/^\d+(\.\d)? [KM]B$/)
  await expect(sizeShown).toBeVisible()

  const restarted = studio.restart('SIGKILL')
  await expect(page.getByText(/与场次服务断开/)).toBeVisible()
  await expect(page.getByText(/^LIVE/)).toBeVisible()
  await restarted
  await expect(page.getByText(/与场次服务断开/)).toBeHidden()
  await expect(page.getByRole('button', { name: '停止录制' })).toBeVisible()
  await expect(page.getByText(/^录制中断/)).toHaveCount(0)

  await endShow(page)
  await expect(page.getByText(/^已录 /)).toBeVisible()
  const host = await studio.staffSocket('host')
  const folder = path.join(studio.dataDir, 'sessions', host.store.getState().session?.sessionId ?? '')
  const [file = ''] = readdirSync(folder)
  expectPlayable(path.join(folder, file))
})
