import { ActionIcon, Button, Kbd } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconDownload, IconUpload, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { zhCN } from 'zod/locales'

import { readSceneFile } from '#shared/domain/scenes/scene-file.ts'
import { useMedia } from '#renderer/media/media-context.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { useEditor, useEditorState } from './editor-context.tsx'
import { isDirty } from './editor-store.ts'
import { ImportDialog, type ImportReading } from './ImportDialog.tsx'
import classes from './scene-editor.module.css'
import { download, exportScenes } from './scene-exchange.ts'

const BYTES_PER_MB = 1024 * 1024

/** What concerns all scenes: the way back, files, saving, leaving. */
export function EditorHeader(props: { saving: boolean; onSave: () => void; onClose: () => void }) {
  const { saving, onSave, onClose } = props
  const { t } = useTranslation('sceneEditor')
  const editor = useEditor()
  const canUndo = useEditorState(({ history }) => history.past.length > 0)
  const canRedo = useEditorState(({ history }) => history.future.length > 0)
  const dirty = useEditorState(isDirty)
  const programId = useMedia((state) => state.programSceneId)
  const changesProgram = useEditorState(({ history, saved }) => {
    const inDraft = history.present.scenes.find(({ id }) => id === programId)
    return inDraft !== undefined && inDraft !== saved.scenes.find(({ id }) => id === programId)
  })
  const icon = { size: 'lg', variant: 'subtle', color: 'gray' } as const
  return (
    <header className={classes.header}>
      <h1>{t('title')}</h1>
      <ActionIcon
        {...icon}
        disabled={!canUndo}
        aria-label={t('undo')}
        title={t('undo')}
        onClick={editor.undo}
      >
        <IconArrowBackUp size={20} stroke={1.75} />
      </ActionIcon>
      <ActionIcon
        {...icon}
        disabled={!canRedo}
        aria-label={t('redo')}
        title={t('redo')}
        onClick={editor.redo}
      >
        <IconArrowForwardUp size={20} stroke={1.75} />
      </ActionIcon>
      <span className={classes.divider} />
      <Files />
      <span className={classes.room} />
      <span className={classes.dirty} role="status">
        {dirty ? t('dirty') : ''}
      </span>
      <Button
        className={classes.save}
        data-program={changesProgram || undefined}
        disabled={!dirty}
        loading={saving}
        title={dirty ? undefined : t('nothingToSave')}
        rightSection={<Kbd size="xs">Ctrl S</Kbd>}
        onClick={onSave}
      >
        {t(changesProgram ? 'saveToProgram' : 'save')}
      </Button>
      <ActionIcon {...icon} aria-label={t('close')} title={t('close')} onClick={onClose}>
        <IconX size={20} stroke={1.75} />
      </ActionIcon>
    </header>
  )
}

function Files() {
  const { t, i18n } = useTranslation('sceneEditor')
  const editor = useEditor()
  const { done, failed } = useToasts()
  const file = useRef<HTMLInputElement>(null)
  const [reading, setReading] = useState<ImportReading | null>(null)
  const [busy, setBusy] = useState(false)

  const open = async (input: HTMLInputElement): Promise<void> => {
    const chosen = input.files?.[0]
    if (!chosen) return
    const locale = i18n.language === 'zh-CN' ? zhCN().localeError : undefined
    try {
      setReading(readSceneFile(await chosen.text(), locale))
    } catch {
      setReading({ kind: 'unreadable' })
    }
    input.value = ''
  }
  const save = async (): Promise<void> => {
    setBusy(true)
    const { scenes } = editor.draft()
    const exported = await exportScenes(editor.draft())
    setBusy(false)
    if (exported.kind === 'tooLarge') {
      return failed(t('exportTooLarge', { mb: Math.ceil(exported.bytes / BYTES_PER_MB) }))
    }
    download(`huitou-${t('fileName')}.json`, exported.text)
    if (exported.missing > 0) failed(t('exportMissing', { n: exported.missing }))
    else done(t('exported', { n: scenes.length }))
  }
  const button = { size: 'sm', variant: 'subtle', color: 'gray' } as const
  return (
    <>
      <input
        ref={file}
        hidden
        type="file"
        accept="application/json,.json"
        aria-label={t('import')}
        onChange={(event) => void open(event.currentTarget)}
      />
      <Button
        {...button}
        leftSection={<IconUpload size={16} stroke={1.75} />}
        onClick={() => file.current?.click()}
      >
        {t('import')}
      </Button>
      <Button
        {...button}
        loading={busy}
        leftSection={<IconDownload size={16} stroke={1.75} />}
        onClick={() => void save()}
      >
        {t('export')}
      </Button>
      {reading ? <ImportDialog reading={reading} onClose={() => setReading(null)} /> : null}
    </>
  )
}
