import type { CanvasSize, CropInsets, LayerSource, Scene, SceneLayer, SceneRect } from './scene.ts'

export interface PixelSize {
  readonly width: number
  readonly height: number
}

export interface PixelRect extends PixelSize {
  readonly x: number
  readonly y: number
}

/** One picture to draw: `source` is cut from the source picture and stretched onto `target`, both in px. */
export interface DrawStep {
  readonly layer: SceneLayer
  /** Null when the source has no picture now; `target` is then the whole rectangle of the layer. */
  readonly source: PixelRect | null
  readonly target: PixelRect
  readonly cornerRadiusPx: number
}

/**
 * Turns canvas fractions into whole pixels. Edges are rounded rather than sizes, so that rectangles that
 * touch in the scene touch in the picture.
 */
export function toPixelRect(rect: SceneRect, canvas: PixelSize): PixelRect {
  const left = Math.round(rect.x * canvas.width)
  const top = Math.round(rect.y * canvas.height)
  return {
    x: left,
    y: top,
    width: Math.round((rect.x + rect.width) * canvas.width) - left,
    height: Math.round((rect.y + rect.height) * canvas.height) - top,
  }
}

/**
 * Crops the source and fits what is left into `target`, centred and with its proportions kept. `cover` cuts
 * the source further, `contain` shrinks the target.
 */
export function fitPicture(
  picture: PixelSize,
  cropInsets: CropInsets,
  fit: SceneLayer['fit'],
  target: PixelRect,
): { source: PixelRect; target: PixelRect } {
  const cropped: PixelRect = {
    x: picture.width * cropInsets.left,
    y: picture.height * cropInsets.top,
    width: picture.width * (1 - cropInsets.left - cropInsets.right),
    height: picture.height * (1 - cropInsets.top - cropInsets.bottom),
  }
  return fit === 'cover'
    ? { source: centreIn(cropped, target), target }
    : { source: cropped, target: centreIn(target, cropped) }
}

/** The largest rectangle with the proportions of `shape` in the middle of `area`. */
function centreIn(area: PixelRect, shape: PixelSize): PixelRect {
  const scale = Math.min(area.width / shape.width, area.height / shape.height)
  const width = Math.min(area.width, shape.width * scale)
  const height = Math.min(area.height, shape.height * scale)
  return { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/**
 * Lists what to draw, farthest first, onto an output of `output` px (the scene's canvas, or a smaller copy of
 * it). `sizeOf` tells the present size of a source's picture in px, null while there is none. Layers that
 * are invisible or round to nothing are left out.
 */
export function layoutScene(
  scene: Scene,
  output: CanvasSize,
  sizeOf: (source: LayerSource) => PixelSize | null,
): DrawStep[] {
  return scene.layers
    .filter((layer) => layer.opacity > 0 && layer.hidden !== true)
    .toSorted((a, b) => a.z - b.z)
    .flatMap((layer) => {
      const area = toPixelRect(layer.rect, output)
      if (area.width < 1 || area.height < 1) return []
      const size = sizeOf(layer.source)
      const { source, target } =
        size && size.width > 0 && size.height > 0
          ? fitPicture(size, layer.cropInsets, layer.fit, area)
          : { source: null, target: area }
      const cornerRadiusPx = (layer.cornerRadius * Math.min(target.width, target.height)) / 2
      return [{ layer, source, target, cornerRadiusPx }]
    })
}
