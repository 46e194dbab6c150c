import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { OutputState } from '#renderer/media/media-state.ts'
import { useOutputReason } from '#renderer/ui/use-output-reason.ts'
import { useSecondsUntil } from '#renderer/ui/use-seconds-until.ts'
import classes from './outputs.module.css'
import { useOutputWords } from './use-output-words.ts'

/** What an output that has begun does now, why it does not, and the way to try again. */
export function OutputStateLines({ output, onRetry }: { output: OutputState; onRetry: () => void }) {
  const { t } = useTranslation('outputs')
  const reason = useOutputReason()
  const words = useOutputWords()
  const seconds = useSecondsUntil(output.retryAtMs)
  const { status, error, retryAtMs } = output
  const waits = status === 'failed' || (status !== 'live' && retryAtMs !== null)
  const why = error !== null && status !== 'failed' ? reason(output.kind, error) : null
  const said = error !== null && error.message.startsWith('HTTP ') ? error.message : null
  return (
    <>
      <span className={status === 'failed' ? classes.trouble : classes.state} role="status">
        {words(output, seconds)}
      </span>
      {why === null ? null : <span className={classes.trouble}>{why}</span>}
      {said === null ? null : <span className={classes.dimmed}>{t('details', { message: said })}</span>}
      {waits ? (
        <Button size="sm" variant="light" className={classes.retry} onClick={onRetry}>
          {t('retryNow')}
        </Button>
      ) : null}
    </>
  )
}
