import { Modal } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useEffect, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import { duplicateLayer, removeLayer } from '#shared/domain/scenes/edit-scene.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { isComposing } from '#renderer/ui/use-studio-keys.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { EditorCanvas } from './EditorCanvas.tsx'
import { EditorProvider } from './editor-context.tsx'
import { createEditor, isDirty, type Editor } from './editor-store.ts'
import { EditorHeader } from './EditorHeader.tsx'
import { LayerList } from './LayerList.tsx'
import { LayerProperties } from './LayerProperties.tsx'
import classes from './scene-editor.module.css'
import { nudge } from './nudge.ts'
import type { SceneBook } from './scene-book.ts'
import { SceneList } from './SceneList.tsx'
import { SceneNotice } from './SceneNotice.tsx'
import { useDraftPreview } from './use-draft-preview.ts'
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
          <div
            className={classes.editor}
            onKeyUp={({ code }) => {
              if (code.startsWith('Arrow')) editor.endGesture()
            }}
            onKeyDown={(event) => onKey(event, editor, () => void save(), close)}
          >
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

const FIELDS = 'input:not([type="range"]), textarea, select, [contenteditable="true"]'

/** Controls that move by arrow keys themselves. */
const USES_ARROWS = 'input, [role="slider"], [role="radiogroup"], [role="listbox"]'

function onKey(event: KeyboardEvent, editor: Editor, save: () => void, close: () => void): void {
  const { target, currentTarget, nativeEvent } = event
  if (event.defaultPrevented || isComposing(nativeEvent) || !(target instanceof Element)) return
  // Menus and dialogs opened from here stand elsewhere in the page and have keys of their own.
  if (!currentTarget.contains(target)) return
  const mod = event.ctrlKey || event.metaKey
  const { layerId, cropping } = editor.store.getState()
  const act = (run: () => void): void => {
    event.preventDefault()
    run()
  }
  if (mod && event.code === 'KeyS') return act(save)
  if (event.code === 'Escape') {
    if (cropping) return act(() => editor.setCropping(false))
    return layerId === null ? act(close) : act(() => editor.selectLayer(null))
  }
  if (target.closest(FIELDS)) return
  if (mod && event.code === 'KeyZ') return act(event.shiftKey ? editor.redo : editor.undo)
  if (mod && event.code === 'KeyY') return act(editor.redo)
  if (event.code === 'Enter' && cropping) return act(() => editor.setCropping(false))
  if (layerId === null) return
  if (event.key.startsWith('Arrow') && !event.altKey && !mod && !target.closest(USES_ARROWS)) {
    if (nudge(editor, event.key, event.shiftKey)) event.preventDefault()
    return
  }
  if (event.code === 'Delete' || event.code === 'Backspace') {
    return act(() => editor.changeScene((scene) => removeLayer(scene, layerId)))
  }
  if (mod && event.code === 'KeyD') {
    act(() => {
      const copied = duplicateLayer(editor.scene(), layerId)
      if (!copied) return
      editor.changeScene(() => copied[0])
      editor.selectLayer(copied[1])
    })
  }
}
