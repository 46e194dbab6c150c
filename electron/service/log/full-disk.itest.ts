import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { fingerprint } from '../storage/testing/damage.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { LogError } from './log-error.ts'
import { openSessionLogWriter } from './log-writer.ts'
import { salvageSessionLog } from './salvage.ts'
import { createdEntry, danmakuEntries, danmakuEntry, snapshotAt } from './testing/entries.ts'
import { verifySessionLog } from './verify.ts'

const MEGABYTES = 2
/** Tools of Linux; where they or the right to use them are missing, these tests are skipped. */
const MOUNT = 'mount'
const UNMOUNT = 'umount'

/** A real file system of a few MB; null where only an administrator of Linux may make one. */
function smallDisk(): string | null {
  const folder = join(tempFolder(), 'disk')
  mkdirSync(folder)
  try {
    execFileSync(MOUNT, ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  onTestFinished(() => void execFileSync(UNMOUNT, ['-l', folder]))
  return folder
}

/** Takes what room is left, down to the last byte. */
function fill(file: string): void {
  for (const bytes of [65_536, 4_096, 1]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' })
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
    }
  }
}

function problemOf(action: () => void): LogError | null {
  try {
    action()
    return null
  } catch (error) {
    if (error instanceof LogError) return error
    throw error
  }
}

it('keeps nothing by halves on a full disk, and goes on when there is room', ({ skip }) => {
  const disk = smallDisk()
  if (disk === null) return skip('no right to mount a small file system here')
  const file = join(disk, 's.db')
  const ballast = join(disk, 'ballast')
  const log = openSessionLogWriter(file, { create: true })
  onTestFinished(() => log.close())
  log.append([createdEntry('s')])
  log.saveSnapshot(snapshotAt(1))

  for (let round = 0; round < 5; round++) {
    const before = log.lastSeq()
    fill(ballast)
    const batch = danmakuEntries(before + 1, before + 400)
    expect(problemOf(() => log.append(batch))?.kind).toBe('full')
    expect(problemOf(() => log.append(batch))?.kind).toBe('full')
    expect(log.lastSeq()).toBe(before)
    expect(verifySessionLog(file)).toMatchObject({ ok: true, lastSeq: before })

    rmSync(ballast)
    log.append(batch)
    log.append([danmakuEntry(before + 401)])
    expect(log.lastSeq()).toBe(before + 401)
    expect(verifySessionLog(file)).toMatchObject({ ok: true, lastSeq: before + 401 })
  }
})

it('refuses to make a log where there is no room', ({ skip }) => {
  const disk = smallDisk()
  if (disk === null) return skip('no right to mount a small file system here')
  fill(join(disk, 'ballast'))
  expect(problemOf(() => openSessionLogWriter(join(disk, 's.db'), { create: true }).close())?.kind).toBe(
    'full',
  )
  rmSync(join(disk, 'ballast'))
  const log = openSessionLogWriter(join(disk, 's.db'), { create: true })
  log.append([createdEntry('s')])
  log.close()
})

it('leaves a damaged log where it is when there is no room to salvage it', ({ skip }) => {
  const disk = smallDisk()
  if (disk === null) return skip('no right to mount a small file system here')
  const file = join(disk, 's.db')
  const log = openSessionLogWriter(file, { create: true })
  log.append([createdEntry('s'), ...danmakuEntries(2, 1_000)])
  log.close()
  const before = fingerprint(file)
  fill(join(disk, 'ballast'))
  expect(problemOf(() => salvageSessionLog(file))?.kind).toBe('full')
  expect(fingerprint(file)).toEqual(before)
  expect(existsSync(`${file}.salvaged`)).toBe(false)
})
