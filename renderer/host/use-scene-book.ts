import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import {
  convertCollection,
  sceneCollection,
  type SceneCollection,
} from '#shared/domain/scenes/scene-collection.ts'
import type { CanvasSize } from '#shared/domain/scenes/scene.ts'
import { starterScenes } from '#shared/domain/scenes/templates.ts'
import { DEFAULT_TRANSITION } from '#shared/domain/scenes/transition.ts'
import { UP_FRAME_MAX_BYTES } from '#shared/protocol/limits.ts'
import type { SceneBook } from '#renderer/features/scene-editor/scene-book.ts'
import { templateTexts } from '#renderer/features/scene-editor/template-texts.ts'
import { useImageAssets } from '#renderer/features/scene-editor/use-image-assets.ts'
import type { MediaEngine } from '#renderer/media/port.ts'
import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'

/** A frame holds more than the scenes alone. */
const COLLECTION_MAX_BYTES = UP_FRAME_MAX_BYTES - 1024
const TRANSITION_SETTLES_MS = 800

/** `null`: none saved. `undefined`: the service has not said yet. */
type Saved = SceneCollection | null | undefined

/**
 * The show's scenes: those saved in the library or, until some are, the starter scenes in the host's language. Gives
 * them to the engine on the canvas of the moment, and puts one on programme when there is none. What is saved stays on
 * the canvas it was made for, so that a look at the other shape costs nothing.
 */
export function useSceneBook(engine: MediaEngine, canvas: CanvasSize): SceneBook {
  const { t } = useTranslation('scenes')
  const client = useStaffClient()
  const [saved, setSaved] = useSavedScenes(client)
  const starter = useMemo(
    () => sceneCollection(canvas, starterScenes(canvas, templateTexts(t)), DEFAULT_TRANSITION),
    [canvas, t],
  )
  const collection = useMemo(
    () => (saved ? convertCollection(saved, canvas) : starter),
    [canvas, saved, starter],
  )
  const known = saved !== undefined
  useImageAssets(engine, collection.scenes)

  useEffect(() => {
    if (!known) return
    engine
      .loadScenes(collection.scenes)
      .then(() => putOnProgram(engine, client))
      // The shape cannot change on air; the switch for it is closed then, and the scenes stay as they are.
      .catch(() => undefined)
  }, [client, collection, engine, known])

  const save = useCallback<SceneBook['save']>(
    async (next) => {
      if (new TextEncoder().encode(JSON.stringify(next)).length > COLLECTION_MAX_BYTES) return 'tooLarge'
      const outcome = await client.request({ type: 'saveSceneCollection', collection: next })
      if (outcome.ok) {
        setSaved(next)
        return null
      }
      return outcome.problem === 'offline' ? 'offline' : 'failed'
    },
    [client, setSaved],
  )
  useRememberedTransition(engine, known ? (saved ?? starter) : null, save)
  return useMemo(() => ({ collection, save }), [collection, save])
}

/** What the library holds, asked for on every connection and told by the other host windows. */
function useSavedScenes(client: StaffClient): [Saved, (saved: SceneCollection) => void] {
  const [saved, setSaved] = useState<Saved>(undefined)
  const connected = useStaff(({ link }) => link === 'connected')
  // An announcement is also the echo of what this window has saved: the same scenes are no change.
  const accept = useCallback((next: SceneCollection | null) => {
    setSaved((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
  }, [])
  useEffect(() => {
    if (!connected) return
    void client.request({ type: 'getSceneCollection' }).then((outcome) => {
      if (outcome.ok && outcome.body.type === 'sceneCollection') accept(outcome.body.collection)
      // The picture does not wait for a library that cannot be read.
      else setSaved((before) => (before === undefined ? null : before))
    })
  }, [accept, client, connected])
  useEffect(
    () =>
      client.store.subscribe(({ savedScenes }, before) => {
        if (savedScenes && savedScenes !== before.savedScenes) accept(savedScenes)
      }),
    [accept, client],
  )
  return [saved, accept]
}

/**
 * The transition is chosen beside the scenes and remembered with them, once the choice has come to rest. The library's
 * is applied when it is another than this window last applied or saved: an echo must not undo a newer choice.
 */
function useRememberedTransition(
  engine: MediaEngine,
  current: SceneCollection | null,
  save: SceneBook['save'],
): void {
  const latest = useRef(current)
  const agreed = useRef<string | null>(null)
  useEffect(() => {
    latest.current = current
    if (current === null) return
    const stored = JSON.stringify(current.transition)
    if (stored === agreed.current) return
    agreed.current = stored
    engine.setTransition(current.transition)
  }, [current, engine])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const settle = (): void => {
      const { transition } = engine.getState()
      const chosen = JSON.stringify(transition)
      if (latest.current === null || chosen === agreed.current) return
      agreed.current = chosen
      void save({ ...latest.current, transition })
    }
    let before = engine.getState().transition
    const stop = engine.subscribe(() => {
      const { transition } = engine.getState()
      if (transition === before) return
      before = transition
      clearTimeout(timer)
      timer = setTimeout(settle, TRANSITION_SETTLES_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
      // Another engine knows nothing of what was agreed with this one.
      agreed.current = null
    }
  }, [engine, save])
}

function putOnProgram(engine: MediaEngine, client: StaffClient): void {
  const { programSceneId, scenes } = engine.getState()
  const [first, second] = scenes
  if (!first || programSceneId !== null) return
  // After a reload in the middle of a show viewers get back the scene they had.
  const before = client.store.getState().session?.scene?.sceneId
  engine.take(scenes.find(({ id }) => id === before)?.id ?? first.id)
  engine.setPreview((before === second?.id ? first : (second ?? first)).id)
}
