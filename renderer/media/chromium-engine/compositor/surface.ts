export type Surface = OffscreenCanvasRenderingContext2D

/** A canvas to draw opaque pictures on, in px. */
export function newSurface(width = 2, height = 2): Surface {
  return contextOf(new OffscreenCanvas(width, height), { alpha: false })
}

/** A canvas for what is laid over a picture. */
export function newOverlay(width: number, height: number): Surface {
  return contextOf(new OffscreenCanvas(Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(height))), {})
}

function contextOf(canvas: OffscreenCanvas, settings: CanvasRenderingContext2DSettings): Surface {
  const context = canvas.getContext('2d', settings)
  if (!context) throw new Error('This browser gives no 2D context to a worker')
  return context
}
