import { spawnSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/** Names in PATH, Chrome first: it and the distributions' Chromium carry H.264. */
const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge']

/**
 * The Chromium of this machine: `CHROMIUM_PATH`, else the system's Chrome, Chromium or Edge, else null. Throws when
 * `CHROMIUM_PATH` names no program.
 */
export function installedChromium(): { executable: string; origin: 'CHROMIUM_PATH' | 'system' } | null {
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') {
    if (!isRunnable(named)) {
      throw new Error(`CHROMIUM_PATH names ${named}, which is not a program that can be run.`)
    }
    return { executable: named, origin: 'CHROMIUM_PATH' }
  }
  const found = [...inPath(), ...wellKnown()].find((file) => isRunnable(file) && startsUp(file))
  return found === undefined ? null : { executable: found, origin: 'system' }
}

/** Ubuntu's `chromium-browser` may be a stub that only tells to install a snap: believe a version, not a name. */
export function startsUp(executable: string): boolean {
  // On Windows `--version` opens a window instead of printing.
  if (process.platform === 'win32') return true
  return spawnSync(executable, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

function inPath(): string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const ending = process.platform === 'win32' ? '.exe' : ''
  return NAMES.flatMap((name) => folders.map((folder) => path.resolve(folder, name + ending)))
}

function wellKnown(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (process.platform !== 'win32') return []
  const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap(
    (name) => process.env[name] ?? [],
  )
  return [
    path.join('Google', 'Chrome', 'Application', 'chrome.exe'),
    path.join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
  ].flatMap((program) => roots.map((root) => path.join(root, program)))
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
