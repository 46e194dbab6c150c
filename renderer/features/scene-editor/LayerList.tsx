import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconCards,
  IconCopy,
  IconDeviceDesktop,
  IconEye,
  IconEyeOff,
  IconLetterT,
  IconMessageCircle,
  IconPaint,
  IconPhoto,
  IconPlus,
  IconTrash,
  IconVideo,
} from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import {
  addLayer,
  duplicateLayer,
  frontToBack,
  orderLayers,
  removeLayer,
  updateLayer,
} from '#shared/domain/scenes/edit-scene.ts'
import {
  CAMERA_SLOTS,
  LAYER_NAME_MAX,
  MAX_LAYERS,
  type LayerSource,
  type SceneLayer,
} from '#shared/domain/scenes/scene.ts'
import { useEditor, useEditorState } from './editor-context.tsx'
import { sceneOf } from './editor-store.ts'
import { InlineName } from './InlineName.tsx'
import classes from './layer-list.module.css'
import { layerName } from './layer-name.ts'
import { useImageChoice } from '#renderer/ui/use-image-choice.ts'
import { useReorder } from '#renderer/ui/use-reorder.ts'

const ICONS = {
  camera: IconVideo,
  screen: IconDeviceDesktop,
  image: IconPhoto,
  color: IconPaint,
  text: IconLetterT,
  product: IconCards,
  wall: IconMessageCircle,
} as const

/** The layers of the scene that is open, the one nearest to the viewer on top. */
export function LayerList() {
  const { t } = useTranslation('sceneEditor')
  const editor = useEditor()
  const scene = useEditorState(sceneOf)
  const selectedId = useEditorState(({ layerId }) => layerId)
  const [renaming, setRenaming] = useState<string | null>(null)
  const layers = frontToBack(scene)
  const reorder = useReorder(layers.length, (from, to) => {
    const ids = layers.map(({ id }) => id)
    const [moved] = ids.splice(from, 1)
    if (moved !== undefined) editor.changeScene((open) => orderLayers(open, ids.toSpliced(to, 0, moved)))
  })
  return (
    <section className={classes.panel} aria-label={t('layers')}>
      <div className={classes.head}>
        <h2>{t('layers')}</h2>
        <AddLayer />
      </div>
      {layers.length === 0 ? <p className={classes.none}>{t('noLayers')}</p> : null}
      <ul className={classes.rows} title={layers.length > 1 ? t('layerHelp') : undefined}>
        {layers.map((layer, index) => {
          const Icon = ICONS[layer.source.kind]
          const name = layerName(layer, t)
          return (
            <li
              key={layer.id}
              className={classes.row}
              data-selected={layer.id === selectedId || undefined}
              data-hidden={layer.hidden || undefined}
              {...reorder.rowProps(index)}
            >
              {renaming === layer.id ? (
                <div className={classes.rename}>
                  <InlineName
                    value={layer.name ?? ''}
                    label={t('layerName')}
                    maxLength={LAYER_NAME_MAX}
                    onDone={(next) => {
                      setRenaming(null)
                      if (next !== null)
                        editor.changeScene((open) => updateLayer(open, layer.id, { name: next }))
                    }}
                  />
                </div>
              ) : (
                <button
                  type="button"
                  className={classes.pick}
                  aria-pressed={layer.id === selectedId}
                  onClick={() => editor.selectLayer(layer.id)}
                  onDoubleClick={() => setRenaming(layer.id)}
                >
                  <Icon size={16} stroke={1.75} aria-hidden />
                  <span>{name}</span>
                </button>
              )}
              <LayerActions layer={layer} name={name} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function LayerActions({ layer, name }: { layer: SceneLayer; name: string }) {
  const { t } = useTranslation('sceneEditor')
  const editor = useEditor()
  const hidden = layer.hidden === true
  const action = { size: 'sm', variant: 'subtle', color: 'gray' } as const
  const label = (what: string): { 'aria-label': string; title: string } => ({
    'aria-label': `${what} ${name}`,
    title: what,
  })
  return (
    <span className={classes.actions}>
      <ActionIcon
        {...action}
        {...label(t('duplicate'))}
        className={classes.onHover}
        onClick={() => {
          const copied = duplicateLayer(editor.scene(), layer.id)
          if (!copied) return
          editor.changeScene(() => copied[0])
          editor.selectLayer(copied[1])
        }}
      >
        <IconCopy size={16} stroke={1.5} />
      </ActionIcon>
      <ActionIcon
        {...action}
        {...label(t('delete'))}
        className={classes.onHover}
        onClick={() => editor.changeScene((scene) => removeLayer(scene, layer.id))}
      >
        <IconTrash size={16} stroke={1.5} />
      </ActionIcon>
      <ActionIcon
        {...action}
        {...label(t(hidden ? 'show' : 'hide'))}
        aria-pressed={hidden}
        onClick={() => editor.changeScene((scene) => updateLayer(scene, layer.id, { hidden: !hidden }))}
      >
        {hidden ? <IconEyeOff size={16} stroke={1.5} /> : <IconEye size={16} stroke={1.5} />}
      </ActionIcon>
    </span>
  )
}

function AddLayer() {
  const { t } = useTranslation('sceneEditor')
  const editor = useEditor()
  const full = useEditorState((state) => sceneOf(state).layers.length >= MAX_LAYERS)
  const file = useRef<HTMLInputElement>(null)
  const image = useImageChoice()
  const add = (source: LayerSource): void => {
    const added = addLayer(editor.scene(), source)
    if (!added) return
    editor.changeScene(() => added[0])
    editor.selectLayer(added[1])
  }
  const item = (source: LayerSource, label: string) => {
    const Icon = ICONS[source.kind]
    return (
      <Menu.Item key={label} leftSection={<Icon size={16} stroke={1.75} />} onClick={() => add(source)}>
        {label}
      </Menu.Item>
    )
  }
  return (
    <>
      <input
        ref={file}
        hidden
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={t('chooseImage')}
        onChange={(event) => {
          void image.choose(event.currentTarget).then((assetId) => {
            if (assetId !== null) add({ kind: 'image', assetId })
          })
        }}
      />
      <Menu position="bottom-end" width={220} disabled={full}>
        <Menu.Target>
          <Button
            size="sm"
            variant="light"
            disabled={full}
            loading={image.busy}
            title={full ? t('layersFull') : undefined}
            leftSection={<IconPlus size={16} stroke={2} />}
          >
            {t('addLayer')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {CAMERA_SLOTS.map((slot) => item({ kind: 'camera', slot }, t('source_camera', { n: slot })))}
          {item({ kind: 'screen' }, t('source_screen'))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconPhoto size={16} stroke={1.75} />}
            onClick={() => file.current?.click()}
          >
            {t('chooseImage')}
          </Menu.Item>
          {item(
            {
              kind: 'text',
              text: t('newText'),
              color: '#ffffff',
              background: { color: '#10181a', opacity: 0.7 },
              align: 'center',
              weight: 'bold',
              size: 0.06,
            },
            t('source_text'),
          )}
          {item({ kind: 'color', color: '#10211f' }, t('source_color'))}
          <Menu.Divider />
          {item({ kind: 'product' }, t('source_product'))}
          {item({ kind: 'wall' }, t('source_wall'))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
