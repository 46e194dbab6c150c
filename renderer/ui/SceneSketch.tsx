import { layoutScene, type DrawStep } from '#shared/domain/scenes/layout.ts'
import type { CameraSlot, Scene } from '#shared/domain/scenes/scene.ts'
import classes from './SceneSketch.module.css'

/** A scene as a drawing: which camera stands where, which words and cards. Costs no picture and never moves. */
export function SceneSketch({ scene, isLive }: { scene: Scene; isLive: (slot: CameraSlot) => boolean }) {
  const { width, height } = scene.canvas
  const size = Math.min(width, height)
  return (
    <svg className={classes.sketch} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      <rect className={classes.canvas} width={width} height={height} />
      {layoutScene(scene, scene.canvas, () => null).map((step) => (
        <g key={step.layer.id}>
          <Part step={step} size={size} isLive={isLive} />
        </g>
      ))}
    </svg>
  )
}

interface PartProps {
  readonly step: DrawStep
  /** The shorter side of the canvas in px. */
  readonly size: number
  readonly isLive: (slot: CameraSlot) => boolean
}

function Part({ step: { layer, target, cornerRadiusPx }, size, isLive }: PartProps) {
  const { source } = layer
  const middle = { x: target.x + target.width / 2, y: target.y + target.height / 2 }
  const box = { ...target, rx: cornerRadiusPx, strokeWidth: size / 60 }
  const centred = { ...middle, dominantBaseline: 'central', textAnchor: 'middle' } as const
  switch (source.kind) {
    case 'camera':
      return (
        <g className={isLive(source.slot) ? undefined : classes.dark}>
          <rect className={classes.box} {...box} />
          <text className={classes.digit} {...centred} fontSize={Math.min(size * 0.3, target.height * 0.6)}>
            {source.slot}
          </text>
        </g>
      )
    case 'screen':
    case 'image':
      return (
        <>
          <rect className={classes.box} {...box} />
          <path
            className={classes.digit}
            d={`M${middle.x - size * 0.12} ${middle.y + size * 0.08}l${size * 0.09} -${size * 0.14}l${size * 0.06} ${size * 0.08}l${size * 0.03} -${size * 0.04}l${size * 0.06} ${size * 0.1}z`}
          />
        </>
      )
    case 'color':
      return <rect {...box} fill={source.color} fillOpacity={layer.opacity} strokeWidth={0} />
    case 'text': {
      const x = { start: target.x, center: middle.x, end: target.x + target.width }[source.align]
      const anchor = { start: 'start', center: 'middle', end: 'end' } as const
      const { background } = source
      return (
        <>
          {background ? (
            <rect {...box} strokeWidth={0} fill={background.color} fillOpacity={background.opacity} />
          ) : null}
          <text
            x={x}
            y={middle.y}
            dominantBaseline="central"
            textAnchor={anchor[source.align]}
            fontSize={source.size * size}
            fontWeight={source.weight}
            fill={source.color}
          >
            {source.text.split('\n', 1)[0]}
          </text>
        </>
      )
    }
    case 'product':
    case 'wall': {
      const unit = Math.min(target.width, target.height)
      return (
        <>
          <rect className={classes.card} {...box} rx={unit * 0.1} />
          <rect
            className={classes.line}
            x={target.x + unit * 0.2}
            y={middle.y - unit * 0.18}
            width={target.width * 0.6}
            height={unit * 0.1}
          />
          <rect
            className={classes.line}
            x={target.x + unit * 0.2}
            y={middle.y + unit * 0.08}
            width={target.width * 0.35}
            height={unit * 0.1}
          />
        </>
      )
    }
    default:
      throw new Error(`Unknown source ${String(source satisfies never)}`)
  }
}
