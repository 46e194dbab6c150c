import { createContext, use, type ReactNode } from 'react'
import { useStore } from 'zustand'

import type { Editor, EditorState } from './editor-store.ts'

const EditorContext = createContext<Editor | null>(null)

export function EditorProvider({ editor, children }: { editor: Editor; children: ReactNode }) {
  return <EditorContext value={editor}>{children}</EditorContext>
}

/** The editor this component stands in. Throws outside of one. */
export function useEditor(): Editor {
  const editor = use(EditorContext)
  if (editor === null) throw new Error('useEditor needs an EditorProvider above it')
  return editor
}

/** Selects from the editor's state; the selector must return a stable value for an unchanged state. */
export function useEditorState<Selected>(selector: (state: EditorState) => Selected): Selected {
  return useStore(useEditor().store, selector)
}
