import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { AgoraApi } from '#shared/protocol/agora.ts'
import { test } from './real-service.ts'
import { expect } from './studio-app.ts'
import type { Shell } from './studio-app.ts'

declare global {
  interface Window {
    readonly studioAgora?: AgoraApi<HTMLElement>
  }
}

const APP_ID = '0123456789abcdef0123456789abcdef'

/** As little of an addon as the SDK's JavaScript needs to run; plain, because an old runtime loads it. */
const ADDON = `
let tell
class AgoraElectronBridge {
  CallApi(name, json) {
    const cameras = [{ deviceId: 'cam-a', deviceName: '机位 A' }]
    const result = name.startsWith('VideoDeviceManager_enumerate') ? cameras : 0
    if (name.startsWith('RtcEngine_startCameraCapture')) {
      const state = { source: 0, state: 1, reason: 0 }
      setTimeout(() => tell('RtcEngineEventHandler_onLocalVideoStateChanged_1', JSON.stringify(state), [], [], 0), 0)
    }
    return { callApiReturnCode: 0, callApiResult: JSON.stringify({ result }) }
  }
  OnEvent(name, callback) { tell = callback }
  UnEvent() {}
  InitializeEnv() {}
  ReleaseEnv() {}
  ReleaseRenderer() {}
  EnableVideoFrameCache() {}
  DisableVideoFrameCache() {}
  GetVideoFrame() { return { ret: 2, hasMoreFrame: false } }
  GetBuffer() {}
}
module.exports = { AgoraElectronBridge }
`

async function hostOf(shell: Shell): Promise<Page> {
  const host = await shell.app.firstWindow()
  await host.waitForURL('**/host/')
  return host
}

const preferencesOf = (shell: Shell): Promise<unknown> =>
  shell.app.evaluate(({ BrowserWindow }): unknown => {
    const [window] = BrowserWindow.getAllWindows()
    const read: unknown = window && Reflect.get(window.webContents, 'getLastWebPreferences')
    return typeof read === 'function' ? Reflect.apply(read, window?.webContents, []) : undefined
  })

const globalsOf = (host: Page): Promise<boolean[]> =>
  host.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'electron'].map((name) => name in globalThis),
  )

test('where nobody switched it on, the host window is sandboxed and has no native engine', async ({
  studio,
}) => {
  expect(await studio.host.evaluate(() => 'studioAgora' in window)).toBe(false)
  const said = await studio.host.evaluate(() => window.studio?.agora.availability())
  expect(said).toMatchObject({ available: false, why: 'notEnabled' })
  expect(await preferencesOf(studio)).toMatchObject({ sandbox: true, contextIsolation: true })
})

test('a host window made for the engine says when the natives are missing, and stays isolated', async ({
  launch,
  standIn,
  folder,
}) => {
  const nowhere = path.join(folder, 'no-such-addon.cjs')
  const shell = await launch({ STUDIO_SERVICE_ENTRY: standIn, STUDIO_AGORA_STAND_IN: nowhere })
  const host = await hostOf(shell)
  expect(await preferencesOf(shell)).toMatchObject({
    sandbox: false,
    contextIsolation: true,
    nodeIntegration: false,
  })
  expect(await host.evaluate(() => window.studioAgora?.availability())).toMatchObject({
    available: false,
    why: 'nativesMissing',
  })
  expect(await host.evaluate((appId) => window.studioAgora?.start(appId), APP_ID)).toBe(-7)
  expect(await globalsOf(host)).toEqual(Array(6).fill(false))
  // What every window has, it has too.
  expect(await host.evaluate(() => window.studio?.shell)).toBe('electron')
})

test("the SDK's JavaScript runs in the preload: calls, events and views cross to the page", async ({
  launch,
  standIn,
  folder,
}) => {
  const addon = path.join(folder, 'addon.cjs')
  writeFileSync(addon, ADDON)
  const shell = await launch({ STUDIO_SERVICE_ENTRY: standIn, STUDIO_AGORA_STAND_IN: addon })
  const host = await hostOf(shell)
  const seen = await host.evaluate(async (appId) => {
    const agora = window.studioAgora
    if (!agora) throw new Error('There is no engine')
    const availability = agora.availability()
    const codes = [agora.start(appId), agora.start(appId)]
    const event = new Promise((resolve) => agora.subscribe(resolve))
    const format = { deviceId: 'cam-a', width: 1280, height: 720, framesPerSecond: 30 }
    codes.push(agora.openCamera(1, format))
    const container = document.body.appendChild(document.createElement('div'))
    codes.push(agora.attachView(1, container, false), agora.attachView(1, container, false))
    const canvases = container.querySelectorAll('canvas').length
    agora.detachView(container)
    agora.detachView(container)
    return {
      availability,
      codes,
      cameras: agora.cameras(),
      event: await event,
      canvases: [canvases, container.querySelectorAll('canvas').length],
    }
  }, APP_ID)
  expect(seen).toEqual({
    availability: { available: true, version: '4.6.2' },
    codes: [0, 0, 0, 0, 0],
    cameras: [{ deviceId: 'cam-a', deviceName: '机位 A' }],
    event: { type: 'localVideoState', sourceType: 0, state: 1, reason: 0 },
    canvases: [1, 0],
  })
  expect(await globalsOf(host)).toEqual(Array(6).fill(false))
})

test('where the natives are missing the studio says so, and shows its pictures by the built-in engine', async ({
  launch,
  serviceUrl,
  folder,
}) => {
  const nowhere = path.join(folder, 'no-such-addon.cjs')
  const shell = await launch({ STUDIO_SERVICE_URL: serviceUrl, STUDIO_AGORA_STAND_IN: nowhere })
  const host = await hostOf(shell)
  const panel = host.getByRole('region', { name: '画面引擎' })
  await expect(panel).toContainText('正在用内置引擎')
  await expect(panel).toContainText('npm run natives')
  await panel.getByRole('button', { name: '声网设置' }).click()
  await panel.getByLabel('App ID').fill('not an id')
  await expect(panel).toContainText('App ID 是 32 位的数字和字母')
  await expect(panel.getByRole('button', { name: '保存' })).toBeDisabled()
  await panel.getByLabel('App ID').fill(APP_ID)
  await panel.getByRole('button', { name: '保存' }).click()
  await expect(panel.getByRole('status')).toContainText('重启直播台后生效')
  const kept = await host.evaluate(() => window.studio?.agora.settings())
  expect(kept).toMatchObject({ appId: APP_ID, enabled: false })
})
