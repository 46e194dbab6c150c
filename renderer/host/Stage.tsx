import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import { Mixer } from '#renderer/features/mixer/Mixer.tsx'
import { Monitor } from '#renderer/features/program-view/Monitor.tsx'
import type { Recorder } from '#renderer/features/recording/recorder.ts'
import { RecordButton } from '#renderer/features/recording/RecordButton.tsx'
import { SceneStrip } from '#renderer/features/scene-strip/SceneStrip.tsx'
import { TransitionControls } from '#renderer/features/scene-strip/TransitionControls.tsx'
import { useMedia } from '#renderer/media/media-context.tsx'
import classes from './stage.module.css'

/** Pictures and sound: programme and preview, the scenes between them, the mixer, the recording. */
export const Stage = memo(function Stage(props: { recorder: Recorder; onEditScenes: () => void }) {
  const { recorder, onEditScenes } = props
  const { t } = useTranslation('scenes')
  const portrait = useMedia(({ canvas }) => canvas.height > canvas.width)
  return (
    <div className={classes.stage} data-shape={portrait ? 'portrait' : 'landscape'}>
      <div className={classes.program}>
        <Monitor role="program" />
      </div>
      <div className={classes.preview}>
        <Monitor role="preview" />
      </div>
      <div className={classes.scenes} aria-label={t('title')}>
        <TransitionControls />
        <SceneStrip onEdit={onEditScenes} />
      </div>
      <div className={classes.sound}>
        <Mixer />
        <RecordButton recorder={recorder} />
      </div>
    </div>
  )
})
