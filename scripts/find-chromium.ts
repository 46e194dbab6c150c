import { chromium } from '@playwright/test'
import { installedChromium, startsUp } from '#service/cli/installed-chromium.ts'
import { isRunnable } from './find-program.ts'

/** A Chromium to test in: `origin` says in words where it comes from. */
export type FoundChromium = { executable: string; origin: string }

/**
 * The Chromium every test and bench uses: `CHROMIUM_PATH`, else the system's Chrome, Chromium or Edge, else the one
 * Playwright has downloaded, else null. Looks only; installing is `provisionChromium`'s task.
 */
export function findChromium(): FoundChromium | null {
  const installed = installedChromium()
  if (installed) return installed
  const own = chromium.executablePath()
  return isRunnable(own) && startsUp(own) ? { executable: own, origin: 'Playwright' } : null
}

/**
 * Flags for a quiet head-less Chromium that may run as root and sees four moving cameras and a beeping
 * microphone instead of asking for real ones.
 */
export const chromiumFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=device-count=4',
]
