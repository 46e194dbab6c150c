import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/** Whether `file` is an ordinary file this process may run. */
export function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** The first of `names` found in PATH, as an absolute path, or null. */
export function findProgram(...names: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : ['']
  for (const name of names) {
    for (const folder of folders) {
      for (const ending of endings) {
        const file = path.resolve(folder, name + ending)
        if (isRunnable(file)) return file
      }
    }
  }
  return null
}
