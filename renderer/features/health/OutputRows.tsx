import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { useMedia } from '#renderer/media/media-context.tsx'
import type { OutputState } from '#renderer/media/media-state.ts'
import { useOutputReason } from '#renderer/ui/use-output-reason.ts'
import { useSecondsUntil } from '#renderer/ui/use-seconds-until.ts'
import classes from './HealthPanel.module.css'

/** What the dock needs of whoever looks after outputs. */
export interface OutputDesk {
  readonly nameOf: (outputId: string) => string
  /** Tries again now; null where there is no such way. */
  readonly retry: ((outputId: string) => void) | null
}

/** Each output with its true state: `live` is said only while media flows. */
export function OutputRows({ desk }: { desk: OutputDesk }) {
  const { t } = useTranslation('health')
  const outputs = useMedia((state) => state.outputs)
  if (outputs.length === 0) return <p className={classes.none}>{t('notSending')}</p>
  return (
    <ul className={classes.outputs}>
      {outputs.map((output) => (
        <Output key={output.id} output={output} desk={desk} />
      ))}
    </ul>
  )
}

function Output({ output, desk }: { output: OutputState; desk: OutputDesk }) {
  const { t } = useTranslation(['health', 'media'])
  const reason = useOutputReason()
  const seconds = useSecondsUntil(output.retryAtMs)
  const { status, error, kind, retryAtMs } = output
  // While an attempt is on its way there is nothing to hurry.
  const waits = status === 'failed' || (status !== 'live' && retryAtMs !== null)
  const troubled = waits || status === 'reconnecting'
  return (
    <li className={classes.output} data-status={status}>
      <span className={classes.dot} aria-hidden />
      <span className={classes.outputText}>
        <b>{desk.nameOf(output.id)}</b> {stateText(output, seconds, t)}
        {troubled && error ? <span className={classes.todo}>{reason(kind, error)}</span> : null}
      </span>
      {waits && kind !== 'localRoom' && desk.retry ? (
        <Button size="sm" variant="light" onClick={() => desk.retry?.(output.id)}>
          {t('retryNow')}
        </Button>
      ) : null}
    </li>
  )
}

type Translate = ReturnType<typeof useTranslation<['health', 'media']>>['t']

function stateText(
  { kind, status, viewers, connecting, attempt, retryAtMs }: OutputState,
  seconds: number,
  t: Translate,
) {
  switch (status) {
    case 'connecting':
      return retryAtMs === null ? t('outputConnecting') : t('outputNotConnected', { attempt, seconds })
    case 'live':
      return kind === 'localRoom' ? t('viewers', { count: viewers, connecting }) : t('outputLive')
    case 'reconnecting':
      return retryAtMs === null ? t('trying', { attempt }) : t('waiting', { attempt, seconds })
    case 'failed':
      return t('outputFailed')
    default:
      return status satisfies never
  }
}
