import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import type { CanvasSize } from '#shared/domain/scenes/scene.ts'
import { starterScenes } from '#shared/domain/scenes/templates.ts'
import { templateTexts } from '#renderer/features/scene-editor/template-texts.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'

/** Gives the engine the starter scenes in the host's language, and puts one on programme when there is none. */
export function useStarterScenes(engine: MediaEngine, canvas: CanvasSize): void {
  const { t } = useTranslation('scenes')
  const client = useStaffClient()
  useEffect(() => {
    const scenes = starterScenes(canvas, templateTexts(t))
    engine
      .loadScenes(scenes)
      .then(() => {
        const [first, second] = scenes
        if (!first || engine.getState().programSceneId !== null) return
        // After a reload in the middle of a show viewers get back the scene they had.
        const before = client.store.getState().session?.scene?.sceneId
        engine.take(scenes.find(({ id }) => id === before)?.id ?? first.id)
        engine.setPreview((before === second?.id ? first : (second ?? first)).id)
      })
      // The shape cannot change on air; the switch for it is closed then, and the scenes stay as they are.
      .catch(() => undefined)
  }, [canvas, client, engine, t])
}
