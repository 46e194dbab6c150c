import { existsSync } from 'node:fs'
import { aptInstall, canUseApt } from './apt.ts'
import { findChromium, type FoundChromium } from './find-chromium.ts'
import { findProgram } from './find-program.ts'
import { run, runTool } from './run.ts'

/**
 * Finds a Chromium or installs one: from Debian's packages as root (they carry H.264 and come with their
 * libraries), else Playwright's own. Resolves to a sentence when neither worked.
 */
export async function provisionChromium(): Promise<FoundChromium | string> {
  const found = findChromium()
  if (found) return found
  if (canUseApt()) {
    const problem = await aptInstall(['chromium'])
    if (problem !== null) console.log(problem)
  }
  const installed = findChromium()
  if (installed) return installed
  console.log('npx playwright install chromium')
  await runTool('@playwright/test/cli.js', ['install', 'chromium'], { stdio: 'inherit' })
  return (
    findChromium() ??
    'no Chromium: install Google Chrome or Chromium, or name one in CHROMIUM_PATH (Playwright could not download its own).'
  )
}

/** Chinese text without a font is boxes, and screenshots of boxes prove nothing. Null, or what is missing. */
export async function provisionFonts(): Promise<string | null> {
  if (process.platform !== 'linux') return null
  const { code, output } = await run('fc-list', [':lang=zh', 'family'])
  if (code === 0 && output.trim() !== '') return null
  const problem = await aptInstall(['fontconfig', 'fonts-noto-cjk'])
  return problem === null ? null : `Chinese text shows as boxes: ${problem}`
}

/** ffprobe looks into recordings. Null, or what is missing. */
export async function provisionFfprobe(): Promise<string | null> {
  if (findProgram('ffprobe') !== null) return null
  const problem = await aptInstall(['ffmpeg'])
  return problem === null ? null : `recordings are not checked by ffprobe: ${problem}`
}

/**
 * A real PostgreSQL for the collector's tests, which start a server of their own. Null, or what is missing. The package
 * also makes a cluster for the machine and starts it, which nobody asked for.
 */
export async function provisionPostgres(): Promise<string | null> {
  const installed = () => findProgram('initdb') !== null || existsSync('/usr/lib/postgresql')
  if (installed()) return null
  const problem = await aptInstall(['postgresql'])
  if (problem === null) await run('pg_ctlcluster', [...(await clusterMade()), 'stop'])
  return installed() ? null : `the collector is not tested on PostgreSQL: ${problem ?? 'no initdb'}`
}

/** Version and name of the cluster that Debian makes with a fresh installation. */
async function clusterMade(): Promise<readonly string[]> {
  const { output } = await run('pg_lsclusters', ['--no-header'])
  return output.trim().split(/\s+/).slice(0, 2)
}

/** What the command that starts the shell's tests is: bare where there is a display, else under Xvfb. */
export type Display = { prefix: readonly string[] }

/** Makes `electron` (its executable) startable: its libraries, and a display. A sentence when it cannot be. */
export async function provisionDisplay(electron: string): Promise<Display | string> {
  if (process.platform !== 'linux') return { prefix: [] }
  if (await lacksLibraries(electron)) {
    const problem = await aptInstall(electronLibraries)
    if (problem !== null) return `Electron lacks system libraries: ${problem}`
    if (await lacksLibraries(electron)) return 'Electron lacks system libraries that apt-get did not bring.'
  }
  if (process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return { prefix: [] }
  if (findProgram('xvfb-run') === null || findProgram('xauth') === null) {
    const problem = await aptInstall(['xvfb', 'xauth'])
    if (problem !== null) return `no display: ${problem}`
  }
  return { prefix: ['xvfb-run', '-a'] }
}

const electronLibraries =
  'libgtk-3-0 libnss3 libasound2 libgbm1 libatspi2.0-0 libatk-bridge2.0-0 libcups2 libdrm2 libxkbcommon0 libxss1 libxtst6 libnotify4 libsecret-1-0'.split(
    ' ',
  )

async function lacksLibraries(executable: string): Promise<boolean> {
  const { output } = await run('ldd', [executable])
  return output.includes('not found')
}
