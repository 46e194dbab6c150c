import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { SceneCollection } from '#shared/domain/scenes/scene-collection.ts'
import { useMedia } from '#renderer/media/media-context.tsx'
import { useEditor, useEditorState } from './editor-context.tsx'
import { sceneOf } from './editor-store.ts'
import classes from './scene-editor.module.css'

/** Who sees what is being changed, said above the picture; and whether somebody else has changed the scenes. */
export function SceneNotice({ inUse, saving }: { inUse: SceneCollection; saving: boolean }) {
  const { t } = useTranslation('sceneEditor')
  const editor = useEditor()
  const sceneId = useEditorState((state) => sceneOf(state).id)
  const name = useEditorState((state) => sceneOf(state).name)
  const saved = useEditorState((state) => state.saved)
  const where = useMedia((state) =>
    state.programSceneId === sceneId ? 'program' : state.previewSceneId === sceneId ? 'preview' : 'none',
  )
  // Saving makes equal scenes that are other objects, and news of them that may come before its answer.
  const foreign = !saving && inUse !== saved && JSON.stringify(inUse.scenes) !== JSON.stringify(saved.scenes)
  const takeTheirs = (): void => {
    editor.change(inUse)
    editor.markSaved(inUse)
  }
  return (
    <>
      {foreign ? (
        <div className={classes.notice} role="alert">
          {t('changedElsewhere')}
          <Button size="sm" variant="light" onClick={takeTheirs}>
            {t('takeTheirs')}
          </Button>
        </div>
      ) : null}
      <div className={classes.where} data-where={where}>
        <b>{name}</b>
        {where === 'none' ? null : <span>{t(where === 'program' ? 'programNotice' : 'previewNotice')}</span>}
      </div>
    </>
  )
}
