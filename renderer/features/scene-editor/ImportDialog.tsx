import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { convertCanvas } from '#shared/domain/scenes/convert-canvas.ts'
import { joinScenes } from '#shared/domain/scenes/scene-collection.ts'
import type { SceneFileProblem, SceneFileReading } from '#shared/domain/scenes/scene-file.ts'
import type { CameraSlot } from '#shared/domain/scenes/scene.ts'
import { SceneSketch } from '#renderer/ui/SceneSketch.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { useEditor, useEditorState } from './editor-context.tsx'
import classes from './import-dialog.module.css'
import { importImages } from './scene-exchange.ts'

/** Problems shown one by one; the rest are counted. */
const PROBLEMS_SHOWN = 8

/** `unreadable`: the file could not even be opened. */
export type ImportReading = SceneFileReading | { readonly kind: 'unreadable' }

/** Shows what is in a file before anything is changed, or what is wrong with it. */
export function ImportDialog({ reading, onClose }: { reading: ImportReading; onClose: () => void }) {
  const { t } = useTranslation('sceneEditor')
  return (
    <Modal opened onClose={onClose} title={t('importTitle')} size={640}>
      {reading.kind === 'read' ? (
        <ReadFile file={reading} onClose={onClose} />
      ) : reading.kind === 'invalid' ? (
        <Problems problems={reading.problems} />
      ) : (
        <p className={classes.lead}>
          {reading.kind === 'unreadable' ? t('importUnreadable') : t(`importProblem_${reading.kind}`)}
        </p>
      )}
    </Modal>
  )
}

const always = (_slot: CameraSlot): boolean => true

function ReadFile(props: { file: Extract<SceneFileReading, { kind: 'read' }>; onClose: () => void }) {
  const { file, onClose } = props
  const { t } = useTranslation('sceneEditor')
  const { t: common } = useTranslation('common')
  const editor = useEditor()
  const canvas = useEditorState(({ history }) => history.present.canvas)
  const { done, failed } = useToasts()
  const [busy, setBusy] = useState(false)
  const { collection, missing } = file
  const otherShape = collection.canvas.width !== canvas.width || collection.canvas.height !== canvas.height

  const apply = async (how: 'add' | 'replace'): Promise<void> => {
    if (!joinScenes(editor.draft(), collection, how)) return failed(t('importTooMany'))
    setBusy(true)
    const images = await importImages(file)
    setBusy(false)
    if ('problem' in images) return failed(common(`imageProblem_${images.problem}`))
    const before = new Set(editor.draft().scenes.map(({ id }) => id))
    const joined = joinScenes(editor.draft(), images.collection, how)
    if (!joined) return failed(t('importTooMany'))
    editor.change(joined)
    const first = joined.scenes.find(({ id }) => how === 'replace' || !before.has(id))
    if (first) editor.openScene(first.id)
    done(t('imported', { n: collection.scenes.length }), editor.undo)
    onClose()
  }

  return (
    <>
      <p className={classes.lead}>{t('importFile', { n: collection.scenes.length })}</p>
      <ul className={classes.scenes}>
        {collection.scenes.map((scene) => (
          <li key={scene.id}>
            <SceneSketch scene={convertCanvas(scene, canvas)} isLive={always} />
            <span>{scene.name}</span>
          </li>
        ))}
      </ul>
      {otherShape ? <p className={classes.note}>{t('importOtherShape', collection.canvas)}</p> : null}
      {missing.length > 0 ? (
        <p className={classes.note}>{t('importMissing', { n: missing.length })}</p>
      ) : null}
      <p className={classes.note}>{t('importReplaceHint')}</p>
      <Group justify="flex-end">
        <Button variant="default" loading={busy} onClick={() => void apply('replace')}>
          {t('importReplace')}
        </Button>
        <Button loading={busy} data-autofocus onClick={() => void apply('add')}>
          {t('importAdd')}
        </Button>
      </Group>
    </>
  )
}

function Problems({ problems }: { problems: readonly SceneFileProblem[] }) {
  const { t } = useTranslation('sceneEditor')
  const whereOf = ({ scene, layer, field }: SceneFileProblem): string => {
    const named = (part: { number: number; name: string | null }) => ({
      n: part.number,
      name: part.name ?? t('importUnnamed'),
    })
    const parts = [
      ...(scene ? [t('importWhereScene', named(scene))] : []),
      ...(layer ? [t('importWhereLayer', named(layer))] : []),
      ...(field === '' ? [] : [field]),
    ]
    return parts.join(' · ')
  }
  return (
    <>
      <p className={classes.lead}>{t('importInvalid', { n: problems.length })}</p>
      <ul className={classes.problems}>
        {problems.slice(0, PROBLEMS_SHOWN).map((problem, index) => (
          <li key={index}>
            <b>{whereOf(problem)}</b>
            <span>{problem.message}</span>
          </li>
        ))}
      </ul>
      {problems.length > PROBLEMS_SHOWN ? (
        <p className={classes.note}>{t('importMore', { n: problems.length - PROBLEMS_SHOWN })}</p>
      ) : null}
    </>
  )
}
