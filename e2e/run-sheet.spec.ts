import { expect, test, type Browser, type Locator, type Page } from '@playwright/test'

import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { formatMinutes, formatOver } from '#renderer/ui/time.ts'
import { itemOf, type Item } from '#shared/domain/run-sheet/item.ts'
import { paceOf } from '#shared/domain/run-sheet/pace.ts'
import { enterStudio, openLobby } from './support/host-page.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

/* The run-sheet on the host page and in the console, against the real service. */

const LAPTOP = { width: 1366, height: 768 }

let studio: TestStudio
let host: StaffClient

test.use({ viewport: LAPTOP })
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

test('a sheet is built by hand in the lobby, and what is wrong is said in words', async ({ page }) => {
  await openLobby(page, studio)
  await page.getByRole('button', { name: '排品表' }).click()
  await page.getByRole('button', { name: '添加第一件' }).click()
  const editor = page.getByRole('dialog', { name: '添加商品' })
  const add = editor.getByRole('button', { name: '添加商品', exact: true })
  await editor.getByLabel('直播价', { exact: true }).fill('免费')
  await editor.getByLabel('时长').fill('很久')
  await add.click()
  await expect(editor.getByText('要有品名')).toBeVisible()
  await expect(editor.getByText('填数字，如 399 或 19.9')).toBeVisible()
  await expect(editor.getByText('写成 6:30')).toBeVisible()
  expect(sheetOf(host)).toEqual([])

  await editor.getByLabel('品名').fill('=羊绒大衣')
  await editor.getByLabel('直播价', { exact: true }).fill('399')
  await editor.getByLabel('日常价').fill('599')
  await editor.getByLabel('时长').fill('6:30')
  await editor.getByLabel('库存').fill('42')
  await editor.getByRole('button', { name: '加一条卖点' }).click()
  await page.keyboard.type('克重 680 克')
  await page.keyboard.press('Enter')
  await page.keyboard.type('双面手工缝制')
  await editor.getByRole('button', { name: '保存并再加一件' }).click()
  await expect(editor.getByLabel('链接号')).toHaveValue('2')
  await editor.getByLabel('品名').fill('真丝衬衫')
  await editor.getByLabel('链接号').fill('1')
  await expect(editor.getByText('“=羊绒大衣”已在用')).toBeVisible()
  await editor.getByLabel('链接号').fill('7')
  await add.click()
  await expect(editor).toBeHidden()

  const rows = rowsOf(page)
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('克重 680 克 · 双面手工缝制')
  await expect(rows.first()).toContainText('06:30')
  expect(sheetOf(host)).toMatchObject([
    { number: 1, title: '=羊绒大衣', priceFen: 39_900, listPriceFen: 59_900, plannedMs: 390_000, stock: 42 },
    { number: 7, title: '真丝衬衫', plannedMs: 300_000, stock: null },
  ])

  await rows
    .last()
    .getByRole('button', { name: /更多操作/ })
    .click()
  await page.getByRole('menuitem', { name: '删除' }).click()
  await expect(rows).toHaveCount(1)
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(rows).toHaveCount(2)
  expect(sheetOf(host).map(({ number }) => number)).toEqual([1, 7])
})

test('a sheet is kept as a template and put back, and emptying can be taken back', async ({ page }) => {
  await load(3)
  await openLobby(page, studio)
  await page.getByRole('button', { name: '排品表' }).click()
  const chooseFile = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: '表格' }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  await chooseFile('模板…')
  await page.getByLabel('把现在这张表存为模板').fill('周六专场')
  await page.getByRole('button', { name: '存为模板' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '周六专场' })).toContainText('3 件')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: '排品模板' })).toBeHidden()
  await chooseFile('清空')
  await page.getByRole('button', { name: '清空' }).click()
  await expect(page.getByText('还没有排品')).toBeVisible()
  await page.getByRole('button', { name: '撤销' }).click()
  await expect(rowsOf(page)).toHaveCount(3)

  await host.command({ type: 'removeItem', itemId: 'i2' })
  await expect(rowsOf(page)).toHaveCount(2)
  await chooseFile('模板…')
  await page.getByRole('button', { name: '套用' }).click()
  await expect(rowsOf(page)).toHaveCount(3)
})

test('live, Space follows the sheet, and over and under are what the plan says', async ({ page }) => {
  await load(4, { plannedMs: 2_000 })
  await host.command({ type: 'goLive' })
  await page.goto(studio.hostUrl())
  const bar = page.getByRole('contentinfo')
  await expect(bar).toContainText('还没开始讲')
  await page.getByRole('button', { name: '打开排品' }).click()
  const rows = rowsOf(page)
  await expect(rows).toHaveCount(4)

  await page.keyboard.press('Space')
  await expect(bar).toContainText('1号')
  await expect(rows.first()).toHaveAttribute('aria-current', 'true')
  await expect(rows.first()).toContainText('在讲')
  await page.keyboard.press('Space')
  await expect(bar).toContainText('2号')
  await expect(rows.nth(1)).toContainText('在讲')
  await page.keyboard.press('Shift+Space')
  await expect(bar).toContainText('1号')
  await expect.poll(() => host.store.getState().session?.itemOnAir?.item.itemId).toBe('i1')

  // The bar's figures against the domain's, at one moment of the service's time.
  await expect(bar).toContainText('+00:0')
  await expect
    .poll(async () => {
      const shown = await bar.innerText()
      // A page draws four times a second, by its own look at the service's clock.
      const agrees = [0, 250, 500, 750, 1000].some((agoMs) => {
        const { onAir, overMs } = paceOf(stateOf(host), host.clock.nowMs() - agoMs)
        if (!onAir || onAir.overMs === null || onAir.overMs < 1000 || overMs === null) return false
        const figures = [formatMinutes(onAir.actualMs), formatOver(onAir.overMs), formatOver(overMs)]
        return figures.every((text) => shown.includes(text))
      })
      return agrees ? 'as planned' : shown
    })
    .toBe('as planned')
  await page.screenshot({ path: test.info().outputPath('live.png') })
})

test('the order changes while live, by keys and by dragging, and Enter takes what is selected', async ({
  page,
}) => {
  await load(5)
  await host.command({ type: 'goLive' })
  await page.goto(studio.hostUrl())
  // The keys are the studio's once it stands there.
  await expect(page.getByText(/^LIVE/)).toBeVisible()
  await page.keyboard.press('Alt+ArrowDown')
  const rows = rowsOf(page)
  await expect(rows).toHaveCount(5)
  await page.keyboard.press('Space')
  await expect(rows.first()).toHaveAttribute('aria-current', 'true')

  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Alt+ArrowDown')
  await expect(rows.nth(2)).toBeFocused()
  await page.keyboard.press('Alt+Control+ArrowUp')
  await expect.poll(() => orderOf(host)).toEqual(['i1', 'i3', 'i2', 'i4', 'i5'])
  await expect(rows.nth(1)).toContainText('商品 3')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('contentinfo')).toContainText('3号')

  await rows.nth(4).dragTo(rows.nth(2))
  await expect.poll(() => orderOf(host)).toEqual(['i1', 'i3', 'i5', 'i2', 'i4'])
  await expect(rows.nth(2)).toContainText('商品 5')

  // Somebody else's move waits until the pointer has left the list.
  await rows.nth(2).hover()
  await page.mouse.move(1100, 420)
  await host.command({ type: 'moveItem', itemId: 'i4', toIndex: 0 })
  await host.command({ type: 'adjustStock', itemId: 'i4', stock: 77 })
  await expect(rows.filter({ hasText: '商品 4' })).toContainText('库存 77')
  await expect(rows.first()).toContainText('商品 1')
  await page.mouse.move(700, 300)
  await expect(rows.first()).toContainText('商品 4')
})

test('two people change one item: nothing is lost, and both are told', async ({ page }) => {
  await load(2)
  await host.command({ type: 'goLive' })
  await page.goto(studio.hostUrl())
  await page.getByRole('button', { name: '打开排品' }).click()
  await rowsOf(page)
    .first()
    .getByRole('button', { name: /更多操作/ })
    .click()
  await page.getByRole('menuitem', { name: '修改…' }).click()
  const editor = page.getByRole('dialog', { name: /^修改/ })
  await editor.getByLabel('品名').fill('羊绒大衣 加长')

  const assistant = await studio.staffSocket('moderator', '小林')
  const before = itemAt(assistant, 'i1')
  await assistant.command({ type: 'changeItem', item: { ...before, priceFen: 37_900 }, before })
  await expect(editor.getByText('你编辑时，别人改了这件商品：')).toBeVisible()
  await expect(editor.getByRole('status')).toContainText('直播价 ¥379')
  await editor.getByRole('button', { name: '合并保存' }).click()
  await expect(editor).toBeHidden()
  await expect.poll(() => itemAt(host, 'i1')).toMatchObject({ title: '羊绒大衣 加长', priceFen: 37_900 })
})

test('sold out in the console is sold out on the host screen at once, and can be taken back', async ({
  page,
  browser,
}) => {
  await load(2, { moderatorNotes: 'S 码只剩 3 件' })
  await host.command({ type: 'goLive' })
  await host.command({ type: 'takeItem', itemId: 'i1' })
  await page.goto(studio.hostUrl())
  const bar = page.getByRole('contentinfo')
  await expect(bar).toContainText('库存 10')

  const desk = await openConsole(browser)
  await desk.keyboard.press('s')
  const row = rowsOf(desk).first()
  await row.getByRole('button', { name: /库存减一/ }).click()
  await expect(bar).toContainText('库存 9')
  await row.getByRole('button', { name: /标为售罄/ }).click()
  await expect(bar).toContainText('售罄')
  await expect(row).toContainText('库存 0')
  await desk.getByRole('button', { name: '撤销' }).click()
  await expect(bar).toContainText('库存 9')
  await desk.context().close()
})

test('a long sheet keeps few rows on the page, and is found by number', async ({ page }) => {
  await load(250)
  await page.goto(studio.hostUrl())
  await enterStudio(page)
  await page.getByRole('button', { name: '打开排品' }).click()
  const rows = rowsOf(page)
  await expect(rows.first()).toContainText('商品 1')
  expect(await rows.count()).toBeLessThan(40)
  await page.getByLabel('链接号或品名').fill('217')
  await expect(rows).toHaveCount(1)
  await rows
    .first()
    .getByRole('button', { name: /^讲这件/ })
    .click()
  await expect(page.getByRole('contentinfo')).toContainText('217号')
  await page.getByLabel('链接号或品名').fill('')
  await expect(rows.filter({ hasText: '商品 217' })).toHaveCount(1)
})

const rowsOf = (page: Page): Locator => page.getByRole('list', { name: '排品表' }).getByRole('listitem')

const stateOf = (client: StaffClient) => {
  const { session } = client.store.getState()
  if (!session) throw new Error('The service has told no session.')
  return session
}
const sheetOf = (client: StaffClient): readonly Item[] => stateOf(client).runSheet
const orderOf = (client: StaffClient): readonly string[] => sheetOf(client).map(({ itemId }) => itemId)

function itemAt(client: StaffClient, itemId: string): Item {
  const item = sheetOf(client).find((one) => one.itemId === itemId)
  if (!item) throw new Error(`The sheet has no ${itemId}.`)
  return item
}

/** A sheet of so many items, i1 … in order, before the show. */
async function load(count: number, all: Partial<Item> = {}): Promise<void> {
  const items = Array.from({ length: count }, (_, index) =>
    itemOf({
      itemId: `i${index + 1}`,
      number: index + 1,
      title: `商品 ${index + 1}`,
      priceFen: 9_900,
      listPriceFen: 19_900,
      plannedMs: 60_000,
      stock: 10,
      ...all,
    }),
  )
  const outcome = await host.command({ type: 'loadRunSheet', items, from: 'import' })
  expect(outcome).toMatchObject({ ok: true })
}

async function openConsole(browser: Browser): Promise<Page> {
  const { moderator } = await studio.invites()
  const context = await browser.newContext({ viewport: LAPTOP })
  const page = await context.newPage()
  await page.goto(`${studio.url}console/?code=${moderator}`)
  await expect(page.getByLabel('你的名字')).toBeFocused()
  await page.keyboard.type('小林')
  await page.keyboard.press('Enter')
  await expect(page.getByText('我：小林')).toBeVisible()
  return page
}
