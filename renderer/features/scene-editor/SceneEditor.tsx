import { Modal } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { EditorCanvas } from './EditorCanvas.tsx'
import { EditorProvider } from './editor-context.tsx'
import { createEditor, isDirty } from './editor-store.ts'
import { EditorHeader } from './EditorHeader.tsx'
import { LayerList } from './LayerList.tsx'
import { LayerProperties } from './LayerProperties.tsx'
import classes from './scene-editor.module.css'
import type { SceneBook } from './scene-book.ts'
import { SceneList } from './SceneList.tsx'
import { SceneNotice } from './SceneNotice.tsx'
import { useDraftPreview } from './use-draft-preview.ts'
import { useEditorKeys } from './use-editor-keys.ts'
import { useImageAssets } from './use-image-assets.ts'

/**
 * All scenes of the show in a draft. What is on preview follows the draft, programme only what is saved. `onDirty`
 * tells whether leaving the page would lose something.
 */
export function SceneEditor(props: {
  book: SceneBook
  onDirty: (dirty: boolean) => void
  onClose: () => void
}) {
  const { book, onDirty, onClose } = props
  const { t } = useTranslation('sceneEditor')
  const engine = useMediaEngine()
  const previewId = useMedia((state) => state.previewSceneId)
  const [editor] = useState(() => createEditor(book.collection, previewId))
  const draft = useStore(editor.store, ({ history }) => history.present)
  const dirty = useStore(editor.store, isDirty)
  const [saving, setSaving] = useState(false)
  const { done, failed } = useToasts()
  useDraftPreview(book.collection, draft)
  useImageAssets(engine, draft.scenes)
  useEffect(() => {
    onDirty(dirty)
    return () => onDirty(false)
  }, [dirty, onDirty])

  const save = async (): Promise<void> => {
    if (saving || !isDirty(editor.store.getState())) return
    const before = editor.draft()
    const { saved } = editor.store.getState()
    // Chosen beside the scenes, perhaps from a keypad meanwhile, unless an import brought another.
    const transition =
      before.transition === saved.transition ? engine.getState().transition : before.transition
    setSaving(true)
    const problem = await book.save({ ...before, transition })
    setSaving(false)
    if (problem) return failed(t(`saveProblem_${problem}`))
    editor.markSaved(before)
    done(t('saved'))
  }
  const close = (): void => {
    if (!isDirty(editor.store.getState())) return onClose()
    modals.openConfirmModal({
      title: t('discardTitle'),
      children: t('discardText'),
      labels: { confirm: t('discard'), cancel: t('keepEditing') },
      confirmProps: { variant: 'outline', color: 'gray' },
      onConfirm: onClose,
    })
  }
  const root = useRef<HTMLDivElement>(null)
  useEditorKeys(root, editor, { save: () => void save(), close })

  return (
    <Modal.Root
      opened
      fullScreen
      closeOnEscape={false}
      transitionProps={{ duration: 0 }}
      padding={0}
      onClose={close}
    >
      <Modal.Content aria-label={t('title')}>
        <EditorProvider editor={editor}>
          {/* Named to the focus trap: left to itself it picks the hidden file input, which cannot take the focus. */}
          <div ref={root} className={classes.editor} tabIndex={-1} data-autofocus>
            <EditorHeader saving={saving} onSave={() => void save()} onClose={close} />
            <SceneList />
            <div className={classes.middle}>
              <SceneNotice inUse={book.collection} saving={saving} />
              <EditorCanvas />
            </div>
            <aside className={classes.side}>
              <LayerList />
              <LayerProperties />
            </aside>
          </div>
        </EditorProvider>
      </Modal.Content>
    </Modal.Root>
  )
}
