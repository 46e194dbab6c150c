import { z } from 'zod'
import { assetIdsOf, sceneCollectionSchema } from './scene-collection.ts'
import type { SceneCollection } from './scene-collection.ts'

/** What the images of one exported file may weigh together, in bytes before encoding. */
export const EXPORT_ASSETS_MAX_BYTES = 10 * 1024 * 1024
/** Images grow by a third in a data URL, and the scenes need room beside them. */
const IMPORT_MAX_BYTES = 2 * EXPORT_ASSETS_MAX_BYTES

export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const
export type ImageType = (typeof IMAGE_TYPES)[number]

const dataUrlSchema = z.string().regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/, {
  error: 'Not a PNG, JPEG or WebP data URL',
})

const fileSchema = z.intersection(
  sceneCollectionSchema,
  z.object({ assets: z.record(z.string().min(1).max(128), dataUrlSchema).optional() }),
)

/** One embedded image. `base64` is its bytes. */
export interface EmbeddedImage {
  readonly type: ImageType
  readonly base64: string
}

/** The text of an export file, images embedded; or how many bytes of images are too many for one. */
export function writeSceneFile(
  collection: SceneCollection,
  images: ReadonlyMap<string, EmbeddedImage>,
): { readonly text: string } | { readonly tooLarge: number } {
  const assets = assetIdsOf(collection.scenes).flatMap((id) => {
    const image = images.get(id)
    return image ? [[id, `data:${image.type};base64,${image.base64}`] as const] : []
  })
  const bytes = assets.reduce((sum, [, url]) => sum + base64Bytes(url), 0)
  if (bytes > EXPORT_ASSETS_MAX_BYTES) return { tooLarge: bytes }
  const body = assets.length > 0 ? { ...collection, assets: Object.fromEntries(assets) } : collection
  return { text: `${JSON.stringify(body, null, 2)}\n` }
}

/** Where a file is wrong: the scene and layer by number (from 1) and name, the field inside, and what the matter is. */
export interface SceneFileProblem {
  readonly scene: { readonly number: number; readonly name: string | null } | null
  readonly layer: { readonly number: number; readonly name: string | null } | null
  /** The path inside the layer, scene or file, dotted; empty for the whole. */
  readonly field: string
  readonly message: string
}

export type SceneFileReading =
  | {
      readonly kind: 'read'
      readonly collection: SceneCollection
      readonly images: ReadonlyMap<string, EmbeddedImage>
      /** Images the scenes show that the file does not bring along. */
      readonly missing: readonly string[]
    }
  /** `newer`: written by a later version of the studio. */
  | { readonly kind: 'tooLarge' | 'notJson' | 'notScenes' | 'newer' }
  | { readonly kind: 'invalid'; readonly problems: readonly SceneFileProblem[] }

const headSchema = z.object({ format: z.literal('huitou-scenes'), version: z.number().int() })

/** Reads an export file. `localeError` words zod's messages in another language. */
export function readSceneFile(text: string, localeError?: z.core.$ZodErrorMap): SceneFileReading {
  if (text.length > IMPORT_MAX_BYTES) return { kind: 'tooLarge' }
  let raw: unknown
  try {
    raw = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { kind: 'notJson' }
  }
  const head = headSchema.safeParse(raw)
  if (!head.success) return { kind: 'notScenes' }
  if (head.data.version > 1) return { kind: 'newer' }
  const parsed = fileSchema.safeParse(raw, localeError ? { error: localeError } : {})
  if (!parsed.success)
    return { kind: 'invalid', problems: parsed.error.issues.map((issue) => locate(issue, raw)) }
  const { assets = {}, ...collection } = parsed.data
  const images = new Map(Object.entries(assets).map(([id, url]) => [id, splitDataUrl(url)]))
  const missing = assetIdsOf(collection.scenes).filter((id) => !images.has(id))
  return { kind: 'read', collection, images, missing }
}

const namedSchema = z.object({ name: z.string() })
const layeredSchema = z.object({ layers: z.array(z.unknown()) })
const scenesSchema = z.object({ scenes: z.array(z.unknown()) })

function locate({ path, message }: z.core.$ZodIssue, raw: unknown): SceneFileProblem {
  const [first, sceneIndex, second, layerIndex] = path
  if (first !== 'scenes' || typeof sceneIndex !== 'number') {
    return { scene: null, layer: null, field: path.join('.'), message }
  }
  const rawScene = scenesSchema.safeParse(raw).data?.scenes[sceneIndex]
  const scene = { number: sceneIndex + 1, name: nameOf(rawScene) }
  if (second !== 'layers' || typeof layerIndex !== 'number') {
    return { scene, layer: null, field: path.slice(2).join('.'), message }
  }
  const rawLayer = layeredSchema.safeParse(rawScene).data?.layers[layerIndex]
  const layer = { number: layerIndex + 1, name: nameOf(rawLayer) }
  return { scene, layer, field: path.slice(4).join('.'), message }
}

const nameOf = (raw: unknown): string | null => namedSchema.safeParse(raw).data?.name.slice(0, 80) ?? null

function splitDataUrl(url: string): EmbeddedImage {
  const comma = url.indexOf(',')
  const type = IMAGE_TYPES.find((one) => url.startsWith(`data:${one};`))
  if (!type) throw new Error('The data URL has been checked and has no image type')
  return { type, base64: url.slice(comma + 1) }
}

/** How many bytes a data URL stands for. */
function base64Bytes(url: string): number {
  const base64 = url.slice(url.indexOf(',') + 1)
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0
  return (base64.length / 4) * 3 - padding
}
