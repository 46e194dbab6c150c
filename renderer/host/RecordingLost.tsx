import { Button } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import type { Recorder } from '#renderer/features/recording/recorder.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import classes from './host.module.css'

/**
 * The log says that a recording runs, and this window makes none: the page was reloaded, or crashed, in the middle
 * of it. Offers to go on in a new file, and tells the log that the old one is over.
 */
export function RecordingLost({ recorder }: { recorder: Recorder }) {
  const { t } = useTranslation('host')
  const client = useStaffClient()
  const logged = useStaff(({ session }) => session?.recording?.file ?? null)
  const own = useStore(recorder.store, (state) => state.file?.name ?? null)
  const [dismissed, setDismissed] = useState<string | null>(null)
  if (logged === null || logged === own || logged === dismissed) return null
  const settle = (): void => {
    setDismissed(logged)
    void client.report({
      type: 'recordingStopped',
      file: logged,
      bytes: 0,
      problem: 'the host page was closed or reloaded',
    })
  }
  return (
    <div className={classes.notice} role="status">
      <IconInfoCircle size={18} stroke={1.75} aria-hidden />
      <span className={classes.noticeText}>{t('recordingLost')}</span>
      <Button
        size="sm"
        variant="light"
        onClick={() => {
          settle()
          void recorder.start()
        }}
      >
        {t('recordingLostAgain')}
      </Button>
      <Button size="sm" variant="subtle" color="gray" onClick={settle}>
        {t('recordingLostDismiss')}
      </Button>
    </div>
  )
}
