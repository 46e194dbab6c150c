import { execFile } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test, type Page } from '@playwright/test'
import { z } from 'zod'

import { metricsSchema } from '#shared/domain/review/metrics.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { root } from '../scripts/run.ts'
import { closePages, questionWith } from './support/room-pages.ts'
import { startStudio, type TestStudio } from './support/studio.ts'
import { openViewerSocket } from './support/viewer-socket.ts'

/* A review taken out of the studio: asked for on its page, opened from the disk with the network off, and printed. */

const MARKUP = '<img src=x onerror=alert(1)> 3号有L码吗'
const TITLE = '周二 </title><script>alert(2)</script> 专场'
const node = path.join(root, 'node_modules', '.bin', 'node')
const figuresSchema = metricsSchema.extend({ sessionId: z.string() })

let studio: TestStudio
let host: StaffClient
let sessionId: string

test.beforeAll(async () => {
  studio = await startStudio()
  host = await studio.staffSocket('host')
  const moderator = await studio.staffSocket('moderator', '小林')
  await host.command({ type: 'renameSession', title: TITLE })
  await host.command({ type: 'goLive' })
  const viewer = await openViewerSocket(studio, '豆豆妈')
  await viewer.say(MARKUP)
  const { questionId } = await questionWith(moderator, MARKUP)
  await moderator.command({ type: 'replyToQuestion', questionId, text: '有的' })
  sessionId = host.store.getState().session?.sessionId ?? ''
  viewer.close()
  await host.command({ type: 'endShow' })
})
test.afterAll(async () => {
  await studio.stop()
})
test.afterEach(async ({ browser }) => {
  await closePages(browser)
})

async function figures() {
  const { stdout } = await promisify(execFile)(node, [
    path.join(root, 'electron/service/cli/huitou.ts'),
    ...['review', sessionId, '--data', studio.dataDir, '--json'],
  ])
  return figuresSchema.parse(JSON.parse(stdout))
}

async function exportAs(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: '导出', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '导出这一场' })
  await dialog.getByRole('radio', { name }).click()
  await dialog.getByRole('button', { name: '开始导出' }).click()
}

test('a review goes into a file that opens from the disk without a network and says the same', async ({
  browser,
  page,
}, info) => {
  await page.goto(studio.hostUrl())
  await page.goto(`${studio.url}review/#/session/${sessionId}`)

  const file = await test.step('the report is downloaded under the name of the show', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), exportAs(page, /^网页报告/)])
    expect(download.suggestedFilename()).toMatch(
      /^周二 title script alert\(2\) script 专场 [\d-]{10} 复盘\.html$/,
    )
    const saved = info.outputPath('report.html')
    await download.saveAs(saved)
    return saved
  })

  await test.step('opened from the disk, it asks for nothing and shows the numbers', async () => {
    const context = await browser.newContext({ offline: true, viewport: { width: 1366, height: 768 } })
    const report = await context.newPage()
    const asked: string[] = []
    report.on('request', (request) => asked.push(request.url()))
    report.on('dialog', () => {
      throw new Error('a text of a viewer was run as script')
    })
    const url = pathToFileURL(file).href
    await report.goto(url)
    expect(asked).toEqual([url])
    await expect(report.getByRole('heading', { level: 1 })).toHaveText(TITLE)
    const told = await figures()
    const embedded = await report.locator('#huitou-review').textContent()
    expect(figuresSchema.parse(JSON.parse(embedded ?? ''))).toEqual(told)
    const row = (key: string) => report.locator(`tr[data-metric="${key}"]`)
    await expect(row('threads')).toContainText('1')
    await expect(row('within30sRate')).toContainText('100%')
    await expect(row('uv')).toContainText(String(told.uv))
    await expect(report.getByRole('cell', { name: MARKUP }).first()).toBeVisible()
    await expect(report.locator('svg').first()).toBeVisible()
    await report.screenshot({ path: info.outputPath('report.png'), fullPage: true })
    await context.close()
  })

  await test.step('the same is printed from a frame in which nothing runs', async () => {
    const dialog = page.getByRole('dialog', { name: '导出这一场' })
    await dialog.getByRole('button', { name: '再导出一种' }).click()
    await page.keyboard.press('Escape')
    await exportAs(page, /^PDF/)
    await expect(dialog.getByRole('button', { name: '打开打印窗口' })).toBeVisible()
    const frame = page.frameLocator('iframe[data-report]')
    await expect(frame.getByRole('heading', { level: 1 })).toHaveText(TITLE)
    await page.keyboard.press('Escape')
  })

  await test.step('one table alone is a CSV file', async () => {
    await page.getByRole('button', { name: '导出', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: '导出这一场' })
    await dialog.getByRole('radio', { name: /^CSV/ }).click()
    await dialog.getByRole('checkbox', { name: '全部' }).click()
    await expect(dialog.getByRole('button', { name: '开始导出' })).toBeDisabled()
    await dialog.getByRole('checkbox', { name: '提问', exact: true }).click()
    await dialog.screenshot({ path: info.outputPath('dialog.png') })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: '开始导出' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/提问\.csv$/)
  })
})
