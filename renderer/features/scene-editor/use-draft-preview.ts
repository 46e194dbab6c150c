import { useCallback, useEffect, useRef } from 'react'

import type { SceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import type { Scene } from '#shared/domain/scenes/scene.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { withDraftOnPreview } from './draft-scenes.ts'

/** Ten times a second is live to the eye and spares the composition during a drag. */
const SHOW_EVERY_MS = 100

/** Shows the draft of the scene on preview there, and takes it back when the editor closes. */
export function useDraftPreview(inUse: SceneCollection, draft: SceneCollection): void {
  const engine = useMediaEngine()
  const programSceneId = useMedia((state) => state.programSceneId)
  const previewSceneId = useMedia((state) => state.previewSceneId)
  const shown = useRef<readonly Scene[]>(inUse.scenes)
  const latest = useRef(inUse)
  const wanted = useRef<readonly Scene[]>(inUse.scenes)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const show = useCallback(() => {
    timer.current = null
    if (sameScenes(wanted.current, shown.current)) return
    shown.current = wanted.current
    // The size of the picture is the same, which is all that could be refused.
    engine.loadScenes(wanted.current).catch(() => undefined)
  }, [engine])

  // The book gives its scenes to the engine by itself whenever they change.
  useEffect(() => {
    latest.current = inUse
    shown.current = inUse.scenes
  }, [inUse])
  useEffect(() => {
    wanted.current = withDraftOnPreview(inUse, draft, { programSceneId, previewSceneId })
    // Not put off by further changes: a long drag is seen while it goes on.
    if (timer.current === null) timer.current = setTimeout(show, SHOW_EVERY_MS)
  }, [draft, inUse, previewSceneId, programSceneId, show])
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
      if (shown.current === latest.current.scenes) return
      engine.loadScenes(latest.current.scenes).catch(() => undefined)
    },
    [engine],
  )
}

const sameScenes = (a: readonly Scene[], b: readonly Scene[]): boolean =>
  a.length === b.length && a.every((scene, index) => scene === b[index])
