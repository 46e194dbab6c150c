import { cardPlaceOf, defaultCardPlace } from '#shared/domain/scenes/card-place.ts'
import type { CardKind } from '#shared/domain/scenes/card-place.ts'
import { toPixelRect } from '#shared/domain/scenes/layout.ts'
import type { Scene } from '#shared/domain/scenes/scene.ts'
import type { CardShare } from './fading-card.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** Where a scene shows a card: nowhere or in one place. Without a scene the wall card has its usual one. */
export function cardShares(scene: Scene | null, kind: CardKind, canvas: Size): CardShare[] {
  const rect = scene ? cardPlaceOf(scene, kind) : kind === 'wall' ? defaultCardPlace(kind, canvas) : null
  if (!rect) return []
  const layer = scene?.layers.find(({ source }) => source.kind === kind)
  return [{ place: toPixelRect(rect, canvas), opacity: layer?.opacity ?? 1 }]
}

/**
 * Where a card stands while one scene turns into another. What is in the same place in both stands still and whole:
 * it is no part of the change.
 */
export function cardSharesBetween(
  from: Scene | null,
  to: Scene | null,
  progress: number,
  kind: CardKind,
  canvas: Size,
): CardShare[] {
  const [before] = cardShares(from, kind, canvas)
  const [after] = cardShares(to, kind, canvas)
  if (before && after && samePlace(before.place, after.place)) {
    return [{ place: after.place, opacity: before.opacity + (after.opacity - before.opacity) * progress }]
  }
  return [
    ...(before ? [{ ...before, opacity: before.opacity * (1 - progress) }] : []),
    ...(after ? [{ ...after, opacity: after.opacity * progress }] : []),
  ]
}

const samePlace = (a: CardShare['place'], b: CardShare['place']): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
