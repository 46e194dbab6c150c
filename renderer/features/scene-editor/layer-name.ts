import type { TFunction } from 'i18next'

import type { SceneLayer } from '#shared/domain/scenes/scene.ts'

/** How a layer is called: as the seller named it, else by what it shows. */
export function layerName(layer: SceneLayer, t: TFunction<'sceneEditor'>): string {
  const { name, source } = layer
  if (name !== undefined) return name
  switch (source.kind) {
    case 'camera':
      return t('source_camera', { n: source.slot })
    case 'text': {
      const text = source.text.trim().split('\n', 1)[0] ?? ''
      return text === '' ? t('source_text') : t('textLayer', { text: text.slice(0, 14) })
    }
    case 'screen':
    case 'image':
    case 'color':
    case 'product':
    case 'wall':
      return t(`source_${source.kind}`)
    default:
      throw new Error(`Unknown source ${String(source satisfies never)}`)
  }
}
