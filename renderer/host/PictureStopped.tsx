import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { useMedia } from '#renderer/media/media-context.tsx'
import classes from './host.module.css'

/** A line with a way out when the composition itself broke down; takes no room otherwise. */
export function PictureStopped({ onRestart }: { onRestart: () => void }) {
  const { t } = useTranslation('host')
  const stopped = useMedia((state) => state.failure !== null)
  if (!stopped) return null
  return (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <span className={classes.noticeText}>{t('pictureStopped')}</span>
      <Button size="sm" variant="light" onClick={onRestart}>
        {t('restartPicture')}
      </Button>
    </div>
  )
}
