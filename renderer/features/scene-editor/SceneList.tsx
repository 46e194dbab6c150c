import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import {
  addScene,
  duplicateScene,
  moveScene,
  removeScene,
  renameScene,
} from '#shared/domain/scenes/edit-collection.ts'
import { MAX_SCENES } from '#shared/domain/scenes/scene-collection.ts'
import { SCENE_NAME_MAX, type CameraSlot, type Scene } from '#shared/domain/scenes/scene.ts'
import { sceneFromTemplate, TEMPLATE_IDS } from '#shared/domain/scenes/templates.ts'
import { useMedia } from '#renderer/media/media-context.tsx'
import { SceneSketch } from '#renderer/ui/SceneSketch.tsx'
import { useToasts } from '#renderer/ui/use-toasts.tsx'
import { useEditor, useEditorState } from './editor-context.tsx'
import { sceneOf } from './editor-store.ts'
import { InlineName } from './InlineName.tsx'
import classes from './scene-list.module.css'
import { templateTexts } from './template-texts.ts'
import { useReorder } from '#renderer/ui/use-reorder.ts'

/** The scenes in the order of the number row. */
export function SceneList() {
  const { t } = useTranslation('sceneEditor')
  const editor = useEditor()
  const scenes = useEditorState(({ history }) => history.present.scenes)
  const openId = useEditorState((state) => sceneOf(state).id)
  const programId = useMedia((state) => state.programSceneId)
  const previewId = useMedia((state) => state.previewSceneId)
  const [renaming, setRenaming] = useState<string | null>(null)
  const { done, failed } = useToasts()
  const reorder = useReorder(scenes.length, (from, to) => {
    const scene = scenes[from]
    if (scene) editor.change(moveScene(editor.draft(), scene.id, to))
  })

  const duplicate = (scene: Scene): void => {
    const copied = duplicateScene(editor.draft(), scene.id, t('copyName', { name: scene.name }))
    if (!copied) return failed(t('full'))
    editor.change(copied[0])
    editor.openScene(copied[1])
  }
  const remove = (scene: Scene): void => {
    if (scene.id === programId) return failed(t('programStays', { name: scene.name }))
    if (scenes.length === 1) return failed(t('lastStays'))
    editor.change(removeScene(editor.draft(), scene.id))
    done(t('sceneDeleted', { name: scene.name }), editor.undo)
  }

  return (
    <nav className={classes.list} aria-label={t('scenes')}>
      <div className={classes.head}>
        <h2>{t('scenes')}</h2>
        <AddScene />
      </div>
      <ol className={classes.rows}>
        {scenes.map((scene, index) => (
          <li
            key={scene.id}
            className={classes.row}
            data-open={scene.id === openId || undefined}
            {...reorder.rowProps(index)}
          >
            <button
              type="button"
              className={classes.open}
              aria-current={scene.id === openId}
              aria-label={t('sceneTile', { n: index + 1, name: scene.name })}
              onClick={() => editor.openScene(scene.id)}
              onDoubleClick={() => setRenaming(scene.id)}
            >
              <span className={classes.sketch}>
                <SceneSketch scene={scene} isLive={always} />
              </span>
              <span className={classes.words}>
                <span className={classes.number}>{index + 1}</span>
                {renaming === scene.id ? null : <span className={classes.name}>{scene.name}</span>}
                {scene.id === programId ? (
                  <span className={classes.mark} data-mark="program">
                    {t('markProgram')}
                  </span>
                ) : scene.id === previewId ? (
                  <span className={classes.mark} data-mark="preview">
                    {t('markPreview')}
                  </span>
                ) : null}
              </span>
            </button>
            {renaming === scene.id ? (
              <div className={classes.rename}>
                <InlineName
                  value={scene.name}
                  label={t('sceneName')}
                  maxLength={SCENE_NAME_MAX}
                  onDone={(name) => {
                    setRenaming(null)
                    if (name !== null) editor.change(renameScene(editor.draft(), scene.id, name))
                  }}
                />
              </div>
            ) : null}
            <Menu position="bottom-start" width={200}>
              <Menu.Target>
                <ActionIcon
                  className={classes.more}
                  variant="subtle"
                  color="gray"
                  size="md"
                  aria-label={t('more', { name: scene.name })}
                >
                  <IconDots size={16} stroke={1.75} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setRenaming(scene.id)}>{t('rename')}</Menu.Item>
                <Menu.Item onClick={() => duplicate(scene)}>{t('duplicate')}</Menu.Item>
                <Menu.Item
                  disabled={index === 0}
                  onClick={() => editor.change(moveScene(editor.draft(), scene.id, index - 1))}
                >
                  {t('moveUp')}
                </Menu.Item>
                <Menu.Item
                  disabled={index === scenes.length - 1}
                  onClick={() => editor.change(moveScene(editor.draft(), scene.id, index + 1))}
                >
                  {t('moveDown')}
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item onClick={() => remove(scene)}>{t('delete')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** A template's picture does not depend on which cameras are open now. */
const always = (_slot: CameraSlot): boolean => true

/** The templates as pictures; the second camera alone is the first one with another source. */
function AddScene() {
  const { t } = useTranslation('sceneEditor')
  const { t: names } = useTranslation('scenes')
  const editor = useEditor()
  const canvas = useEditorState(({ history }) => history.present.canvas)
  const full = useEditorState(({ history }) => history.present.scenes.length >= MAX_SCENES)
  const texts = templateTexts(names)
  const choices: Scene[] = [
    ...TEMPLATE_IDS.map((id) => sceneFromTemplate(id, { id, name: texts.names[id], canvas }, texts)),
    { id: 'scene', name: t('blank'), canvas, layers: [] },
  ]
  const add = (scene: Scene): void => {
    const added = addScene(editor.draft(), scene)
    if (!added) return
    editor.change(added[0])
    editor.openScene(added[1])
  }
  return (
    <Menu position="right-start" width={460} disabled={full}>
      <Menu.Target>
        <Button
          size="sm"
          variant="light"
          disabled={full}
          title={full ? t('full') : undefined}
          leftSection={<IconPlus size={16} stroke={2} />}
        >
          {t('addScene')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.templates}>
          {choices.map((scene) => (
            <Menu.Item key={scene.id} className={classes.template} onClick={() => add(scene)}>
              <SceneSketch scene={scene} isLive={always} />
              <span>{scene.name}</span>
            </Menu.Item>
          ))}
        </div>
      </Menu.Dropdown>
    </Menu>
  )
}
