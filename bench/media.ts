import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from '@playwright/test'

import { openHarness } from '../e2e/harness/studio.ts'
import { serveHarness } from '../e2e/harness/serve.ts'
import { median, type Measurement } from './bench.ts'
import { launchChromium } from './browser.ts'

/** Heights of a landscape picture, or widths of an upright one: largest first. */
const SIZES = [1080, 720, 540, 480, 360] as const
const SETTLE_MS = 3_000
const MEASURE_MS = 12_000
const GOAL_PERCENT = 1
/** The cameras' own size: what a 720p camera delivers, whatever it is composed to. */
const CAPTURE = { width: 1280, height: 720 }

interface Run {
  readonly droppedPercent: number
  readonly renderMs: number
  readonly framesPerSecond: number
}

/**
 * Composing three cameras into one recorded programme against encoding a single camera, both at the largest size at
 * which three cameras lose no more than the goal. Cameras are Chromium's fake ones, drawn on the same processors.
 */
export async function benchMedia(): Promise<Measurement[]> {
  const harness = await serveHarness()
  try {
    for (const size of SIZES) {
      const three = await measure(harness.url, size, 3)
      const last = size === SIZES.at(-1)
      if (three.droppedPercent > GOAL_PERCENT && !last) {
        console.error(
          `  ${size}p: ${three.droppedPercent.toFixed(2)} % dropped with three cameras, trying smaller`,
        )
        continue
      }
      return report(size, three, await measure(harness.url, size, 1))
    }
    return []
  } finally {
    await harness.close()
  }
}

function report(size: number, three: Run, one: Run): Measurement[] {
  const of = (what: string, value: number, unit: string, goal: Measurement['goal'] = null): Measurement => ({
    bench: 'media',
    what,
    value,
    unit,
    goal,
  })
  return [
    of('largest 9:16 programme with three cameras, shorter side', size, 'px'),
    of('three cameras composed, frames dropped', three.droppedPercent, '%', {
      at: 'most',
      value: GOAL_PERCENT,
    }),
    of('one camera encoded, frames dropped', one.droppedPercent, '%'),
    of('three cameras, time to draw a frame', three.renderMs, 'ms'),
    of('one camera, time to draw a frame', one.renderMs, 'ms'),
    of('three cameras, frames a second', three.framesPerSecond, '/s'),
  ]
}

/** Frames that were due in the measured time and are not in the recording, in percent. */
async function measure(url: string, size: number, cameras: 1 | 3): Promise<Run> {
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    await openHarness(page, url)
    await open(page, size, cameras)
    await wait(SETTLE_MS)
    const before = await look(page)
    await wait(MEASURE_MS)
    const after = await look(page)
    const elapsedMs = after.atMs - before.atMs
    const due = (elapsedMs / 1000) * 30
    const recorded = after.videoFrames - before.videoFrames
    return {
      droppedPercent: Math.max(0, (1 - recorded / due) * 100),
      renderMs: median(after.renderMs.slice(before.renderMs.length)),
      framesPerSecond: (recorded * 1000) / elapsedMs,
    }
  } finally {
    await browser.close()
  }
}

async function open(page: Page, size: number, cameras: 1 | 3): Promise<void> {
  await page.evaluate(
    async ({ canvas, cameraCount, capture }) => {
      const { ChromiumEngine, benchScene, element } = window.harness
      const engine = new ChromiumEngine({ captureSize: capture })
      window.engine = engine
      window.renderMs = []
      engine.subscribeStats(({ renderMs }) => window.renderMs.push(renderMs))
      await engine.requestDeviceAccess()
      const found = engine.getState()
      const scene = benchScene(canvas, cameraCount)
      await engine.loadScenes([scene])
      engine.attachView('program', element('program'))
      const slots = ([1, 2, 3] as const).slice(0, cameraCount)
      const [microphone] = found.microphones
      if (microphone) await engine.openMicrophone(1, microphone)
      // One after the other: fake cameras opened together may share their first frames' delay.
      for (const slot of slots) {
        const camera = found.cameras[slot - 1]
        if (camera) await engine.openCamera(slot, camera)
      }
      engine.take(scene.id)
      await engine.startRecording({ write: async () => undefined, close: async () => undefined })
    },
    {
      canvas: { width: size, height: Math.round((size * 16) / 9 / 2) * 2 },
      cameraCount: cameras,
      capture: CAPTURE,
    },
  )
}

/** As of the compositor's last report, which comes once a second with the recording's progress. */
const look = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<{ atMs: number; videoFrames: number; renderMs: number[] }>((resolve) => {
        const { engine } = window
        const before = engine.getState().recording
        const stop = engine.subscribe(() => {
          const { recording } = engine.getState()
          if (recording === before || recording.status !== 'recording') return
          stop()
          resolve({
            atMs: performance.now(),
            videoFrames: recording.videoFrames,
            renderMs: [...window.renderMs],
          })
        })
      }),
  )
