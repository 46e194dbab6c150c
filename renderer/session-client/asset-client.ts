import { IMAGE_TYPES } from '#shared/domain/scenes/scene-file.ts'

/** As the service takes them. */
const ASSET_MAX_BYTES = 8 * 1024 * 1024

export type AssetProblem = 'tooLarge' | 'wrongType' | 'diskFull' | 'offline' | 'failed'
export type Uploaded =
  | { readonly ok: true; readonly assetId: string }
  | { readonly ok: false; readonly problem: AssetProblem }

export const assetUrl = (assetId: string): string => `/v1/assets/${assetId}`

/** Brings an image to the service and tells its id: the SHA-256 of its bytes. */
export async function uploadAsset(image: Blob): Promise<Uploaded> {
  if (!IMAGE_TYPES.some((type) => type === image.type)) return { ok: false, problem: 'wrongType' }
  if (image.size > ASSET_MAX_BYTES) return { ok: false, problem: 'tooLarge' }
  const assetId = await hashOf(image)
  try {
    const { ok, status } = await fetch(assetUrl(assetId), { method: 'PUT', body: image })
    return ok ? { ok, assetId } : { ok: false, problem: PROBLEMS[status] ?? 'failed' }
  } catch {
    return { ok: false, problem: 'offline' }
  }
}

const PROBLEMS: Readonly<Record<number, AssetProblem>> = {
  413: 'tooLarge',
  415: 'wrongType',
  507: 'diskFull',
}

/** Null when it is not there or the service cannot be reached. */
export async function fetchAsset(assetId: string): Promise<Blob | null> {
  try {
    const response = await fetch(assetUrl(assetId))
    return response.ok ? await response.blob() : null
  } catch {
    return null
  }
}

async function hashOf(image: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await image.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
