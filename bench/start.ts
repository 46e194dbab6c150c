import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

import { makeDataDir } from '#service/testing/test-service.ts'
import { median, type Measurement } from './bench.ts'
import { launchChromium } from './browser.ts'

const RUNS = 5
const readySchema = z.object({ url: z.string() })

/**
 * Browser mode: from starting the service and a browser together, as `npm start` does, until the lobby can be
 * pressed, against the same browser showing an empty page. The desktop window has its own numbers in `docs`.
 */
export async function benchStart(): Promise<Measurement[]> {
  const studio: number[] = []
  const empty: number[] = []
  for (let run = 0; run < RUNS; run++) {
    empty.push(await timeEmptyPage())
    studio.push(await timeStudio())
  }
  return [
    {
      bench: 'start',
      what: 'start until the lobby is usable ÷ empty page (browser mode)',
      value: median(studio) / median(empty),
      unit: '×',
      goal: { at: 'most', value: 1.5 },
    },
    {
      bench: 'start',
      what: 'start until the lobby is usable',
      value: median(studio),
      unit: 'ms',
      goal: null,
    },
  ]
}

async function timeEmptyPage(): Promise<number> {
  const startedMs = performance.now()
  const browser = await launchChromium()
  const page = await browser.newPage()
  await page.goto('data:text/html,<title>empty</title><button>ready</button>')
  await page.getByRole('button').waitFor()
  const tookMs = performance.now() - startedMs
  await browser.close()
  return tookMs
}

async function timeStudio(): Promise<number> {
  const { dataDir, remove } = makeDataDir()
  const startedMs = performance.now()
  const cli = path.join(import.meta.dirname, '..', 'electron', 'service', 'cli', 'huitou.ts')
  const service = spawn(process.execPath, [cli, 'serve', '--data', dataDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const line: Promise<unknown[]> = once(createInterface({ input: service.stdout }), 'line')
  const [browser, [ready]] = await Promise.all([launchChromium(), line])
  const page = await browser.newPage()
  await page.goto(readySchema.parse(JSON.parse(String(ready))).url)
  await page.getByRole('button', { name: '开始彩排' }).waitFor()
  const tookMs = performance.now() - startedMs
  await browser.close()
  service.kill('SIGKILL')
  await once(service, 'exit')
  remove()
  return tookMs
}
