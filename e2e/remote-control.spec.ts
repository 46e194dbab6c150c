import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { OBSWebSocket, OBSWebSocketError } from 'obs-websocket-js'
import { expect, test, type Page } from '@playwright/test'

import { chooseFromMenu, enterStudio } from './support/host-page.ts'
import { startStudio, type TestStudio } from './support/studio.ts'

let studio: TestStudio
let surface: OBSWebSocket

test.beforeEach(async () => {
  studio = await startStudio()
  surface = new OBSWebSocket()
})
test.afterEach(async () => {
  await surface.disconnect()
  await studio.stop()
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Switches remote control on at the screen and connects with the password it shows. */
async function connectSurface(page: Page): Promise<void> {
  await page.goto(studio.hostUrl())
  await enterStudio(page)
  await chooseFromMenu(page, /^遥控/)
  const dialog = page.getByRole('dialog', { name: /^遥控/ })
  await dialog.getByRole('switch', { name: '让遥控按钮操作直播台' }).click({ force: true })
  const password = dialog.getByText(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
  await expect(password).toBeVisible()

  const port = await freePort()
  await dialog.getByRole('textbox', { name: '端口' }).fill(String(port))
  await dialog.getByRole('button', { name: '改用这个端口' }).click()
  await expect(dialog.getByRole('button', { name: '改用这个端口' })).toBeHidden()
  await expect(dialog.getByText('还没有设备连上来。')).toBeVisible()
  const url = `ws://127.0.0.1:${port}`
  await expect
    .poll(() =>
      surface.connect(url, 'guess').then(
        () => 'in',
        (error: unknown) => (error instanceof OBSWebSocketError ? error.code : error),
      ),
    )
    .toBe(4009)
  await surface.connect(url, (await password.textContent()) ?? '')
  await expect(dialog.getByText('127.0.0.1')).toHaveCount(2)

  await page.keyboard.press('Escape')
  await chooseFromMenu(page, /^遥控/)
  await expect(dialog.getByText('已设好，不再显示'), 'the password is shown once').toBeVisible()
  await expect(password).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}

const programScene = (page: Page) => page.getByRole('region', { name: '播出', exact: true })

test('a control surface switches, mutes and records, and the host sees it; what the host does, it sees', async ({
  page,
}) => {
  await connectSurface(page)
  const heard: string[] = []
  surface.on('CurrentProgramSceneChanged', ({ sceneName }) => heard.push(sceneName))
  const states: string[] = []
  surface.on('RecordStateChanged', ({ outputState }) => states.push(outputState))

  await expect(programScene(page)).toContainText('机位 1')
  await surface.call('SetCurrentProgramScene', { sceneName: '双机同屏' })
  await expect(programScene(page)).toContainText('双机同屏')
  await expect.poll(() => heard).toEqual(['双机同屏'])
  await page.keyboard.press('1')
  await expect.poll(() => heard).toEqual(['双机同屏', '机位 1'])
  await surface.call('SetCurrentPreviewScene', { sceneName: '画中画' })
  await surface.call('TriggerStudioModeTransition')
  await expect(programScene(page)).toContainText('画中画')
  const log = await studio.staffSocket('host')
  await expect.poll(() => log.store.getState().session?.scene?.name).toBe('画中画')

  expect(await surface.call('ToggleInputMute', { inputName: '话筒 1' })).toEqual({ inputMuted: true })
  expect(await surface.call('GetInputMute', { inputName: '话筒 1' })).toEqual({ inputMuted: true })
  await expect(page.getByRole('button', { name: '取消静音：话筒 1' })).toBeVisible()
  const unmuted = new Promise((resolve) => surface.once('InputMuteStateChanged', resolve))
  await page.getByRole('button', { name: '取消静音：话筒 1' }).click()
  expect(await unmuted).toMatchObject({ inputName: '话筒 1', inputMuted: false })

  await surface.call('StartRecord')
  await expect(page.getByRole('button', { name: '停止录制' })).toBeVisible()
  await expect
    .poll(async () => (await surface.call('GetRecordStatus')).outputBytes, { timeout: 30_000 })
    .toBeGreaterThan(50_000)
  const { outputPath } = await surface.call('StopRecord')
  await expect
    .poll(() => states, { timeout: 30_000 })
    .toEqual([
      'OBS_WEBSOCKET_OUTPUT_STARTING',
      'OBS_WEBSOCKET_OUTPUT_STARTED',
      'OBS_WEBSOCKET_OUTPUT_STOPPING',
      'OBS_WEBSOCKET_OUTPUT_STOPPED',
    ])
  await expect(page.getByRole('button', { name: '停止录制' })).toBeHidden()
  const { sessionId } = log.store.getState().session ?? { sessionId: '' }
  expect(readdirSync(path.join(studio.dataDir, 'sessions', sessionId))).toContain(outputPath)

  const stats = await surface.call('GetStats')
  expect(stats.activeFps).toBeGreaterThan(0)
})

test('a button goes live only with a picture and sound, and does not end the show without leave', async ({
  page,
}) => {
  await connectSurface(page)
  await surface.call('SetInputMute', { inputName: '话筒 1', inputMuted: true })
  await expect(surface.call('StartStream')).rejects.toMatchObject({
    code: 701,
    message: 'The microphone is muted: viewers would not hear you.',
  })
  await expect(page.getByText(/^遥控按了开播，还不能开。.*静音/)).toBeVisible()
  await surface.call('SetInputMute', { inputName: '话筒 1', inputMuted: false })
  await expect.poll(() => surface.call('StartStream').then(() => 'live', String)).toBe('live')
  await expect(page.getByText(/^LIVE/)).toBeVisible()
  expect(await surface.call('GetStreamStatus')).toMatchObject({ outputActive: true })
  await expect(surface.call('StopStream')).rejects.toMatchObject({ code: 604 })
  await expect(page.getByText(/^LIVE/)).toBeVisible()

  await chooseFromMenu(page, /^遥控/)
  const dialog = page.getByRole('dialog', { name: /^遥控/ })
  await dialog.getByRole('switch', { name: '遥控可结束直播' }).click({ force: true })
  await expect.poll(() => surface.call('StopStream').then(() => 'ended', String)).toBe('ended')
  await expect(page.getByText('这场播完了，辛苦了')).toBeVisible()
})
