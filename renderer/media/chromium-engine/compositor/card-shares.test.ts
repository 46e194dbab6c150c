import { describe, expect, it } from 'vitest'
import type { Scene, SceneRect } from '#shared/domain/scenes/scene.ts'
import { plainLayer } from '#shared/domain/scenes/templates.ts'
import { cardShares, cardSharesBetween } from './card-shares.ts'

const canvas = { width: 720, height: 1280 }
const low: SceneRect = { x: 0, y: 0.5, width: 0.5, height: 0.25 }
const high: SceneRect = { x: 0, y: 0, width: 0.5, height: 0.25 }
const sceneWith = (rect: SceneRect | null, opacity = 1): Scene => ({
  id: 'a',
  name: 'a',
  canvas,
  layers: rect ? [plainLayer('card', { kind: 'product' }, rect, { opacity })] : [],
})

describe('a card during a transition', () => {
  it('stands whole and still where both scenes have it in the same place', () => {
    const shares = cardSharesBetween(sceneWith(low), sceneWith(low), 0.4, 'product', canvas)
    expect(shares).toEqual([{ place: { x: 0, y: 640, width: 360, height: 320 }, opacity: 1 }])
  })

  it('leaves with a scene that does not have it, and comes with one that does', () => {
    expect(cardSharesBetween(sceneWith(low), sceneWith(null), 0.25, 'product', canvas)).toMatchObject([
      { opacity: 0.75 },
    ])
    expect(cardSharesBetween(null, sceneWith(low), 0.25, 'product', canvas)).toMatchObject([
      { opacity: 0.25 },
    ])
  })

  it('fades from one place to the other', () => {
    const shares = cardSharesBetween(sceneWith(low), sceneWith(high, 0.5), 0.5, 'product', canvas)
    expect(shares.map(({ place, opacity }) => [place.y, opacity])).toEqual([
      [640, 0.5],
      [0, 0.25],
    ])
  })

  it('has a place without any scene only if it is the wall', () => {
    expect(cardShares(null, 'wall', canvas)).toHaveLength(1)
    expect(cardShares(null, 'product', canvas)).toHaveLength(0)
  })
})
