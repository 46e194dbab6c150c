import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { findProgram, isRunnable } from './find-program.ts'

/** A Chromium to test in: `origin` says in words where it comes from. */
export type FoundChromium = { executable: string; origin: string }

/** Names in PATH, Chrome first: it and the distributions' Chromium carry H.264, Playwright's own does not. */
const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser']

function wellKnown(): string[] {
  const under = (folder: string | undefined, ...rest: string[]) =>
    folder ? [path.join(folder, ...rest)] : []
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ]
  }
  if (process.platform === 'win32') {
    const chrome = ['Google', 'Chrome', 'Application', 'chrome.exe']
    return [
      ...under(process.env['ProgramFiles'], ...chrome),
      ...under(process.env['ProgramFiles(x86)'], ...chrome),
      ...under(process.env['LOCALAPPDATA'], ...chrome),
    ]
  }
  return []
}

/** Ubuntu's `chromium-browser` may be a stub that only tells to install a snap: believe a version, not a name. */
function starts(executable: string): boolean {
  // On Windows `--version` opens a window instead of printing.
  if (process.platform === 'win32') return true
  return spawnSync(executable, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

/**
 * The Chromium every test and bench uses: `CHROMIUM_PATH`, else the system's Chrome or Chromium, else the one
 * Playwright has downloaded, else null. Looks only; installing is `provisionChromium`'s task.
 */
export function findChromium(): FoundChromium | null {
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') {
    if (!isRunnable(named))
      throw new Error(`CHROMIUM_PATH names ${named}, which is not a program that can be run.`)
    return { executable: named, origin: 'CHROMIUM_PATH' }
  }
  const system = [...names.map((name) => findProgram(name)), ...wellKnown()]
  for (const executable of system) {
    if (executable !== null && isRunnable(executable) && starts(executable))
      return { executable, origin: 'system' }
  }
  const own = chromium.executablePath()
  return isRunnable(own) && starts(own) ? { executable: own, origin: 'Playwright' } : null
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
