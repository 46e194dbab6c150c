import { Button } from '@mantine/core'
import { IconScreenShare } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { useMedia, useMediaEngine } from '#renderer/media/media-context.tsx'
import { MediaError } from '#renderer/media/media-error.ts'
import classes from './devices.module.css'

/** The screen or window that scenes can show: share, change, stop, and share again when it has ended by itself. */
export function ScreenPicker() {
  const { t } = useTranslation(['devices', 'media'])
  const engine = useMediaEngine()
  const screen = useMedia((state) => state.screen)
  const [problem, setProblem] = useState<MediaError | null>(null)

  const share = (): void => {
    setProblem(null)
    engine.openScreen().catch((error: unknown) => {
      // Closing the dialog is a choice, not a fault.
      if (error instanceof MediaError && error.kind !== 'permissionDenied') setProblem(error)
    })
  }
  const shared = screen.status === 'live' || screen.status === 'opening'
  return (
    <section className={classes.screen} aria-label={t('screen')}>
      <IconScreenShare size={20} stroke={1.75} aria-hidden />
      <p className={classes.line} role="status">
        {problem ? t(problem.messageKey, { ns: 'media' }) : null}
        {!problem && screen.status === 'closed' ? t('screenOff') : null}
        {!problem && screen.status === 'failed' ? t('screenEnded') : null}
        {!problem && shared ? t('screenShared', { name: screen.device.label || t('screen') }) : null}
      </p>
      <Button size="sm" variant={screen.status === 'failed' ? 'light' : 'default'} onClick={share}>
        {t(screen.status === 'failed' ? 'shareAgain' : shared ? 'shareOther' : 'share')}
      </Button>
      {screen.status === 'closed' ? null : (
        <Button size="sm" variant="default" onClick={() => void engine.closeScreen()}>
          {t(screen.status === 'failed' ? 'screenDismiss' : 'stopSharing')}
        </Button>
      )}
    </section>
  )
}
