import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isStale } from './build-if-stale.ts'

const SOURCE_MS = Date.UTC(2026, 0, 1)
const BUILD_MS = SOURCE_MS + 60_000
const LATER_MS = BUILD_MS + 60_000

describe('a build', () => {
  let folder = ''

  /** Writes a file of that age; the folders above it get the age of the sources. */
  function put(file: string, timeMs: number): void {
    const full = path.join(folder, file)
    mkdirSync(path.dirname(full), { recursive: true })
    writeFileSync(full, '')
    utimesSync(full, timeMs / 1_000, timeMs / 1_000)
    for (let above = path.dirname(full); above !== folder; above = path.dirname(above)) {
      utimesSync(above, SOURCE_MS / 1_000, SOURCE_MS / 1_000)
    }
  }

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'build-'))
    for (const source of [
      'electron/main/main.ts',
      'renderer/host/main.tsx',
      'shared/lib/result.ts',
      'package.json',
    ]) {
      put(source, SOURCE_MS)
    }
    for (const built of [
      'main/main.cjs',
      'main/service.cjs',
      'preload/preload.cjs',
      'renderer/host/index.html',
    ]) {
      put(`out/${built}`, BUILD_MS)
    }
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('is used again while no source is younger', () => {
    expect(isStale(folder)).toBe(false)
  })
  it('is stale once a source deep down changed', () => {
    put('renderer/features/question-queue/Queue.tsx', LATER_MS)
    expect(isStale(folder)).toBe(true)
  })
  it('is stale once a source was removed', () => {
    utimesSync(path.join(folder, 'shared/lib'), LATER_MS / 1_000, LATER_MS / 1_000)
    expect(isStale(folder)).toBe(true)
  })
  it('is stale while one of its parts is missing', () => {
    rmSync(path.join(folder, 'out/preload/preload.cjs'))
    expect(isStale(folder)).toBe(true)
  })
  it('does not mind tests', () => {
    put('electron/main/menu.test.ts', LATER_MS)
    put('electron/service/crash.itest.ts', LATER_MS)
    expect(isStale(folder)).toBe(false)
  })
})
