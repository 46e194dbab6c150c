import { useWindowEvent } from '@mantine/hooks'
import type { RefObject } from 'react'

import { duplicateLayer, removeLayer } from '#shared/domain/scenes/edit-scene.ts'
import { isComposing } from '#renderer/ui/use-studio-keys.ts'
import type { Editor } from './editor-store.ts'
import { nudge } from './nudge.ts'

interface EditorActions {
  readonly save: () => void
  readonly close: () => void
}

/**
 * The keys of the editor in `root`. They are listened for on the window, since the focus falls to the page when what
 * had it is taken out, a layer that was deleted for instance; its undo must still be heard.
 */
export function useEditorKeys(
  root: RefObject<HTMLElement | null>,
  editor: Editor,
  actions: EditorActions,
): void {
  useWindowEvent('keydown', (event) => {
    if (isForEditor(event, root.current)) onKey(event, event.target, editor, actions)
  })
  useWindowEvent('keyup', ({ code }) => {
    if (code.startsWith('Arrow')) editor.endGesture()
  })
}

/** Menus and dialogs opened from here stand elsewhere in the page and have keys of their own. */
function isForEditor(
  event: KeyboardEvent,
  root: HTMLElement | null,
): event is KeyboardEvent & { readonly target: Element } {
  const { target } = event
  if (event.defaultPrevented || isComposing(event) || !(target instanceof Element)) return false
  if (root?.contains(target)) return true
  const inFront = [...document.querySelectorAll('[aria-modal="true"]')].at(-1)
  return target === document.body && inFront?.contains(root) === true
}

const FIELDS = 'input:not([type="range"]), textarea, select, [contenteditable="true"]'

/** Controls that move by arrow keys themselves. */
const USES_ARROWS = 'input, [role="slider"], [role="radiogroup"], [role="listbox"]'

function onKey(event: KeyboardEvent, target: Element, editor: Editor, { save, close }: EditorActions): void {
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
