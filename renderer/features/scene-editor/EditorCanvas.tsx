import { useElementSize } from '@mantine/hooks'
import type { PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'

import { frontToBack } from '#shared/domain/scenes/edit-scene.ts'
import { HANDLES } from '#shared/domain/scenes/resize.ts'
import type { SceneLayer } from '#shared/domain/scenes/scene.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './editor-canvas.module.css'
import { useEditor, useEditorState } from './editor-context.tsx'
import { layerOf, sceneOf } from './editor-store.ts'
import { layerName } from './layer-name.ts'
import { LayerPicture, LayerTag } from './LayerPicture.tsx'
import { toPixels, useCanvasDrag } from './use-canvas-drag.ts'

/** The scene that is open, with live pictures; its layers are moved, resized and cropped in place. */
export function EditorCanvas() {
  const { t } = useTranslation('sceneEditor')
  const editor = useEditor()
  const scene = useEditorState(sceneOf)
  const selected = useEditorState(layerOf)
  const { ref, width, height } = useElementSize()
  const { canvas } = scene
  const scale = Math.max(0, Math.min(width / canvas.width, height / canvas.height))
  const drag = useCanvasDrag(editor, scale)
  // The engines lay the cards over everything else, in whatever order the layers are.
  const backToFront = frontToBack(scene)
    .toReversed()
    .toSorted((a, b) => Number(isCard(a)) - Number(isCard(b)))

  return (
    <section className={classes.area} aria-label={t('canvas')} onPointerDown={() => editor.selectLayer(null)}>
      <div className={classes.room} ref={ref}>
        <div
          className={classes.canvas}
          style={{ width: canvas.width * scale, height: canvas.height * scale }}
        >
          <div className={classes.pictures}>
            {backToFront
              .filter(({ hidden }) => hidden !== true)
              .map((layer) => (
                <LayerPicture key={layer.id} layer={layer} canvas={canvas} scale={scale} />
              ))}
            {scene.layers.length === 0 ? (
              <EmptyState title={t('emptyScene')} hint={t('emptySceneHint')} />
            ) : null}
          </div>
          {backToFront
            .filter(({ id, hidden }) => hidden !== true || id === selected?.id)
            .map((layer) => (
              <LayerBox
                key={layer.id}
                layer={layer}
                selected={layer.id === selected?.id}
                scale={scale}
                drag={drag}
              />
            ))}
          {selected ? <Handles layer={selected} scale={scale} drag={drag} /> : null}
          {drag.guides.map(({ axis, at }) => (
            <div
              key={`${axis}${at}`}
              className={classes.guide}
              data-axis={axis}
              style={axis === 'x' ? { left: at * scale } : { top: at * scale }}
            />
          ))}
        </div>
      </div>
    </section>
  )
}

const isCard = ({ source }: SceneLayer): boolean => source.kind === 'product' || source.kind === 'wall'

interface BoxProps {
  readonly layer: SceneLayer
  readonly scale: number
  readonly drag: ReturnType<typeof useCanvasDrag>
}

function placeOf(layer: SceneLayer, canvas: { width: number; height: number }, scale: number) {
  const { x, y, width, height } = toPixels(layer.rect, canvas)
  return { left: x * scale, top: y * scale, width: width * scale, height: height * scale }
}

/** Where a layer is taken hold of, by pointer or keyboard. */
function LayerBox({ layer, selected, scale, drag }: BoxProps & { readonly selected: boolean }) {
  const { t } = useTranslation('sceneEditor')
  const editor = useEditor()
  const canvas = useEditorState((state) => sceneOf(state).canvas)
  /** The layer in hand is dragged from anywhere inside of it; a press without a move picks what is in front. */
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    const held = layerOf(editor.store.getState())
    if (held && held.id !== layer.id && isInside(event, held, scale)) {
      return drag.begin(event, held, null, () => editor.selectLayer(layer.id))
    }
    editor.selectLayer(layer.id)
    drag.begin(event, layer, null)
  }
  const isInside = (event: PointerEvent<HTMLElement>, held: SceneLayer, px: number): boolean => {
    const own = event.currentTarget.getBoundingClientRect()
    const [mine, other] = [placeOf(layer, canvas, px), placeOf(held, canvas, px)]
    const x = event.clientX - own.left + mine.left - other.left
    const y = event.clientY - own.top + mine.top - other.top
    return x >= 0 && y >= 0 && x <= other.width && y <= other.height
  }
  return (
    <div
      role="button"
      tabIndex={0}
      className={classes.box}
      data-selected={selected || undefined}
      data-hidden={layer.hidden || undefined}
      aria-label={t('layer', { name: layerName(layer, t) })}
      aria-pressed={selected}
      style={placeOf(layer, canvas, scale)}
      onFocus={({ currentTarget }) => {
        // A pointer decides for itself what it picks.
        if (currentTarget.matches(':focus-visible')) editor.selectLayer(layer.id)
      }}
      onPointerDown={onPointerDown}
      onPointerMove={drag.move}
      onPointerUp={drag.end}
      onPointerCancel={drag.end}
    />
  )
}

function Handles({ layer, scale, drag }: BoxProps) {
  const { t } = useTranslation('sceneEditor')
  const canvas = useEditorState((state) => sceneOf(state).canvas)
  const cropping = useEditorState((state) => state.cropping)
  return (
    <div
      className={classes.frame}
      data-cropping={cropping || undefined}
      style={placeOf(layer, canvas, scale)}
    >
      <LayerTag layer={layer} />
      {HANDLES.map((handle) => (
        <div
          key={handle}
          className={classes.handle}
          data-handle={handle}
          title={t(cropping ? 'cropHandle' : 'handle')}
          onPointerDown={(event) => drag.begin(event, layer, handle)}
          onPointerMove={drag.move}
          onPointerUp={drag.end}
          onPointerCancel={drag.end}
        />
      ))}
    </div>
  )
}
