import { layoutScene } from '#shared/domain/scenes/layout.ts'
import type { CameraSlot, Scene } from '#shared/domain/scenes/scene.ts'
import classes from './scene-strip.module.css'

/** A scene as a drawing: which camera stands where. Costs no picture and never moves. */
export function SceneSketch({ scene, isLive }: { scene: Scene; isLive: (slot: CameraSlot) => boolean }) {
  const { width, height } = scene.canvas
  const size = Math.min(width, height)
  return (
    <svg className={classes.sketch} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {layoutScene(scene, scene.canvas, () => null).map(({ layer, target }) => {
        if (layer.source.kind === 'wall') return null
        const slot = layer.source.kind === 'camera' ? layer.source.slot : null
        return (
          <g key={layer.id} data-dark={slot !== null && !isLive(slot) ? '' : undefined}>
            <rect
              x={target.x}
              y={target.y}
              width={target.width}
              height={target.height}
              strokeWidth={size / 60}
            />
            {slot === null ? null : (
              <text
                x={target.x + target.width / 2}
                y={target.y + target.height / 2}
                fontSize={Math.min(size * 0.3, target.height * 0.6)}
                dominantBaseline="central"
                textAnchor="middle"
              >
                {slot}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
