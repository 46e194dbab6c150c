import { Box } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { cameraSlotsOf, type CameraSlot } from '#shared/domain/scenes/scene.ts'
import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { ProgramView } from '#renderer/media/media-view.tsx'
import type { MediaState } from '#renderer/media/media-state.ts'
import type { ViewRole } from '#renderer/media/port.ts'
import classes from './Monitor.module.css'

const sceneOn = (state: MediaState, role: ViewRole) => {
  const id = role === 'program' ? state.programSceneId : state.previewSceneId
  return state.scenes.find((scene) => scene.id === id) ?? null
}

/**
 * A control-room monitor that fills the box it is given: programme in a red frame, preview in a green one. It says
 * which scene it shows and, where a picture should be and is not, which camera is missing.
 */
export function Monitor({ role, aside }: { role: ViewRole; aside?: ReactNode }) {
  const { t } = useTranslation('monitor')
  const engine = useMediaEngine()
  const scene = useMedia((state) => sceneOn(state, role))
  const canvas = useMedia((state) => state.canvas)
  const missing = useMedia((state) => missingIn(state, role))
  const failed = useMedia((state) => state.failure !== null)
  return (
    <section className={classes.monitor} data-role={role} aria-label={t(role)}>
      <header className={classes.head}>
        <span className={classes.role}>{t(role)}</span>
        <span className={classes.scene}>{scene?.name ?? ''}</span>
        {aside}
      </header>
      <div className={classes.room}>
        <Box
          className={classes.frame}
          style={{
            '--ratio': canvas.width / canvas.height,
            aspectRatio: `${canvas.width} / ${canvas.height}`,
          }}
        >
          <ProgramView engine={engine} role={role} className={classes.picture} />
          {scene === null ? (
            <p className={classes.note}>{t(role === 'program' ? 'noProgram' : 'noPreview')}</p>
          ) : null}
          {missing === '' || failed ? null : (
            <p className={classes.note}>{t('missing', { cameras: missing.split(',').join('、') })}</p>
          )}
          {failed ? <p className={classes.note}>{t('failed')}</p> : null}
        </Box>
      </div>
    </section>
  )
}

/** The scene's camera positions without a picture, as "1,2": a string, so that an unchanged list stays the same. */
function missingIn(state: MediaState, role: ViewRole): string {
  const scene = sceneOn(state, role)
  if (!scene) return ''
  const dark = (slot: CameraSlot): boolean => state.cameraSlots[slot].status !== 'live'
  return cameraSlotsOf(scene).filter(dark).join(',')
}
