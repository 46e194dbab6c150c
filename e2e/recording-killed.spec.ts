import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { findProgram } from '../scripts/find-program.ts'
import { decode } from './harness/recorded-file.ts'
import { enterStudio } from './support/host-page.ts'
import { launchKillableBrowser } from './support/killable-browser.ts'
import { startStudio } from './support/studio.ts'

test.skip(findProgram('ffprobe') === null, 'ffprobe is not installed')

test('a browser that is shot in the middle of a show leaves its recording with the service', async () => {
  const studio = await startStudio()
  const { browser, kill, close } = await launchKillableBrowser()
  try {
    const page = await browser.newPage({ locale: 'zh-CN' })
    await page.goto(studio.hostUrl())
    await enterStudio(page)
    await page.getByRole('button', { name: '录制', exact: true }).click()
    const clock = page.getByRole('button', { name: '停止录制' })
    await expect(clock).toContainText(/00:00:(0[6-9]|[1-5]\d)/)
    const shownMs = Number(/00:00:(\d\d)/.exec((await clock.textContent()) ?? '')?.[1]) * 1000
    await kill()

    const host = await studio.staffSocket('host')
    const folder = path.join(studio.dataDir, 'sessions', host.store.getState().session?.sessionId ?? '')
    const [file = ''] = readdirSync(folder)
    // What the service had received may still be on its way to the disk.
    await expect
      .poll(() => decode(path.join(folder, file)).durationMs, { timeout: 10_000 })
      .toBeGreaterThan(shownMs - 2000)
    const found = decode(path.join(folder, file))
    expect(found.video?.nb_read_frames).toBeGreaterThan(20)
    expect(found.audio?.nb_read_frames).toBeGreaterThan(50)
  } finally {
    await close()
    await studio.stop()
  }
})
