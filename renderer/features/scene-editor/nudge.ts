import { updateLayer } from '#shared/domain/scenes/edit-scene.ts'
import type { Editor } from './editor-store.ts'
import { layerOf } from './editor-store.ts'
import { toFractions, toPixels } from './use-canvas-drag.ts'

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Moves the layer in hand by one px of the canvas, ten with Shift. Holding the key is one step to undo. */
export function nudge(editor: Editor, key: string, byTen: boolean): boolean {
  const step = ARROWS[key]
  const layer = layerOf(editor.store.getState())
  if (!step || !layer) return false
  const { canvas } = editor.scene()
  const px = byTen ? 10 : 1
  const before = toPixels(layer.rect, canvas)
  const rect = toFractions({ ...before, x: before.x + step[0] * px, y: before.y + step[1] * px }, canvas)
  editor.changeScene((scene) => updateLayer(scene, layer.id, { rect }), `nudge-${layer.id}`)
  return true
}
