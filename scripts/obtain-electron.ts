import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { findElectron } from './find-electron.ts'
import { root, run, runTool } from './run.ts'
import { inWords, say } from './speak.ts'

/** An Electron runtime that can be started, or in `missing` why there is none. */
export type Runtime = { executable: string; major: number; missing?: never } | { missing: string }

interface Progress {
  readonly transferred: number
  readonly total: number | null
}

/** A download that brings nothing for this long is given up: the studio also runs in a browser. */
const STALLED_AFTER_MS = 30_000
const DOWNLOAD_WITHIN_MS = 20 * 60_000

const home = path.join(root, 'node_modules', 'electron')
const packageSchema = z.object({ version: z.string() })
const checksumsSchema = z.record(z.string(), z.string())

/** Finds an Electron runtime for the desktop window; downloads the one the `electron` package names if there is none. */
export async function obtainElectron(): Promise<Runtime> {
  const missing = lacksDisplay()
  if (missing !== undefined) return { missing }
  let found = findElectron()
  if (found.missing !== undefined && !process.env['ELECTRON_OVERRIDE_DIST_PATH']) {
    const problem = await downloadElectron()
    if (problem !== undefined) return { missing: problem }
    found = findElectron()
  }
  if (found.missing !== undefined) return { missing: found.missing }
  const major = await majorVersion(found.executable)
  if (Number.isInteger(major)) return { executable: found.executable, major }
  const { executable } = found
  return { missing: inWords(`${executable} 不能运行`, `${executable} does not run`) }
}

/** Why no window can be shown here; undefined where one can. */
export function lacksDisplay(): string | undefined {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
    return undefined
  return inWords(
    '这台机器没有图形界面（DISPLAY 和 WAYLAND_DISPLAY 都没有设置）',
    'this machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set)',
  )
}

/** A folder named by hand may hold any version: the program itself is asked. The package's own is of its own version. */
async function majorVersion(executable: string): Promise<number> {
  if (!process.env['ELECTRON_OVERRIDE_DIST_PATH']) return Number.parseInt(packageVersion(), 10)
  const asNode = { ELECTRON_RUN_AS_NODE: '1' }
  const { output } = await run(executable, ['-p', 'process.versions.electron'], { env: asNode })
  return Number.parseInt(output, 10)
}

/** Downloads with progress and limits, then lets the `electron` package unpack from its cache. Undefined when it worked. */
async function downloadElectron(): Promise<string | undefined> {
  const version = packageVersion()
  const { downloadArtifact } = await import('@electron/get')
  const controller = new AbortController()
  const overall = setTimeout(() => controller.abort(), DOWNLOAD_WITHIN_MS)
  let stalled = setTimeout(() => controller.abort(), STALLED_AFTER_MS)
  say(
    `首次启动：下载 Electron ${version} 运行时（约 120 MB，只此一次；ELECTRON_MIRROR 可指定镜像，npm start -- --browser 直接用浏览器）…`,
    `First start: downloading the Electron ${version} runtime (about 120 MB, once; ELECTRON_MIRROR names a mirror, npm start -- --browser uses the browser) …`,
  )
  try {
    await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: checksumsSchema.parse(readJson('checksums.json')),
      downloadOptions: {
        quiet: true,
        signal: controller.signal,
        getProgressCallback: async ({ transferred, total }: Progress) => {
          clearTimeout(stalled)
          stalled = setTimeout(() => controller.abort(), STALLED_AFTER_MS)
          showProgress(transferred, total)
        },
      },
    })
  } catch (error) {
    return inWords(
      `Electron 运行时下载不了（${reasonOf(error)}）`,
      `the Electron runtime could not be downloaded (${reasonOf(error)})`,
    )
  } finally {
    clearTimeout(overall)
    clearTimeout(stalled)
    if (process.stderr.isTTY) process.stderr.clearLine(0)
  }
  const { code, output } = await runTool('electron/install.js', [])
  if (code === 0) return undefined
  const reason = output.trim().split('\n')[0] ?? ''
  return inWords(
    `Electron 运行时解压失败（${reason}）`,
    `the Electron runtime could not be unpacked (${reason})`,
  )
}

function packageVersion(): string {
  return packageSchema.parse(readJson('package.json')).version
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(home, file), 'utf8'))
}

function showProgress(transferred: number, total: number | null): void {
  if (!process.stderr.isTTY) return
  const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(0)
  process.stderr.write(`\r  ${megabytes(transferred)} / ${total === null ? '?' : megabytes(total)} MB`)
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'AbortError') return inWords('网络没有进展', 'the network made no progress')
  return error.cause instanceof Error ? error.cause.message : error.message
}
