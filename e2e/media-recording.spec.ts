import { statSync } from 'node:fs'
import { expect } from '@playwright/test'
import { findProgram } from '../scripts/find-program.ts'
import { decode } from './harness/recorded-file.ts'
import { expectMoving, openStudio, recordedMs, recordTo, stateOf, test } from './harness/studio.ts'
import { launchKillableBrowser } from './support/killable-browser.ts'

test.describe('recording', () => {
  test.skip(findProgram('ffprobe') === null, 'ffprobe is not installed')

  test('writes a file whose pictures and sound decode', async ({ page, harnessUrl }, testInfo) => {
    await openStudio(page, harnessUrl)
    const file = testInfo.outputPath('whole.mp4')
    await recordTo(page, file)
    await expect.poll(() => recordedMs(page)).toBeGreaterThan(1000)
    await page.evaluate(() => window.engine.take('side-by-side'))
    await expect.poll(() => recordedMs(page)).toBeGreaterThan(4000)
    const summary = await page.evaluate(() => window.engine.stopRecording())
    expect(statSync(file).size).toBe(summary.bytes)
    const found = decode(file)
    expect(found.complaints).toBe('')
    expect(found.video).toMatchObject({ width: 360, height: 640 })
    expect(found.video?.nb_read_frames).toBe(summary.videoFrames)
    expect(found.audio?.nb_read_frames).toBeGreaterThan(100)
    expect(Math.abs(found.durationMs - summary.durationMs)).toBeLessThan(200)
    expect((await stateOf(page)).recording.status).toBe('idle')
  })

  test('leaves a file that plays when the page is killed', async ({ page, harnessUrl }, testInfo) => {
    await openStudio(page, harnessUrl)
    const file = testInfo.outputPath('killed.mp4')
    await recordTo(page, file)
    await expect.poll(() => recordedMs(page)).toBeGreaterThan(4000)
    const durationMs = await recordedMs(page)
    await page.close()
    const found = decode(file)
    expect(found.video?.nb_read_frames).toBeGreaterThan(0)
    expect(found.audio?.nb_read_frames).toBeGreaterThan(0)
    expect(found.durationMs).toBeGreaterThan(durationMs - 2000)
  })

  test('leaves a file that plays when the whole browser is killed', async ({ harnessUrl }, testInfo) => {
    const file = testInfo.outputPath('shot.mp4')
    const { browser, kill, close } = await launchKillableBrowser()
    try {
      const page = await browser.newPage()
      await openStudio(page, harnessUrl)
      await recordTo(page, file)
      const startedAtMs = Date.now()
      await expect.poll(() => recordedMs(page)).toBeGreaterThan(6000)
      const ranMs = Date.now() - startedAtMs
      await kill()
      const found = decode(file)
      testInfo.annotations.push({
        type: 'measured',
        description: `${ranMs - found.durationMs} ms are missing`,
      })
      expect(found.complaints).toBe('')
      expect(found.video?.nb_read_frames).toBeGreaterThan(0)
      expect(found.audio?.nb_read_frames).toBeGreaterThan(0)
      expect(found.durationMs).toBeGreaterThan(ranMs - 2000)
    } finally {
      await close()
    }
  })

  test('keeps a silent sound track without any microphone', async ({ page, harnessUrl }, testInfo) => {
    await openStudio(page, harnessUrl)
    const file = testInfo.outputPath('silent.mp4')
    await page.evaluate(() => window.engine.closeMicrophone(1))
    await recordTo(page, file)
    await expect.poll(() => recordedMs(page)).toBeGreaterThan(2000)
    await page.evaluate(() => window.engine.stopRecording())
    const found = decode(file)
    expect(found.complaints).toBe('')
    expect(found.audio?.nb_read_frames).toBeGreaterThan(50)
  })
})

test('a sink that fails ends the recording with a clear error and nothing else', async ({
  page,
  harnessUrl,
}) => {
  await openStudio(page, harnessUrl)
  const outcome = await page.evaluate(async () => {
    const { engine } = window
    const failed = new Promise<string>((resolve) => {
      engine.subscribe(() => {
        const { recording } = engine.getState()
        if (recording.status === 'failed') resolve(recording.error.kind)
      })
    })
    let chunks = 0
    const closed = Promise.withResolvers<string>()
    await engine.startRecording({
      write: async () => {
        chunks += 1
        if (chunks > 2) throw new Error('disk full')
      },
      close: async () => closed.resolve('closed'),
    })
    return [await failed, await closed.promise]
  })
  expect(outcome).toEqual(['recordingSinkFailed', 'closed'])
  await expectMoving(page, 'program')
  await page.evaluate(async () => {
    await window.engine.startRecording({ write: async () => undefined, close: async () => undefined })
    await window.engine.stopRecording()
  })
})

test('a sink that is stuck costs pictures of the file, not of the program', async ({ page, harnessUrl }) => {
  await openStudio(page, harnessUrl)
  await page.evaluate(async () => {
    await window.engine.startRecording({
      write: () => new Promise(() => undefined),
      close: async () => undefined,
    })
  })
  await expectMoving(page, 'program')
  expect((await stateOf(page)).recording.status).toBe('recording')
})
