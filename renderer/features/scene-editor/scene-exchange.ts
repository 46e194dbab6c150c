import { assetIdsOf, type SceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import {
  IMAGE_TYPES,
  writeSceneFile,
  type EmbeddedImage,
  type SceneFileReading,
} from '#shared/domain/scenes/scene-file.ts'
import { fetchAsset, uploadAsset, type AssetProblem } from '#renderer/session-client/asset-client.ts'

export type Exported =
  | { readonly kind: 'file'; readonly text: string; readonly missing: number }
  | { readonly kind: 'tooLarge'; readonly bytes: number }

/** The scenes as one file, images included; `missing` of them could not be fetched. */
export async function exportScenes(collection: SceneCollection): Promise<Exported> {
  const images = new Map<string, EmbeddedImage>()
  const wanted = assetIdsOf(collection.scenes)
  for (const id of wanted) {
    const blob = await fetchAsset(id)
    const type = IMAGE_TYPES.find((one) => one === blob?.type)
    if (blob && type) images.set(id, { type, base64: toBase64(new Uint8Array(await blob.arrayBuffer())) })
  }
  const written = writeSceneFile(collection, images)
  if ('tooLarge' in written) return { kind: 'tooLarge', bytes: written.tooLarge }
  return { kind: 'file', text: written.text, missing: wanted.length - images.size }
}

/**
 * Brings the images of a file to the service. The scenes then name each by what it is there: its own hash, whatever
 * the file called it. The first problem ends it; images that went up before are tidied away by themselves.
 */
export async function importImages(
  file: Extract<SceneFileReading, { kind: 'read' }>,
): Promise<{ readonly collection: SceneCollection } | { readonly problem: AssetProblem }> {
  const ids = new Map<string, string>()
  for (const [id, { type, base64 }] of file.images) {
    const uploaded = await uploadAsset(new Blob([fromBase64(base64)], { type }))
    if (!uploaded.ok) return { problem: uploaded.problem }
    ids.set(id, uploaded.assetId)
  }
  const scenes = file.collection.scenes.map((scene) => ({
    ...scene,
    layers: scene.layers.map((layer) =>
      layer.source.kind === 'image'
        ? {
            ...layer,
            source: { ...layer.source, assetId: ids.get(layer.source.assetId) ?? layer.source.assetId },
          }
        : layer,
    ),
  }))
  return { collection: { ...file.collection, scenes } }
}

/** Hands a file to the browser to be saved. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads the address after this task.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

const PIECE = 0x8000

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += PIECE) {
    binary += String.fromCharCode(...bytes.subarray(at, at + PIECE))
  }
  return btoa(binary)
}

const fromBase64 = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
