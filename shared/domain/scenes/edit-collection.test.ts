import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addScene, duplicateScene, moveScene, removeScene, renameScene } from './edit-collection.ts'
import { joinScenes, MAX_SCENES, sceneCollection, sceneCollectionSchema } from './scene-collection.ts'
import type { SceneCollection } from './scene-collection.ts'
import { LANDSCAPE_CANVAS, PORTRAIT_CANVAS } from './scene.ts'
import { starterScenes } from './templates.ts'
import { sceneArbitrary } from '#shared/testing/scene-arbitrary.ts'
import { TEMPLATE_TEXTS } from './testing/template-texts.ts'
import { DEFAULT_TRANSITION } from './transition.ts'

const starter = sceneCollection(
  PORTRAIT_CANVAS,
  starterScenes(PORTRAIT_CANVAS, TEMPLATE_TEXTS),
  DEFAULT_TRANSITION,
)
const ids = ({ scenes }: SceneCollection): string[] => scenes.map(({ id }) => id)

const sceneId = fc.constantFrom('camera-1', 'four-up', 'camera-2', 's', 's-2', 'nobody')
const operation: fc.Arbitrary<(collection: SceneCollection) => SceneCollection> = fc.oneof(
  sceneArbitrary().map((scene) => (all: SceneCollection) => addScene(all, scene)?.[0] ?? all),
  sceneId.map((id) => (all: SceneCollection) => duplicateScene(all, id, '副本')?.[0] ?? all),
  sceneId.map((id) => (all: SceneCollection) => removeScene(all, id)),
  fc.tuple(sceneId, fc.string()).map(
    ([id, name]) =>
      (all: SceneCollection) =>
        renameScene(all, id, name),
  ),
  fc.tuple(sceneId, fc.integer()).map(
    ([id, to]) =>
      (all: SceneCollection) =>
        moveScene(all, id, to),
  ),
  fc
    .constantFrom('add' as const, 'replace' as const)
    .map((how) => (all: SceneCollection) => joinScenes(all, all, how) ?? all),
)

describe('editing the list of scenes', () => {
  it('gives a valid collection whatever is done to a valid one', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 20 }), (operations) => {
        const edited = operations.reduce((current, operate) => operate(current), starter)
        expect(sceneCollectionSchema.parse(edited)).toEqual(edited)
      }),
    )
  })

  it('copies behind the original, moves in the number row, and keeps the last scene', () => {
    expect(ids(duplicateScene(starter, 'camera-1', '副本')?.[0] ?? starter).slice(0, 3)).toEqual([
      'camera-1',
      'camera-1-2',
      'camera-2',
    ])
    expect(ids(moveScene(starter, 'four-up', 0))[0]).toBe('four-up')
    const one = { ...starter, scenes: starter.scenes.slice(0, 1) }
    expect(removeScene(one, 'camera-1')).toBe(one)
  })
})

describe('joining imported scenes', () => {
  it('overwrites none of those that are there and brings the new ones to the present canvas', () => {
    const imported = sceneCollection(
      LANDSCAPE_CANVAS,
      starterScenes(LANDSCAPE_CANVAS, TEMPLATE_TEXTS),
      DEFAULT_TRANSITION,
    )
    const joined = joinScenes(starter, imported, 'add')
    expect(joined?.scenes.slice(0, 8)).toEqual(starter.scenes)
    expect(joined?.scenes.map(({ canvas }) => canvas)).toEqual(Array(16).fill(PORTRAIT_CANVAS))
    expect(joined && sceneCollectionSchema.safeParse(joined).success).toBe(true)
  })

  it('is refused when there would be too many', () => {
    const twice = joinScenes(starter, starter, 'add')
    const thrice = twice && joinScenes(twice, starter, 'add')
    expect(thrice?.scenes).toHaveLength(MAX_SCENES)
    expect(thrice && joinScenes(thrice, starter, 'add')).toBe(null)
  })
})
