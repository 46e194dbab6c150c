import { useRef, useState, type PointerEvent } from 'react'

import { updateLayer } from '#shared/domain/scenes/edit-scene.ts'
import type { PixelRect, PixelSize } from '#shared/domain/scenes/layout.ts'
import { edgesOf, resizeRect, type Handle } from '#shared/domain/scenes/resize.ts'
import type { SceneLayer, SceneRect } from '#shared/domain/scenes/scene.ts'
import { snapLines, snapRect, WHOLE, type Guide } from '#shared/domain/scenes/snap.ts'
import { cropByHandle } from './crop.ts'
import type { Editor } from './editor-store.ts'

/** How near a line holds what is dragged, in px of the screen. */
const SNAP_PX = 8
const MOVES_FROM_PX = 3

/** What a drag began with. `handle` null: the whole layer is moved. */
interface Drag {
  readonly pointerId: number
  readonly handle: Handle | null
  readonly layer: SceneLayer
  readonly from: { readonly x: number; readonly y: number }
  readonly gesture: string
  readonly lines: ReturnType<typeof snapLines>
  /** What a press that moves nothing means. */
  readonly onClick: (() => void) | null
  moved: boolean
}

export const toPixels = ({ x, y, width, height }: SceneRect, canvas: PixelSize): PixelRect => ({
  x: x * canvas.width,
  y: y * canvas.height,
  width: width * canvas.width,
  height: height * canvas.height,
})

/** Whole pixels, so that what looks aligned is. */
export const toFractions = (rect: PixelRect, canvas: PixelSize): SceneRect => ({
  x: Math.round(rect.x) / canvas.width,
  y: Math.round(rect.y) / canvas.height,
  width: Math.max(1, Math.round(rect.width)) / canvas.width,
  height: Math.max(1, Math.round(rect.height)) / canvas.height,
})

let gestures = 0

/**
 * Moving, resizing and cropping by pointer at `scale` screen px per px of the canvas. Shift keeps the proportions, Alt
 * resizes about the centre, Ctrl or Command switches snapping off.
 */
export function useCanvasDrag(editor: Editor, scale: number) {
  const drag = useRef<Drag | null>(null)
  const [guides, setGuides] = useState<readonly Guide[]>([])

  const begin = (
    event: PointerEvent<HTMLElement>,
    layer: SceneLayer,
    handle: Handle | null,
    onClick: (() => void) | null = null,
  ): void => {
    if (event.button !== 0 || drag.current) return
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    const scene = editor.scene()
    const others = scene.layers.filter((other) => other.id !== layer.id && other.hidden !== true)
    drag.current = {
      pointerId: event.pointerId,
      handle,
      layer,
      from: { x: event.clientX, y: event.clientY },
      gesture: `drag-${++gestures}`,
      onClick,
      moved: false,
      lines: snapLines(
        scene.canvas,
        others.map(({ rect }) => toPixels(rect, scene.canvas)),
      ),
    }
  }

  const move = (event: PointerEvent<HTMLElement>): void => {
    const held = drag.current
    if (!held || event.pointerId !== held.pointerId) return
    const far = Math.hypot(event.clientX - held.from.x, event.clientY - held.from.y)
    // A hand that presses is never quite still.
    if (!held.moved && far < MOVES_FROM_PX) return
    held.moved = true
    const { canvas } = editor.scene()
    const by = { dx: (event.clientX - held.from.x) / scale, dy: (event.clientY - held.from.y) / scale }
    if (held.handle && editor.store.getState().cropping) {
      const patch = cropByHandle(held.layer, toPixels(held.layer.rect, canvas), held.handle, by)
      const rect = toFractions(patch.rect, canvas)
      editor.changeScene(
        (scene) => updateLayer(scene, held.layer.id, { rect, cropInsets: patch.cropInsets }),
        held.gesture,
      )
      return
    }
    const placed = place(held, toPixels(held.layer.rect, canvas), by, event)
    setGuides(placed.guides)
    const rect = toFractions(placed.rect, canvas)
    editor.changeScene((scene) => updateLayer(scene, held.layer.id, { rect }), held.gesture)
  }

  const place = (
    { handle, lines }: Drag,
    before: PixelRect,
    by: { dx: number; dy: number },
    keys: { shiftKey: boolean; altKey: boolean; ctrlKey: boolean; metaKey: boolean },
  ): { rect: PixelRect; guides: readonly Guide[] } => {
    const free = keys.ctrlKey || keys.metaKey
    const within = free ? 0 : SNAP_PX / scale
    if (handle === null) {
      const moved = { ...before, x: before.x + by.dx, y: before.y + by.dy }
      return free ? { rect: moved, guides: [] } : snapRect(moved, WHOLE, lines, within)
    }
    const how = { keepAspect: keys.shiftKey, fromCentre: keys.altKey }
    const rect = resizeRect(before, handle, by, how)
    // Snapping one edge would bend the proportions or shift the centre that were asked for.
    if (free || how.keepAspect || how.fromCentre) return { rect, guides: [] }
    return snapRect(rect, edgesOf(handle), lines, within)
  }

  const end = (event: PointerEvent<HTMLElement>): void => {
    const held = drag.current
    if (held?.pointerId !== event.pointerId) return
    drag.current = null
    if (!held.moved) held.onClick?.()
    setGuides([])
    editor.endGesture()
  }

  return { begin, move, end, guides }
}
