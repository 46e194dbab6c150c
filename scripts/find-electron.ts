import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isRunnable } from './find-program.ts'
import { root } from './run.ts'

/** An Electron runtime, or in `missing` one sentence on why there is none. */
export type FoundElectron = { executable: string; missing?: never } | { executable?: never; missing: string }

function programName(): string {
  if (process.platform === 'darwin') return path.join('Electron.app', 'Contents', 'MacOS', 'Electron')
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * The Electron runtime of the shell's end-to-end tests: the folder in ELECTRON_OVERRIDE_DIST_PATH, else the
 * one the `electron` package has downloaded. Never downloads: importing `electron` would.
 */
export function findElectron(): FoundElectron {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override !== undefined && override !== '') {
    const executable = path.join(override, programName())
    if (isRunnable(executable)) return { executable }
    return { missing: `ELECTRON_OVERRIDE_DIST_PATH names ${override}, where there is no ${programName()}.` }
  }
  const home = path.join(root, 'node_modules', 'electron')
  const pathFile = path.join(home, 'path.txt')
  const program = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : programName()
  const executable = path.join(home, 'dist', program)
  if (isRunnable(executable)) return { executable }
  return {
    missing:
      'no Electron runtime: npx install-electron downloads it, or ELECTRON_OVERRIDE_DIST_PATH names a folder with one.',
  }
}
