import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findChromium } from './find-chromium.ts'
import { findElectron } from './find-electron.ts'
import { findProgram } from './find-program.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'huitou-find-'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

function program(name: string, script: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}

describe.skipIf(process.platform === 'win32')('a program in PATH', () => {
  it('is found by the first name there is', () => {
    const second = program('second', 'exit 0')
    vi.stubEnv('PATH', `${path.join(folder, 'nowhere')}${path.delimiter}${folder}`)
    expect(findProgram('first', 'second')).toBe(second)
    expect(findProgram('third')).toBeNull()
  })

  it('must be one that can be run', () => {
    writeFileSync(path.join(folder, 'text'), 'only text')
    vi.stubEnv('PATH', folder)
    expect(findProgram('text')).toBeNull()
  })
})

describe.skipIf(process.platform !== 'linux')('the Chromium for tests', () => {
  it('is the one CHROMIUM_PATH names', () => {
    const named = program('my-chromium', 'exit 0')
    vi.stubEnv('CHROMIUM_PATH', named)
    expect(findChromium()).toEqual({ executable: named, origin: 'CHROMIUM_PATH' })
  })

  it('is refused by name when CHROMIUM_PATH leads nowhere', () => {
    vi.stubEnv('CHROMIUM_PATH', path.join(folder, 'gone'))
    expect(() => findChromium()).toThrow(/CHROMIUM_PATH names .*gone/)
  })

  it('is the system’s, passing over a stub that does not start', () => {
    program('google-chrome', 'echo install a snap; exit 1')
    const real = program('chromium', 'echo Chromium 1')
    vi.stubEnv('CHROMIUM_PATH', '')
    vi.stubEnv('PATH', folder)
    expect(findChromium()).toEqual({ executable: real, origin: 'system' })
  })
})

describe.skipIf(process.platform !== 'linux')('the Electron runtime for tests', () => {
  it('is the one in ELECTRON_OVERRIDE_DIST_PATH', () => {
    const electron = program('electron', 'exit 0')
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder)
    expect(findElectron()).toEqual({ executable: electron })
  })

  it('says in one sentence where it was looked for in vain', () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder)
    expect(findElectron().missing).toContain(folder)
  })
})
