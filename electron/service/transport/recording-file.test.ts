import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { appendChunk, makeDurable, sizeOf } from './recording-file.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huitou-recording-'))
  path = join(folder, 'program.webm')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const piece = (text: string): Readable => Readable.from([Buffer.from(text)])

describe('a recording file', () => {
  it('grows piece by piece and keeps the order', async () => {
    expect(await appendChunk(path, 0, piece('头'), 100)).toEqual({ kind: 'written', bytes: 3 })
    expect(await appendChunk(path, 3, piece('中'), 100)).toEqual({ kind: 'written', bytes: 6 })
    expect(await appendChunk(path, 6, null, 100)).toEqual({ kind: 'written', bytes: 6 })
    expect(readFileSync(path, 'utf8')).toBe('头中')
    expect(await makeDurable(path)).toBe(6)
  })

  it('refuses a piece that does not begin at its end, and says where that is', async () => {
    await appendChunk(path, 0, piece('abc'), 100)
    expect(await appendChunk(path, 2, piece('x'), 100)).toEqual({ kind: 'wrongOffset', bytes: 3 })
    expect(await appendChunk(path, 4, piece('x'), 100)).toEqual({ kind: 'wrongOffset', bytes: 3 })
    expect(await appendChunk(path, 0, piece('x'), 100)).toEqual({ kind: 'wrongOffset', bytes: 3 })
    expect(readFileSync(path, 'utf8')).toBe('abc')
  })

  it('is not begun by a piece from the middle', async () => {
    expect(await appendChunk(path, 5, piece('x'), 100)).toEqual({ kind: 'wrongOffset', bytes: 0 })
    expect(existsSync(path)).toBe(false)
    expect(await sizeOf(path)).toBe(0)
    expect(await makeDurable(path)).toBeNull()
  })

  it('keeps nothing of a piece that is too large', async () => {
    await appendChunk(path, 0, piece('abc'), 4)
    const large = Readable.from([Buffer.from('1234'), Buffer.from('5')])
    expect(await appendChunk(path, 3, large, 4)).toEqual({ kind: 'tooLarge', bytes: 3 })
    expect(readFileSync(path, 'utf8')).toBe('abc')
  })

  it('keeps what came of a piece whose sender went away', async () => {
    async function* broken() {
      yield Buffer.from('abc')
      await new Promise((resolve) => setImmediate(resolve))
      throw new Error('connection reset')
    }
    const outcome = await appendChunk(path, 0, Readable.from(broken()), 100)
    expect(outcome.kind).toBe('cutShort')
    expect(outcome.bytes).toBe(statSync(path).size)
    expect('abc'.startsWith(readFileSync(path, 'utf8'))).toBe(true)
  })

  it.skipIf(process.platform === 'win32')('is never written through a link', async () => {
    const target = join(folder, 'elsewhere')
    writeFileSync(target, 'keep')
    symlinkSync(target, path)
    await expect(appendChunk(path, 4, piece('x'), 100)).rejects.toThrow('ELOOP')
    expect(readFileSync(target, 'utf8')).toBe('keep')
  })

  it.skipIf(!existsSync('/dev/full'))('tells a full disk apart from every other failure', async () => {
    expect(await appendChunk('/dev/full', 0, piece('abc'), 100)).toEqual({ kind: 'diskFull', bytes: 0 })
  })
})
