import { readFile } from 'node:fs/promises'
import { expect, test, type Locator, type Page } from '@playwright/test'

import { enterStudio } from './support/host-page.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

let studio: TestStudio

test.beforeEach(async ({ page }) => {
  studio = await startStudio()
  await page.goto(studio.hostUrl())
})
test.afterEach(async () => {
  await studio.stop()
})

const program = (page: Page) => page.getByRole('region', { name: '播出', exact: true })
const editorOf = (page: Page) => page.getByRole('dialog', { name: '编辑场景' })
const sceneRows = (page: Page) =>
  editorOf(page).getByRole('navigation', { name: '场景' }).getByRole('listitem')

async function openEditor(page: Page): Promise<Locator> {
  await enterStudio(page)
  await page.getByRole('button', { name: '编辑场景' }).click()
  await expect(editorOf(page)).toBeVisible()
  return editorOf(page)
}

async function addFromTemplate(page: Page, name: string): Promise<void> {
  await editorOf(page).getByRole('button', { name: '添加场景' }).click()
  await page.getByRole('menuitem', { name }).click()
}

async function save(page: Page): Promise<void> {
  await editorOf(page).getByRole('button', { name: /^保存/ }).click()
  await expect(editorOf(page).getByText('有未保存的改动')).toBeHidden()
}

/** Mean red, green and blue in the middle of the picture. */
const middleColor = (view: Locator): Promise<number[]> =>
  view.locator('video').evaluate((video: HTMLVideoElement) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d')
    if (!context || video.videoWidth === 0) return []
    const { videoWidth: width, videoHeight: height } = video
    context.drawImage(video, width * 0.45, height * 0.1, width * 0.1, height * 0.1, 0, 0, 1, 1)
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3)
  })
/** Waits until that many further frames have been shown: time enough for a change to have leaked into one. */
const framesPass = (view: Locator, count: number): Promise<void> =>
  view.locator('video').evaluate(
    (video: HTMLVideoElement, frames) =>
      new Promise<void>((resolve) => {
        let seen = 0
        const onFrame = (): void => {
          if (++seen >= frames) resolve()
          else video.requestVideoFrameCallback(onFrame)
        }
        video.requestVideoFrameCallback(onFrame)
      }),
    count,
  )
const isRed = async (view: Locator): Promise<boolean> => {
  const [red = 0, green = 255] = await middleColor(view)
  return red > 180 && green < 80
}

test('a layer is dragged, snaps and is put back; what was saved is there after a reload', async ({
  page,
}) => {
  const editor = await openEditor(page)
  await expect(sceneRows(page)).toHaveCount(8)
  await addFromTemplate(page, '四机同屏')
  await expect(sceneRows(page)).toHaveCount(9)

  const layer = editor.getByRole('button', { name: '机位 4，图层' })
  const box = await layer.boundingBox()
  if (!box) throw new Error('the layer has no place')
  const grip = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(grip.x, grip.y)
  await page.mouse.down()
  // Four pixels short of the left edge: near enough to be held by it.
  await page.mouse.move(grip.x - box.width + 4, grip.y - 60, { steps: 5 })
  await expect(editor.locator('[data-axis="x"]').first()).toBeVisible()
  await page.mouse.up()
  const x = editor.getByRole('textbox', { name: 'X', exact: true })
  await expect(x).toHaveValue('0')

  await page.keyboard.press('ControlOrMeta+Z')
  await expect(x, 'the drag is one step').toHaveValue('360')
  await page.keyboard.press('ControlOrMeta+Shift+Z')
  await expect(x).toHaveValue('0')
  await layer.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(x).toHaveValue('11')
  await save(page)

  await page.reload()
  await openEditor(page)
  await expect(sceneRows(page)).toHaveCount(9)
  await sceneRows(page).nth(8).getByRole('button').first().click()
  await editor.getByRole('button', { name: '机位 4，图层' }).click()
  await expect(x).toHaveValue('11')
})

test('an edit of the scene on programme reaches viewers only when it is saved', async ({ page }) => {
  await enterStudio(page)
  await expect(program(page)).toContainText('机位 1')
  await expect.poll(async () => (await middleColor(program(page)))[1] ?? 0).toBeGreaterThan(80)

  await page.getByRole('button', { name: '编辑场景' }).click()
  const editor = editorOf(page)
  await editor.getByRole('button', { name: /^1\. / }).click()
  await expect(editor.getByText('这个场景正在播出')).toBeVisible()
  await editor.getByRole('button', { name: '添加图层' }).click()
  await page.getByRole('menuitem', { name: '颜色' }).click()
  await editor.getByRole('textbox', { name: '颜色' }).fill('#ff0000')
  await page.keyboard.press('Tab')
  await editor.getByRole('button', { name: '铺满' }).click()

  await expect(editor.getByRole('button', { name: '颜色，图层' })).toBeVisible()
  await framesPass(program(page), 20)
  expect(await isRed(program(page))).toBe(false)

  await editor.getByRole('button', { name: '保存并应用到播出' }).click()
  await expect.poll(() => isRed(program(page))).toBe(true)
})

test('leaving with unsaved changes is asked about, and dropping them drops them', async ({ page }) => {
  const editor = await openEditor(page)
  await addFromTemplate(page, '画中画')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '继续编辑' }).click()
  await expect(editor).toBeVisible()
  await editor.getByRole('button', { name: '关闭' }).click()
  await page.getByRole('button', { name: '丢掉改动' }).click()
  await expect(editor).toBeHidden()
  await page.getByRole('button', { name: '编辑场景' }).click()
  await expect(sceneRows(page)).toHaveCount(8)
})

test('the keys are the editor’s from the moment it opens, also once what had the focus is deleted', async ({
  page,
}) => {
  await enterStudio(page)
  const menu = page.getByRole('button', { name: '菜单', exact: true })
  const entry = page.getByRole('menuitem', { name: '编辑场景' })
  // Enter takes the scene unless somebody has come to the button by Tab.
  await menu.focus()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  await expect(menu).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(entry).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()

  await menu.press('Enter')
  await entry.press('Enter')
  const editor = editorOf(page)
  await expect(editor.locator(':focus')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(editor).toBeHidden()

  await menu.click()
  await entry.click()
  const layer = editor.getByRole('button', { name: '机位 2，图层' })
  await layer.click()
  await page.keyboard.press('Delete')
  await expect(layer).toBeHidden()
  await page.keyboard.press('ControlOrMeta+Z')
  await expect(layer).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(editor).toBeHidden()
})

test('scenes travel as a file with their images, and a damaged file says where it is wrong', async ({
  page,
}) => {
  const editor = await openEditor(page)
  await addFromTemplate(page, '空白')
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
    'base64',
  )
  const chooser = page.waitForEvent('filechooser')
  await editor.getByRole('button', { name: '添加图层' }).click()
  await page.getByRole('menuitem', { name: '选择图片…' }).click()
  await (await chooser).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png })
  await expect(editor.getByRole('button', { name: '图片，图层' })).toBeVisible()

  const download = page.waitForEvent('download')
  await editor.getByRole('button', { name: '导出' }).click()
  const file = await readFile(await (await download).path(), 'utf8')
  expect(file).toContain('data:image/png;base64,')

  await sceneRows(page)
    .nth(8)
    .getByRole('button', { name: /^更多操作/ })
    .click()
  await page.getByRole('menuitem', { name: '删除' }).click()
  await expect(sceneRows(page)).toHaveCount(8)

  const bring = async (text: string): Promise<void> => {
    await editor.locator('input[accept*="json"]').setInputFiles({
      name: 'scenes.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    })
  }
  await bring(file.replace('"opacity": 1', '"opacity": 9'))
  const dialog = page.getByRole('dialog', { name: '导入场景' })
  await expect(dialog).toContainText('场景 1「机位 1」 · 图层 1「未命名」 · opacity')
  await page.keyboard.press('Escape')
  await expect(sceneRows(page)).toHaveCount(8)

  await bring(file)
  await dialog.getByRole('button', { name: '替换全部' }).click()
  await expect(sceneRows(page)).toHaveCount(9)
  await save(page)
  await page.reload()
  await openEditor(page)
  await sceneRows(page).nth(8).getByRole('button').first().click()
  await expect(editor.locator('img[data-loaded]')).toBeAttached()
})

test('the chosen transition is used for Enter and remembered', async ({ page }) => {
  await enterStudio(page)
  await page.getByRole('button', { name: '切换方式' }).click()
  await page.getByText('滑动', { exact: true }).click()
  await page.getByRole('textbox', { name: '时长' }).fill('0.5')
  await expect(page.getByRole('button', { name: '切换方式' })).toContainText('0.5 秒')
  await program(page).click()
  await expect(page.getByRole('textbox', { name: '时长' })).toBeHidden()
  await page.keyboard.press('Enter')
  await expect(program(page)).toContainText('机位 2')

  const host = await studio.staffSocket('host')
  await expect
    .poll(async () => {
      const saved = await host.request({ type: 'getSceneCollection' })
      return saved.ok && saved.body.type === 'sceneCollection' ? saved.body.collection?.transition : null
    })
    .toEqual({ kind: 'slide', durationMs: 500, direction: 'left' })
  await page.reload()
  await enterStudio(page)
  await expect(page.getByRole('button', { name: '切换方式' })).toContainText('滑动0.5 秒')
})
