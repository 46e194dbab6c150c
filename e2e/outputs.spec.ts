import { expect, test, type Page } from '@playwright/test'
import { chooseFromMenu, endShow, goLive } from './support/host-page.ts'
import { startStudio, type TestStudio } from './support/studio.ts'
import { startWhipServer, type WhipServer } from './whip/whip-server.ts'

let studio: TestStudio
let server: WhipServer
test.beforeEach(async () => {
  studio = await startStudio()
  server = await startWhipServer()
})
test.afterEach(async () => {
  await studio.stop()
  await server.stop()
})

const openOutputs = async (page: Page): Promise<void> => {
  await page.goto(studio.hostUrl())
  await expect(page.getByText('听到声音了。')).toBeVisible()
  await page.getByRole('button', { name: '输出…' }).click()
}

const addDestination = async (page: Page, token: string): Promise<void> => {
  await page.getByRole('button', { name: '添加目的地…' }).click()
  const dialog = page.getByRole('dialog', { name: '添加推流目的地' })
  await dialog.getByLabel('名称').fill('视频号主线路')
  await dialog.getByLabel('WHIP 地址').fill(server.url)
  await dialog.getByRole('textbox', { name: '令牌' }).fill(token)
  await dialog.getByRole('button', { name: '保存' }).click()
}

test('a destination is tried, starts with the show, tells how it fares, and is deleted when the show ends', async ({
  page,
}) => {
  await openOutputs(page)
  await expect(page.getByText('还没有推流目的地')).toBeVisible()
  await addDestination(page, 'sesame')
  const row = page.getByRole('article', { name: '视频号主线路' })
  await expect(row).toContainText('开播时自动推流')

  await row.getByRole('button', { name: '修改 视频号主线路' }).click()
  await page.getByRole('button', { name: '测试连接' }).click()
  await expect(page.getByText(/^可以推流：H264/)).toBeVisible()
  await expect.poll(() => server.of('DELETE').length).toBe(1)
  await page.getByRole('button', { name: '取消' }).click()
  await page.keyboard.press('Escape')

  await goLive(page)
  await chooseFromMenu(page, '输出…')
  await expect(row.getByRole('status')).toHaveText(/^已连通 \d\.\d Mbps · 往返 \d+ ms · 丢包 \d+\.\d%/)
  await expect.poll(() => server.sessions()[0]?.packets.video ?? 0).toBeGreaterThan(50)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: '推流 1 路 · 0 人在看' })).toBeVisible()

  await endShow(page)
  await expect.poll(() => server.of('DELETE').length).toBe(2)
  expect(server.sessions()).toEqual([])
  expect(server.of('DELETE').at(-1)).toMatchObject({ authorization: 'Bearer sesame', status: 200 })
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.values(localStorage), Object.values(sessionStorage)]),
  )
  expect(kept).not.toContain('sesame')
})

test('a refused token is said in words; a new one, saved on air, is used at once', async ({ page }) => {
  await openOutputs(page)
  await addDestination(page, 'wrong')
  await page.keyboard.press('Escape')
  await goLive(page)
  await expect(page.getByRole('button', { name: '输出中断' })).toBeVisible()
  await chooseFromMenu(page, '输出…')
  const row = page.getByRole('article', { name: '视频号主线路' })
  await expect(row).toContainText('令牌被拒绝')
  await expect(row).toContainText('服务器说：HTTP 401: Unknown stream key')
  expect(server.of('POST')).toHaveLength(1)

  await row.getByRole('button', { name: '修改 视频号主线路' }).click()
  await page.getByRole('textbox', { name: '令牌' }).fill('sesame')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(row.getByRole('status')).toHaveText(/^已连通/)
  await row.getByRole('button', { name: '停止推流' }).click()
  const question = page.getByRole('dialog', { name: '停止向“视频号主线路”推流？' })
  await question.getByRole('button', { name: '停止推流' }).click()
  await expect(row).toContainText('未推流')
  await expect.poll(() => server.sessions().length).toBe(0)
})

test('a mistyped address is told before it is saved, and destinations survive a reload', async ({ page }) => {
  await openOutputs(page)
  await page.getByRole('button', { name: '添加目的地…' }).click()
  await page.getByLabel('名称').fill('线路二')
  await page.getByLabel('WHIP 地址').fill('http://live.example.com/whip')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('只能用 https，明文会泄露令牌。')).toBeVisible()
  await page.getByLabel('WHIP 地址').fill('https://live.example.com/whip')
  await page.getByRole('button', { name: '保存' }).click()
  await page.reload()
  await page.getByRole('button', { name: '输出…' }).click()
  const row = page.getByRole('article', { name: '线路二' })
  await expect(row).toContainText('live.example.com · 没有令牌')
  await row.getByRole('button', { name: '修改 线路二' }).click()
  await page.getByRole('button', { name: '删除', exact: true }).click()
  await page
    .getByRole('dialog', { name: '删除“线路二”？' })
    .getByRole('button', { name: '删除', exact: true })
    .click()
  await expect(page.getByText('还没有推流目的地')).toBeVisible()
})
