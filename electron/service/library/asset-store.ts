import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Largest image a scene may show, in bytes. */
export const ASSET_MAX_BYTES = 8 * 1024 * 1024

/** An image nobody refers to is kept this long, for scenes that are being edited and not saved yet. */
const ORPHAN_KEPT_MS = 24 * 60 * 60_000

export type AssetType = 'image/png' | 'image/jpeg' | 'image/webp'

export interface Asset {
  readonly type: AssetType
  readonly bytes: Buffer
}

export type AssetOutcome = 'stored' | 'tooLarge' | 'wrongType' | 'wrongHash' | 'diskFull'

/** The images of the scenes, each a file named by the SHA-256 of its bytes (lower-case hex). */
export interface AssetStore {
  readonly put: (id: string, bytes: Buffer) => Promise<AssetOutcome>
  readonly get: (id: string) => Promise<Asset | null>
  readonly remove: (id: string) => Promise<'removed' | 'notFound' | 'inUse'>
  /** The picture of the item on air: the only one that viewers may see. */
  readonly isOnAir: (id: string) => boolean
  /** Removes images no scene shows and that have lain there for a day; returns how many. */
  readonly tidy: () => Promise<number>
}

export interface AssetStoreOptions {
  readonly folder: string
  /** The images the saved scenes show. */
  readonly inUse: () => ReadonlySet<string>
  readonly isOnAir?: (id: string) => boolean
  readonly nowMs: () => number
}

const ASSET_ID = /^[0-9a-f]{64}$/

/** Every method takes ids from outside: what is no hash is simply not there, so no path can be smuggled in. */
export function createAssetStore({
  folder,
  inUse,
  isOnAir = () => false,
  nowMs,
}: AssetStoreOptions): AssetStore {
  const fileOf = (id: string): string => join(folder, id)

  async function put(id: string, bytes: Buffer): Promise<AssetOutcome> {
    if (bytes.length > ASSET_MAX_BYTES) return 'tooLarge'
    if (typeOf(bytes) === null) return 'wrongType'
    if (!ASSET_ID.test(id) || createHash('sha256').update(bytes).digest('hex') !== id) return 'wrongHash'
    const part = `${fileOf(id)}.part`
    try {
      await mkdir(folder, { recursive: true })
      // The name promises the content, so it is given only once that is whole and on the disk.
      await writeDurably(part, bytes)
      await rename(part, fileOf(id))
      return 'stored'
    } catch (error) {
      await rm(part, { force: true })
      if (hasCode(error, 'ENOSPC') || hasCode(error, 'EDQUOT')) return 'diskFull'
      throw error
    }
  }

  async function get(id: string): Promise<Asset | null> {
    if (!ASSET_ID.test(id)) return null
    const bytes = await unlessMissing(readFile(fileOf(id)))
    const type = bytes && typeOf(bytes)
    return bytes && type ? { type, bytes } : null
  }

  async function remove(id: string): Promise<'removed' | 'notFound' | 'inUse'> {
    if (!ASSET_ID.test(id)) return 'notFound'
    if (inUse().has(id)) return 'inUse'
    const there = await unlessMissing(stat(fileOf(id)))
    if (!there) return 'notFound'
    await rm(fileOf(id), { force: true })
    return 'removed'
  }

  async function tidy(): Promise<number> {
    const names = (await unlessMissing(readdir(folder))) ?? []
    const kept = inUse()
    let removed = 0
    for (const name of names) {
      if (kept.has(name)) continue
      const found = await unlessMissing(stat(join(folder, name)))
      if (!found || nowMs() - found.mtimeMs <= ORPHAN_KEPT_MS) continue
      await rm(join(folder, name), { force: true })
      removed++
    }
    return removed
  }

  return { put, get, remove, isOnAir, tidy }
}

async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** By the first bytes (PNG, JFIF and RIFF/WEBP signatures); what a sender claims counts for nothing. */
function typeOf(bytes: Buffer): AssetType | null {
  const starts = (signature: string, at = 0): boolean =>
    bytes.subarray(at, at + signature.length).equals(Buffer.from(signature, 'latin1'))
  if (starts('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (starts('\xff\xd8\xff')) return 'image/jpeg'
  if (starts('RIFF') && starts('WEBP', 8)) return 'image/webp'
  return null
}

async function unlessMissing<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
