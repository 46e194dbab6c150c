import { Button, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { updateLayer } from '#shared/domain/scenes/edit-scene.ts'
import type { PixelRect } from '#shared/domain/scenes/layout.ts'
import type { SceneLayer } from '#shared/domain/scenes/scene.ts'
import { useEditor, useEditorState } from './editor-context.tsx'
import { sceneOf } from './editor-store.ts'
import classes from './layer-properties.module.css'
import { toFractions, toPixels } from './use-canvas-drag.ts'

/** Where a layer stands, in px of the canvas. */
export function PlaceFields({ layer }: { layer: SceneLayer }) {
  const { t } = useTranslation('sceneEditor')
  const editor = useEditor()
  const canvas = useEditorState((state) => sceneOf(state).canvas)
  const place = toPixels(layer.rect, canvas)
  const put = (next: PixelRect, field: string): void => {
    const rect = toFractions(next, canvas)
    editor.changeScene((scene) => updateLayer(scene, layer.id, { rect }), `${layer.id}-${field}`)
  }
  return (
    <div role="group" aria-label={t('position')}>
      <div className={classes.label}>{t('position')}</div>
      <div className={classes.four}>
        {(['x', 'y', 'width', 'height'] as const).map((field) => (
          <NumberInput
            key={field}
            size="sm"
            label={t(field)}
            allowDecimal={false}
            {...(field === 'width' || field === 'height' ? { min: 1 } : {})}
            value={Math.round(place[field])}
            onChange={(value) => {
              if (typeof value === 'number') put({ ...place, [field]: value }, field)
            }}
          />
        ))}
      </div>
      <div className={classes.buttons}>
        <Button
          size="sm"
          variant="light"
          onClick={() => put({ x: 0, y: 0, width: canvas.width, height: canvas.height }, 'fill')}
        >
          {t('fillCanvas')}
        </Button>
        <Button
          size="sm"
          variant="light"
          onClick={() =>
            put(
              {
                ...place,
                x: (canvas.width - place.width) / 2,
                y: (canvas.height - place.height) / 2,
              },
              'centre',
            )
          }
        >
          {t('centre')}
        </Button>
      </div>
    </div>
  )
}
