import { z } from 'zod'

/**
 * A scene is plain data that every media engine draws the same way.
 *
 * Units: layer rectangles are fractions of the canvas (0..1, origin top left), so a scene survives a change
 * of resolution; `cropInsets` are fractions of the source picture; `cornerRadius` is a fraction of half the
 * shorter side of the drawn rectangle (0 = square, 1 = pill or circle). Only the canvas is in pixels.
 */

export const CAMERA_SLOTS = [1, 2, 3, 4] as const
export const cameraSlotSchema = z.literal(CAMERA_SLOTS)
/** The studio's camera positions. A slot is stable; the device in it may change. */
export type CameraSlot = z.infer<typeof cameraSlotSchema>

export const canvasSchema = z.object({
  width: z.number().int().min(64).max(4096).multipleOf(2),
  height: z.number().int().min(64).max(4096).multipleOf(2),
})
/** Canvas size in pixels; even, because video encoders want it so. */
export type CanvasSize = z.infer<typeof canvasSchema>

export const PORTRAIT_CANVAS: CanvasSize = { width: 720, height: 1280 }
export const LANDSCAPE_CANVAS: CanvasSize = { width: 1280, height: 720 }

/** How many canvases a rectangle may lie off or measure. */
export const RECT_LIMIT = 4

export const rectSchema = z.object({
  x: z.number().min(-RECT_LIMIT).max(RECT_LIMIT),
  y: z.number().min(-RECT_LIMIT).max(RECT_LIMIT),
  width: z.number().positive().max(RECT_LIMIT),
  height: z.number().positive().max(RECT_LIMIT),
})
/** A rectangle in fractions of the canvas; it may reach outside of it. */
export type SceneRect = z.infer<typeof rectSchema>

/** What two opposite sides may cut off together. */
export const CROP_LIMIT = 0.95

const insetSchema = z.number().min(0).max(CROP_LIMIT)
const cropInsetsSchema = z
  .object({ left: insetSchema, top: insetSchema, right: insetSchema, bottom: insetSchema })
  .refine((crop) => crop.left + crop.right <= CROP_LIMIT && crop.top + crop.bottom <= CROP_LIMIT, {
    error: 'The crop leaves nothing of the picture',
  })
/** What is cut off each side of the source before it is fitted, in fractions of the source. */
export type CropInsets = z.infer<typeof cropInsetsSchema>

export const NO_CROP: CropInsets = { left: 0, top: 0, right: 0, bottom: 0 }

const colorSchema = z.string().regex(/^#[0-9a-fA-F]{6}$/, { error: 'A colour is written #rrggbb' })
const fractionSchema = z.number().min(0).max(1)

/**
 * Words on the picture. They are wrapped to the rectangle, stand in its vertical middle, and what does not fit is cut.
 * `size` is the height of the type as a fraction of the canvas's shorter side, so it reads the same in both shapes.
 */
const textSourceSchema = z.object({
  kind: z.literal('text'),
  text: z.string().max(500),
  color: colorSchema,
  /** Fills the whole rectangle; null = none. */
  background: z.object({ color: colorSchema, opacity: fractionSchema }).nullable(),
  align: z.enum(['start', 'center', 'end']),
  weight: z.enum(['normal', 'bold']),
  size: z.number().min(0.01).max(0.5),
})
export type TextSource = z.infer<typeof textSourceSchema>

const layerSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('camera'), slot: cameraSlotSchema }),
  z.object({ kind: z.literal('screen') }),
  z.object({ kind: z.literal('image'), assetId: z.string().min(1).max(128) }),
  z.object({ kind: z.literal('color'), color: colorSchema }),
  textSourceSchema,
  z.object({ kind: z.literal('product') }),
  z.object({ kind: z.literal('wall') }),
])
/**
 * What a layer shows. `product` and `wall` only say where a card goes; what stands on it comes from the show: the item
 * on air, the question on the wall. Where there is none at the moment the layer draws nothing.
 */
export type LayerSource = z.infer<typeof layerSourceSchema>

export const LAYER_NAME_MAX = 40
export const SCENE_NAME_MAX = 80
export const MAX_LAYERS = 32

const layerSchema = z.object({
  id: z.string().min(1).max(64),
  /** What the seller calls it; without one the source names the layer. */
  name: z.string().trim().min(1).max(LAYER_NAME_MAX).optional(),
  /** Keeps its place and is not drawn. Absent = shown. */
  hidden: z.boolean().optional(),
  source: layerSourceSchema,
  rect: rectSchema,
  /** cover fills the rectangle and cuts what is over; contain shows all and leaves bars. */
  fit: z.enum(['cover', 'contain']),
  cropInsets: cropInsetsSchema,
  /** Higher is nearer to the viewer; layers of equal z are drawn in list order. */
  z: z.number().int().min(-1000).max(1000),
  opacity: fractionSchema,
  mirror: z.boolean(),
  cornerRadius: fractionSchema,
})
export type SceneLayer = z.infer<typeof layerSchema>

export const sceneSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(SCENE_NAME_MAX),
  canvas: canvasSchema,
  layers: z
    .array(layerSchema)
    .max(MAX_LAYERS)
    .refine((layers) => new Set(layers.map((layer) => layer.id)).size === layers.length, {
      error: 'Two layers have the same id',
    }),
})
export type Scene = z.infer<typeof sceneSchema>

export const isPortrait = (canvas: CanvasSize): boolean => canvas.height > canvas.width

/** The camera slots a scene draws, ascending and without repeats. */
export function cameraSlotsOf(scene: Scene): CameraSlot[] {
  const used = new Set(
    scene.layers.flatMap(({ source, hidden }) => (source.kind === 'camera' && !hidden ? [source.slot] : [])),
  )
  return CAMERA_SLOTS.filter((slot) => used.has(slot))
}
