import { Kbd, Tooltip, UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { cameraSlotsOf, type CameraSlot, type Scene } from '#shared/domain/scenes/scene.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { SceneSketch } from '#renderer/ui/SceneSketch.tsx'
import { useStudioKeys, type StudioKey } from '#renderer/ui/use-studio-keys.ts'
import classes from './scene-strip.module.css'

/** The number row has nine keys. */
const SCENES_WITH_KEYS = 9

/**
 * The show's scenes. A press puts one on preview, a double press or its number takes it to programme at once;
 * F-keys put on preview and Enter brings the preview to programme by the chosen transition, as on a vision mixer.
 */
export function SceneStrip({ onEdit }: { onEdit: () => void }) {
  const { t } = useTranslation('scenes')
  const engine = useMediaEngine()
  const scenes = useMedia((state) => state.scenes)
  useSceneKeys(scenes)
  return (
    <div className={classes.strip} role="group" aria-label={t('title')}>
      {scenes.map((scene, index) => (
        <SceneTile
          key={scene.id}
          scene={scene}
          number={index + 1}
          onPreview={() => engine.setPreview(scene.id)}
          onTake={() => {
            const before = engine.getState().programSceneId
            engine.take(scene.id)
            // The first press of the two has put it on preview; the old picture takes its place there.
            if (before !== scene.id) engine.setPreview(before)
          }}
        />
      ))}
      <UnstyledButton className={classes.edit} onClick={onEdit}>
        <IconPencil size={16} stroke={1.75} aria-hidden />
        {t('edit')}
      </UnstyledButton>
    </div>
  )
}

function SceneTile(props: { scene: Scene; number: number; onPreview: () => void; onTake: () => void }) {
  const { scene, number, onPreview, onTake } = props
  const { t } = useTranslation('scenes')
  const onProgram = useMedia((state) => state.programSceneId === scene.id)
  const onPreviewNow = useMedia((state) => state.previewSceneId === scene.id)
  const slots = useMedia((state) => state.cameraSlots)
  const isLive = useCallback((slot: CameraSlot) => slots[slot].status === 'live', [slots])
  const dark = cameraSlotsOf(scene).filter((slot) => !isLive(slot))
  const state = onProgram ? 'program' : onPreviewNow ? 'preview' : 'idle'
  const hint = dark.length > 0 ? t('dark', { cameras: dark.join('、') }) : t('hint', { number })
  return (
    <Tooltip label={`${scene.name} · ${hint}`}>
      <UnstyledButton
        className={classes.tile}
        data-state={state}
        aria-label={t('tile', { name: scene.name, state: t(`state_${state}`) })}
        onClick={onPreview}
        onDoubleClick={onTake}
      >
        <SceneSketch scene={scene} isLive={isLive} />
        <span className={classes.name}>
          {number <= SCENES_WITH_KEYS ? (
            <Kbd size="xs" className={classes.key ?? ''}>
              {number}
            </Kbd>
          ) : null}
          <span className={classes.label}>{scene.name}</span>
        </span>
        <span className={classes.state}>{state === 'idle' ? '' : t(`mark_${state}`)}</span>
      </UnstyledButton>
    </Tooltip>
  )
}

function useSceneKeys(scenes: readonly Scene[]): void {
  const engine = useMediaEngine()
  const keys = useMemo(
    (): StudioKey[] => [
      { keys: 'Enter', run: () => engine.take() },
      ...scenes.slice(0, SCENES_WITH_KEYS).flatMap(({ id }, index): StudioKey[] => [
        { keys: `Digit${index + 1}`, run: () => engine.take(id) },
        { keys: `F${index + 1}`, run: () => engine.setPreview(id) },
      ]),
    ],
    [engine, scenes],
  )
  useStudioKeys(keys)
}
