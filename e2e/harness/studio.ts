import { appendFileSync } from 'node:fs'
import { expect, test as base } from '@playwright/test'
import type { Page } from '@playwright/test'
import { serveHarness } from './serve.ts'

/**
 * The media engine on a bare page, served straight from the sources, with Chromium's fake cameras. Pictures
 * are judged by their pixels.
 */
export const test = base.extend<object, { harnessUrl: string }>({
  harnessUrl: [
    async ({}, use) => {
      const harness = await serveHarness()
      await use(harness.url)
      await harness.close()
    },
    { scope: 'worker' },
  ],
})

/** Opens the bare harness page. */
export async function openHarness(page: Page, harnessUrl: string): Promise<void> {
  await page.goto(harnessUrl)
  await page.waitForFunction(() => 'harness' in window)
}

/** An engine with the starter scenes, cameras 1 (green) and 2 (grey) and the beeping microphone. */
export async function openStudio(page: Page, harnessUrl: string): Promise<void> {
  await openHarness(page, harnessUrl)
  await page.evaluate(async () => {
    const { ChromiumEngine, starterScenes, element } = window.harness
    const engine = new ChromiumEngine({
      captureSize: { width: 640, height: 360 },
      noticeFor: (input) => `机位 ${input} 未接通`,
    })
    window.engine = engine
    await engine.requestDeviceAccess()
    const { cameras, microphones } = engine.getState()
    const texts = {
      names: {
        'camera-1': '机位一',
        'camera-2': '机位二',
        'side-by-side': '双机位',
        'picture-in-picture': '画中画',
        'product-close-up': '商品特写',
        'four-up': '四机位',
        'starting-soon': '即将开播',
        'back-soon': '稍后回来',
      },
      startingSoon: { title: '即将开播', note: '先坐一会儿' },
      backSoon: { title: '马上回来', note: '稍等片刻' },
    }
    await engine.loadScenes(starterScenes({ width: 360, height: 640 }, texts))
    engine.attachView('program', element('program'))
    engine.attachView('preview', element('preview'))
    const [first, second] = cameras
    const [microphone] = microphones
    if (!first || !second || !microphone) throw new Error('The fake devices are missing')
    await engine.setMicrophoneProcessing({
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false,
    })
    await Promise.all([
      engine.openCamera(1, first),
      engine.openCamera(2, second),
      engine.openMicrophone(1, microphone),
    ])
    engine.take('camera-1')
  })
}

export type Region = readonly [x: number, y: number, width: number, height: number]
const WHOLE: Region = [0, 0, 1, 1]
export const TOP: Region = [0.1, 0.05, 0.8, 0.4]
export const BOTTOM: Region = [0.1, 0.55, 0.8, 0.4]

export const colorOf = (page: Page, id: string, region: Region = WHOLE) =>
  page.evaluate(([name, [x, y, w, h]]) => window.harness.colorOf(name, x, y, w, h), [id, region] as const)

/** Fake cameras paint a turning pie on green, except the second, which is a depth camera and so grey. */
export const isGreen = ([red = 0, green = 0, blue = 0]: number[]) =>
  green > 60 && green > 1.5 * red && green > 1.5 * blue

/** Waits until the picture is another than at first. */
export async function expectMoving(page: Page, id: string, region: Region = WHOLE): Promise<void> {
  const before = await page.evaluate(([name, [x, y, w, h]]) => window.harness.printOf(name, x, y, w, h), [
    id,
    region,
  ] as const)
  await expect
    .poll(() =>
      page.evaluate(([name, [x, y, w, h]]) => window.harness.printOf(name, x, y, w, h), [
        id,
        region,
      ] as const),
    )
    .not.toBe(before)
}

export const stateOf = (page: Page) => page.evaluate(() => window.engine.getState())

/** Starts recording; what the engine writes is appended to `file` from outside of the browser. */
export async function recordTo(page: Page, file: string): Promise<void> {
  await page.exposeFunction('writeChunk', (base64: string) => {
    appendFileSync(file, Buffer.from(base64, 'base64'))
  })
  await page.evaluate(async () => {
    await window.engine.startRecording({
      write: async (chunk) => await window.writeChunk(window.harness.toBase64(chunk)),
      close: async () => await window.writeChunk(''),
    })
  })
}

/** How long the recording is by now; -1 while there is none. */
export const recordedMs = (page: Page) =>
  page.evaluate(() => {
    const { recording } = window.engine.getState()
    return recording.status === 'recording' ? recording.durationMs : -1
  })
