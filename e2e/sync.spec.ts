import { expect, test } from '@playwright/test'

import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { startFaultyCollector, type FaultyCollector } from '#service/sync/testing/faulty-collector.ts'
import { startStudio, type TestStudio } from './support/studio.ts'
import { openViewerSocket } from './support/viewer-socket.ts'

/*
 * Syncing as the host sees it: set once, silent during a show, done by itself afterwards, with what was refused in view.
 */

const TOKEN = 'token-of-this-studio'

let studio: TestStudio
let host: StaffClient
let collector: FaultyCollector

test.beforeEach(async () => {
  ;[studio, collector] = await Promise.all([startStudio(), startFaultyCollector(TOKEN)])
  host = await studio.staffSocket('host')
})
test.afterEach(() => Promise.all([studio.stop(), collector.close()]))

test('is set and tested, waits for the end of a show, sends it, and shows what was refused', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.goto(`${studio.hostUrl()}&lang=zh-CN`)
  await page.getByRole('button', { name: '未设团队服务器' }).click()
  const dialog = page.getByRole('dialog', { name: '同步到团队服务器' })
  await dialog.getByLabel('服务器地址').fill('http://collector.example.com')
  await expect(dialog.getByLabel('我知道风险，仍然不加密地发送')).toBeVisible()
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(dialog.getByText('外网地址要用 https', { exact: false }).first()).toBeVisible()
  await dialog.getByLabel('服务器地址').fill(collector.url)
  await dialog.getByLabel('令牌').fill('wrong')
  await dialog.getByRole('button', { name: '测试连接' }).click()
  await expect(dialog.getByText('令牌不对，或已被收回', { exact: false })).toBeVisible()
  await dialog.getByLabel('令牌').fill(TOKEN)
  await dialog.getByRole('button', { name: '测试连接' }).click()
  await expect(dialog.getByText('令牌有效', { exact: false })).toBeVisible()
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已保存', { exact: true })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('settings.png') })
  await page.keyboard.press('Escape')

  collector.refuses = (row) =>
    'body' in row && row.body['text'] === '这条服务器不认识' ? '旧版服务器不认识这种记录' : null
  await host.command({ type: 'goLive' })
  const viewer = await openViewerSocket(studio, '豆豆妈')
  await viewer.say('3号起秋不')
  await viewer.say('这条服务器不认识')
  await expect(page.getByRole('button', { name: /条，播后同步/ })).toBeVisible({ timeout: 15_000 })
  expect(collector.seen.filter(({ method }) => method === 'POST')).toEqual([])

  await host.command({ type: 'endShow' })
  const badge = page.getByRole('button', { name: '已同步，1 条被拒收' })
  await expect(badge).toBeVisible({ timeout: 15_000 })
  await badge.click()
  await expect(dialog.getByText('除了被服务器拒收的 1 条', { exact: false })).toBeVisible()
  await dialog.getByRole('button', { name: '1 条被服务器拒收' }).click()
  await expect(dialog.getByText('旧版服务器不认识这种记录')).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('refused.png') })
  collector.refuses = () => null
  await dialog.getByRole('button', { name: '再送', exact: true }).click()
  await expect(dialog.getByText('全部场次都在服务器上了。', { exact: false })).toBeVisible()
  await expect(dialog.getByText(/条都在/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: /被服务器拒收/ })).toHaveCount(0)
  expect(shown(collector)).toContain('这条服务器不认识')
  await page.screenshot({ path: test.info().outputPath('sessions.png') })
  await page.keyboard.press('Escape')
  await page.getByText('EN', { exact: true }).click()
  await page.getByRole('button', { name: 'Synced', exact: true }).click()
  await expect(page.getByText('Every show is on the server.', { exact: false })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('english.png') })
})

const shown = ({ rows }: FaultyCollector): unknown[] =>
  [...rows.values()].flatMap((show) =>
    [...show.values()].flatMap((row) => ('body' in row ? row.body['text'] : [])),
  )
