import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import type { PixelSize } from '#shared/domain/scenes/layout.ts'
import type { SceneLayer, TextSource } from '#shared/domain/scenes/scene.ts'
import { drawProductCard } from '#renderer/media/chromium-engine/compositor/product-card-painter.ts'
import { newOverlay } from '#renderer/media/chromium-engine/compositor/surface.ts'
import { TextPainter } from '#renderer/media/chromium-engine/compositor/text-painter.ts'
import { drawWallCard } from '#renderer/media/chromium-engine/compositor/wall-card-painter.ts'
import { useMedia } from '#renderer/media/media-context.tsx'
import classes from './layer-picture.module.css'

interface PaintedProps {
  readonly size: PixelSize
  /** To the edges of the canvas that are nearest, as the composition lays cards. */
  readonly anchor: 'whole' | SceneLayer['rect']
  readonly paint: (size: PixelSize) => OffscreenCanvas
}

/** Words and cards by the very painters of the composition, so that what is edited is what will be seen. */
function Painted({ size, anchor, paint }: PaintedProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  const { width, height } = size
  useEffect(() => {
    const context = ref.current?.getContext('2d')
    if (!context || width < 1 || height < 1) return
    const sharpness = window.devicePixelRatio
    const picture = paint({ width: width * sharpness, height: height * sharpness })
    context.canvas.width = picture.width
    context.canvas.height = picture.height
    context.canvas.style.width = `${picture.width / sharpness}px`
    context.canvas.style.height = `${picture.height / sharpness}px`
    context.drawImage(picture, 0, 0)
  }, [width, height, paint])
  const style =
    anchor === 'whole'
      ? {}
      : {
          justifyContent: anchor.x + anchor.width / 2 > 1 / 2 ? 'flex-end' : 'flex-start',
          alignItems: anchor.y + anchor.height / 2 > 1 / 3 ? 'flex-end' : 'flex-start',
        }
  return (
    <div className={classes.painted} style={style}>
      <canvas ref={ref} />
    </div>
  )
}

/** `unit`: the shorter side of the canvas in screen px. */
export function Words({ source, size, unit }: { source: TextSource; size: PixelSize; unit: number }) {
  const paint = (area: PixelSize): OffscreenCanvas => {
    const surface = newOverlay(area.width, area.height)
    const em = (source.size * unit * area.width) / size.width
    new TextPainter().paint(surface, source, { x: 0, y: 0, ...area }, em)
    return surface.canvas
  }
  return <Painted size={size} anchor="whole" paint={paint} />
}

/** The item on air or, while there is none, one to see the place by. */
export function ProductSample({ size, rect }: { size: PixelSize; rect: SceneLayer['rect'] }) {
  const { t } = useTranslation('sceneEditor')
  const onAir = useMedia((state) => state.productCard)
  const paint = (room: PixelSize): OffscreenCanvas =>
    drawProductCard(
      onAir ?? {
        number: 3,
        title: t('sampleProduct'),
        livePrice: '¥399',
        dailyPrice: '¥599',
        stock: null,
        soldOut: false,
      },
      room,
    )
  return <Painted size={size} anchor={rect} paint={paint} />
}

export function WallSample({ size, rect }: { size: PixelSize; rect: SceneLayer['rect'] }) {
  const { t } = useTranslation('sceneEditor')
  const paint = (room: PixelSize): OffscreenCanvas =>
    drawWallCard(
      {
        id: 'sample',
        askerName: t('sampleAsker'),
        question: t('sampleQuestion'),
        answer: t('sampleAnswer'),
        untilMs: 0,
      },
      room,
    )
  return <Painted size={size} anchor={rect} paint={paint} />
}
