import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test, type Page } from '@playwright/test'
import { z } from 'zod'

import { root } from '../scripts/run.ts'
import { confirmGoLive, endShow, enterStudio, goLive, openGate, openLobby } from './support/host-page.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

/* The one page before a show, and how the show fares afterwards, in a real browser with pretended devices. */

const run = promisify(execFile)

let studio: TestStudio
test.beforeEach(async () => {
  studio = await startStudio()
})
test.afterEach(async () => {
  await studio.stop()
})

const line = (page: Page, id: string) => page.locator(`[data-line="${id}"]`)
const goLiveButton = (page: Page) => page.getByRole('button', { name: '开播', exact: true })

const eventSchema = z.object({ seq: z.number(), type: z.string(), body: z.looseObject({}) })
async function logOf(sessionId: string): Promise<z.infer<typeof eventSchema>[]> {
  const cli = path.join(root, 'electron/service/cli/huitou.ts')
  const { stdout } = await run(process.execPath, [cli, 'log', sessionId, '--data', studio.dataDir])
  return stdout
    .trimEnd()
    .split('\n')
    .map((text) => eventSchema.parse(JSON.parse(text)))
}
async function liveSession(): Promise<string> {
  const host = await studio.staffSocket('host')
  await expect.poll(() => host.store.getState().session?.phase).toBe('live')
  const sessionId = host.store.getState().session?.sessionId ?? ''
  host.close()
  return sessionId
}

test('a studio that is ready is looked at from the lobby and goes live without another question', async ({
  page,
}) => {
  await openLobby(page, studio)
  await page.getByRole('button', { name: '预检' }).click()
  const check = page.getByRole('dialog', { name: '预检' })
  await expect(check.getByText('2 个机位有画面')).toBeVisible()
  for (const id of ['camera1', 'camera2', 'program', 'disk', 'clock', 'log'])
    await expect(line(page, id)).toHaveAttribute('data-status', 'green')
  await expect(line(page, 'microphone')).not.toHaveAttribute('data-status', 'red')
  await expect(check.locator('[data-status="red"]')).toHaveCount(0)
  await expect(check.getByText('没准备好')).toHaveCount(0)
  await expect(goLiveButton(page)).toHaveCount(0)

  await check.getByRole('button', { name: '接着开播…' }).click()
  await confirmGoLive(page)
  const events = await logOf(await liveSession())
  expect(events.map(({ type }) => type)).not.toContain('preflightOverridden')
})

test('a muted microphone holds the show back until it is opened, on the page itself', async ({ page }) => {
  await openLobby(page, studio)
  await enterStudio(page)
  await page.getByRole('button', { name: '静音' }).first().click()
  const gate = await openGate(page)
  await expect(line(page, 'microphone')).toHaveAttribute('data-status', 'red')
  await expect(line(page, 'microphone')).toContainText('话筒静音中，观众听不到你')
  await expect(gate.getByRole('listitem').first(), 'what blocks stands on top').toContainText('话筒')
  await expect(goLiveButton(page)).toBeDisabled()
  await expect(gate.getByText('还有 1 项没准备好')).toBeVisible()

  await line(page, 'microphone').getByRole('button', { name: '取消静音' }).click()
  await expect(line(page, 'microphone')).not.toHaveAttribute('data-status', 'red')
  await expect(gate.getByRole('listitem').first(), 'the line stays where it was').toContainText('话筒')
  await expect(goLiveButton(page)).toBeEnabled()
})

test('a microphone without any sound is found out', async ({ page }) => {
  await page.addInitScript(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted)
      const [sound] = stream.getAudioTracks()
      // A line without even noise, under the real device's name.
      if (sound) sound.enabled = false
      return stream
    }
  })
  await openLobby(page, studio)
  await openGate(page)
  await expect(line(page, 'microphone')).toHaveAttribute('data-status', 'red')
  await expect(line(page, 'microphone')).toContainText('话筒完全没有声音')
  await expect(goLiveButton(page)).toBeDisabled()
})

test('without a camera the show takes a reason, which the log keeps with what was passed over', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const { mediaDevices } = navigator
    const list = mediaDevices.enumerateDevices.bind(mediaDevices)
    const open = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.enumerateDevices = async () => (await list()).filter(({ kind }) => kind !== 'videoinput')
    mediaDevices.getUserMedia = (wanted) =>
      wanted?.video ? Promise.reject(new DOMException('There is no camera', 'NotFoundError')) : open(wanted)
  })
  await openLobby(page, studio)
  const gate = await openGate(page)
  await gate.getByLabel('同时录制').setChecked(false)
  await expect(line(page, 'cameras')).toHaveAttribute('data-status', 'red')
  await expect(line(page, 'cameras')).toContainText('选一个机位，或共享屏幕')
  await expect(goLiveButton(page)).toBeDisabled()

  const anyway = gate.getByRole('button', { name: '写明原因，仍然开播' })
  await gate.getByRole('button', { name: '没准备好也要开播…' }).click()
  await gate.getByLabel('为什么仍要开播').fill('急')
  await anyway.click()
  await expect(gate.getByText('至少写 4 个字')).toBeVisible()
  await expect(page.getByText(/^LIVE/)).toHaveCount(0)
  await gate.getByLabel('为什么仍要开播').fill('相机送修，今晚只有声音')
  await anyway.click()
  await expect(page.getByText(/^LIVE/)).toBeVisible()

  const events = await logOf(await liveSession())
  const at = events.findIndex(({ type }) => type === 'preflightOverridden')
  expect(events[at]?.body).toEqual({ reason: '相机送修，今晚只有声音', lines: ['cameras/camerasNone'] })
  expect(events[at + 1]?.type).toBe('wentLive')
})

test('the dock shows how the show fares, and the minutes before survive a reload', async ({ page }) => {
  await openLobby(page, studio)
  await goLive(page)
  const sessionId = await liveSession()
  await page.getByRole('button', { name: '打开健康' }).click()
  await expect(page.locator('[data-figure="frameRate"]')).toHaveText(/^\d+ 帧\/秒$/)
  await expect(page.locator('[data-figure="cpu"]')).toHaveText(/^\d+%$/)
  await expect(page.getByRole('region', { name: '输出', exact: true })).toContainText('本地房间')

  const sampled = async (): Promise<number> =>
    (await logOf(sessionId)).filter(({ type }) => type === 'healthSampled').length
  await expect.poll(sampled, { timeout: 40_000 }).toBeGreaterThan(10)
  const changes = (await logOf(sessionId)).filter(({ type }) => type.endsWith('Changed'))
  expect(changes.map(({ body }) => body)).toEqual(
    expect.arrayContaining([
      { source: 'camera1', status: 'live', problem: null },
      { source: 'microphone1', status: 'live', problem: null },
      expect.objectContaining({ kind: 'localRoom', status: 'live' }),
    ]),
  )

  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await page.getByRole('button', { name: '打开健康' }).click()
  const drawn = (): Promise<number> =>
    page
      .locator('svg polyline')
      .first()
      .evaluate((shape) => shape.getAttribute('points')?.split(' ').length ?? 0)
  await expect.poll(drawn).toBeGreaterThan(8)

  await endShow(page)
  const before = await sampled()
  const cli = path.join(root, 'electron/service/cli/huitou.ts')
  const { stdout } = await run(process.execPath, [cli, 'verify', '--data', studio.dataDir])
  expect(stdout.trimEnd().split('\n').at(-1)).toContain('"ok":true')
  expect(await sampled(), 'nothing is sampled after the end').toBe(before)
})

/** On a small laptop, in the language with the longer words. */
async function nothingLeavesTheTitleBar(page: Page): Promise<void> {
  const usual = page.viewportSize()
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.getByRole('button', { name: '菜单' }).click()
  await page.getByText('EN', { exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(page.locator('header [data-notice]')).toContainText('There has been no sound')
  const edges = await page.getByRole('banner').evaluate((header) =>
    [...header.children].map((part) => {
      const { left, right } = part.getBoundingClientRect()
      return { left, right, spills: part.scrollWidth > part.clientWidth + 1 }
    }),
  )
  edges.forEach(({ left, right, spills }, at) => {
    expect(left, 'parts do not lie over each other').toBeGreaterThanOrEqual(edges[at - 1]?.right ?? 0)
    expect(right).toBeLessThanOrEqual(1366)
    expect(spills && at !== 1, 'only the title may be cut').toBe(false)
  })
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByText('中文', { exact: true }).click()
  await page.keyboard.press('Escape')
  if (usual) await page.setViewportSize(usual)
}

test('silence on air is told after a while, calmly, and no longer once there is sound', async ({ page }) => {
  await openLobby(page, studio)
  await goLive(page)
  const notice = page.locator('header [data-notice="soundSilent"]')
  const stage = page.getByRole('region', { name: '播出', exact: true })
  await page.getByRole('button', { name: '静音' }).first().click()
  const before = await stage.boundingBox()
  await expect(notice).toContainText('已经有一会儿没有声音了', { timeout: 40_000 })
  expect(await stage.boundingBox(), 'it moves nothing').toEqual(before)
  await nothingLeavesTheTitleBar(page)

  await page.getByRole('button', { name: '取消静音' }).first().click()
  await expect(notice).toHaveCount(0)
})
