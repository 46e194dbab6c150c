import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'

/** What became of one piece; `bytes` is what the file holds now. */
export interface ChunkOutcome {
  readonly kind: 'written' | 'wrongOffset' | 'tooLarge' | 'diskFull' | 'cutShort'
  readonly bytes: number
}

// A link planted in the session's folder must not lead the recording elsewhere; Windows has no such flag.
const NO_FOLLOW: number = constants.O_NOFOLLOW ?? 0

/**
 * Appends a piece that must begin exactly at the end of the file; offset 0 makes the file. A piece cut short, by the
 * sender or by a full disk, stays as far as it came: it is a true beginning of the piece. One that is too
 * large leaves nothing.
 * @throws system errors other than a full disk
 */
export async function appendChunk(
  path: string,
  offset: number,
  source: Readable | null,
  maxBytes: number,
): Promise<ChunkOutcome> {
  const file = await openForAppend(path, offset)
  if (!file) return { kind: 'wrongOffset', bytes: 0 }
  try {
    const { size } = await file.stat()
    if (size !== offset) return { kind: 'wrongOffset', bytes: size }
    const kind = source === null ? 'written' : await copy(source, file, maxBytes)
    if (kind === 'tooLarge') await file.truncate(offset)
    return { kind, bytes: (await file.stat()).size }
  } finally {
    await file.close()
  }
}

/** Brings a file and its folder's entry safely to the disk; its size in bytes, or null when there is no such file. */
export async function makeDurable(path: string): Promise<number | null> {
  const file = await openIfThere(path, constants.O_RDWR | NO_FOLLOW)
  if (!file) return null
  try {
    await file.sync()
    await syncFolder(dirname(path))
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

/** Size in bytes; 0 when there is no such file. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0
    throw error
  }
}

function openForAppend(path: string, offset: number): Promise<FileHandle | null> {
  const flags = constants.O_WRONLY | constants.O_APPEND | NO_FOLLOW
  return offset === 0 ? open(path, flags | constants.O_CREAT, 0o600) : openIfThere(path, flags)
}

async function openIfThere(path: string, flags: number): Promise<FileHandle | null> {
  try {
    return await open(path, flags)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

async function copy(source: Readable, file: FileHandle, maxBytes: number): Promise<ChunkOutcome['kind']> {
  let came = 0
  // Left undestroyed on an early end: the answer still has to go out through the same connection.
  const pieces = source.iterator({ destroyOnReturn: false })
  try {
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      came += piece.length
      if (came > maxBytes) return 'tooLarge'
      await file.appendFile(piece)
    }
    return 'written'
  } catch (error) {
    if (hasCode(error, 'ENOSPC') || hasCode(error, 'EDQUOT')) return 'diskFull'
    if (source.errored) return 'cutShort'
    throw error
  }
}

/** A new file is safe only once its folder's entry is; Windows neither offers nor needs it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
