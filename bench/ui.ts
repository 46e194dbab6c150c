import { setTimeout as wait } from 'node:timers/promises'
import type { CDPSession } from '@playwright/test'

import { PAGES_DIR } from '#service/folders.ts'
import { startTestService } from '#service/testing/test-service.ts'
import type { Measurement } from './bench.ts'
import { launchChromium } from './browser.ts'
import { messageNumber } from './messages.ts'

const PER_SECOND = 1_000
const SECONDS = 20
const STEP_MS = 20
const MESSAGES = 1_000_000
const AT_ONCE = 2_000
const MEGABYTE = 1024 * 1024

/** The host window in Chromium at 1,000 messages a second, nobody answering, and its heap after a million. */
export async function benchUi(): Promise<Measurement[]> {
  const studio = await startTestService({ pagesDir: PAGES_DIR })
  const { transport, running } = studio.service
  const browser = await launchChromium()
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })
  await page.goto(transport.hostUrl)
  await page.getByRole('button', { name: '先进直播台看看' }).click()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable')

  let number = 0
  const arrive = (count: number): Promise<unknown> => {
    const nowMs = Date.now()
    return running().ingest(Array.from({ length: count }, () => messageNumber(number++, nowMs)))
  }

  await wait(3_000)
  const busyBefore = await metric(devtools, 'TaskDuration')
  const startedMs = performance.now()
  while (performance.now() - startedMs < SECONDS * 1000) {
    const due = Math.floor(((performance.now() - startedMs) / 1000) * PER_SECOND) - number
    if (due > 0) void arrive(due)
    await wait(STEP_MS)
  }
  const elapsedS = (performance.now() - startedMs) / 1000
  const busy = ((await metric(devtools, 'TaskDuration')) - busyBefore) / elapsedS

  while (number < MESSAGES) await arrive(AT_ONCE)
  await wait(3_000)
  await devtools.send('HeapProfiler.collectGarbage')
  const heap = await metric(devtools, 'JSHeapUsedSize')
  await browser.close()
  await studio.stop()
  return [
    {
      bench: 'ui',
      what: `host page, main thread busy at ${PER_SECOND} messages a second`,
      value: busy * 100,
      unit: '%',
      goal: { at: 'most', value: 35 },
    },
    {
      bench: 'ui',
      what: 'host page, heap after a million messages',
      value: heap / MEGABYTE,
      unit: 'MB',
      goal: { at: 'most', value: 150 },
    },
  ]
}

async function metric(devtools: CDPSession, name: string): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find((one) => one.name === name)?.value ?? Number.NaN
}
