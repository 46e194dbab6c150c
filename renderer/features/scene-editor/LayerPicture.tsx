import { IconDeviceDesktop, IconPhotoOff } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'

import { toPixelRect, type PixelSize } from '#shared/domain/scenes/layout.ts'
import type { SceneLayer } from '#shared/domain/scenes/scene.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { CameraView } from '#renderer/media/media-view.tsx'
import { assetUrl } from '#renderer/session-client/asset-client.ts'
import { layerName } from './layer-name.ts'
import classes from './layer-picture.module.css'
import { ProductSample, WallSample, Words } from './PaintedLayer.tsx'

/** What a layer shows, as the programme would show it, at `scale` screen px per px of the canvas. */
export function LayerPicture(props: { layer: SceneLayer; canvas: PixelSize; scale: number }) {
  const { layer, canvas, scale } = props
  const { x, y, width, height } = toPixelRect(layer.rect, canvas)
  const { left, top, right, bottom } = layer.cropInsets
  const percent = (value: number): string => `${value * 100}%`
  const style = {
    left: x * scale,
    top: y * scale,
    width: width * scale,
    height: height * scale,
    opacity: layer.opacity,
    borderRadius: (layer.cornerRadius * Math.min(width, height) * scale) / 2,
    '--fit': layer.fit,
    '--crop': `inset(${percent(top)} ${percent(right)} ${percent(bottom)} ${percent(left)})`,
    transform: layer.mirror && mirrors(layer) ? 'scaleX(-1)' : undefined,
  }
  return (
    <div className={classes.layer} style={style satisfies CSSProperties & Record<`--${string}`, string>}>
      <Content
        layer={layer}
        size={{ width: width * scale, height: height * scale }}
        unit={Math.min(canvas.width, canvas.height) * scale}
      />
    </div>
  )
}

const mirrors = ({ source }: SceneLayer): boolean => ['camera', 'screen', 'image'].includes(source.kind)

function Content({ layer, size, unit }: { layer: SceneLayer; size: PixelSize; unit: number }) {
  const { t } = useTranslation('sceneEditor')
  const { source } = layer
  switch (source.kind) {
    case 'camera':
      return <Camera layer={layer} slot={source.slot} />
    case 'screen':
      return (
        <div className={classes.empty}>
          <IconDeviceDesktop size={Math.min(40, size.height * 0.3)} stroke={1.25} aria-hidden />
          {t('screenHint')}
        </div>
      )
    case 'image':
      return <Picture assetId={source.assetId} />
    case 'color':
      return <div className={classes.whole} style={{ background: source.color }} />
    case 'text':
      return <Words source={source} size={size} unit={unit} />
    case 'product':
      return <ProductSample size={size} rect={layer.rect} />
    case 'wall':
      return <WallSample size={size} rect={layer.rect} />
    default:
      throw new Error(`Unknown source ${String(source satisfies never)}`)
  }
}

function Camera({ layer, slot }: { layer: SceneLayer; slot: 1 | 2 | 3 | 4 }) {
  const { t } = useTranslation('sceneEditor')
  const engine = useMediaEngine()
  const live = useMedia((state) => state.cameraSlots[slot].status === 'live')
  return (
    <>
      <div className={classes.empty} style={{ transform: layer.mirror ? 'scaleX(-1)' : undefined }}>
        <b>{t('source_camera', { n: slot })}</b>
        {live ? null : t('noSignal')}
      </div>
      {live ? <CameraView engine={engine} slot={slot} className={classes.view} /> : null}
    </>
  )
}

function Picture({ assetId }: { assetId: string }) {
  const { t } = useTranslation('sceneEditor')
  return (
    <>
      <div className={classes.empty}>
        <IconPhotoOff size={28} stroke={1.25} aria-hidden />
        {t('imageMissing')}
      </div>
      <img
        key={assetId}
        className={classes.image}
        src={assetUrl(assetId)}
        alt=""
        draggable={false}
        onLoad={({ currentTarget }) => currentTarget.setAttribute('data-loaded', '')}
      />
    </>
  )
}

/** The name over a layer in hand. */
export function LayerTag({ layer }: { layer: SceneLayer }) {
  const { t } = useTranslation('sceneEditor')
  return <span className={classes.tag}>{layerName(layer, t)}</span>
}
