import { ActionIcon, Button } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'

import type { WhipDestination } from '#shared/domain/outputs/destination.ts'
import { useMedia } from '#renderer/media/media-context.tsx'
import type { OutputBoard } from './output-board.ts'
import { OutputMark } from './OutputMark.tsx'
import { OutputStateLines } from './OutputStateLines.tsx'
import classes from './outputs.module.css'

/** One destination: where it is, what it does now, and what can be done about it. */
export function DestinationRow(props: {
  board: OutputBoard
  destination: WhipDestination
  onEdit: () => void
}) {
  const { board, destination, onEdit } = props
  const { id, name, startWithShow } = destination
  const { t } = useTranslation(['outputs', 'media'])
  const { onAir, outputIds, problems, withToken } = useStore(board.store)
  const outputId = outputIds.get(id)
  const output = useMedia(({ outputs }) => outputs.find((each) => each.id === outputId) ?? null)
  const problem = problems.get(id) ?? null
  /** Those who watch there lose the picture, so it is asked for twice; what does not arrive may just go. */
  const stop = (): void => {
    if (output?.status !== 'live') return board.stop(id)
    modals.openConfirmModal({
      title: t('stopTitle', { name }),
      children: t('stopText'),
      labels: { confirm: t('stop'), cancel: t('stopKeep') },
      confirmProps: { color: 'red', variant: 'outline' },
      onConfirm: () => board.stop(id),
    })
  }
  const idle = onAir ? t('stopped') : t(startWithShow ? 'idleAuto' : 'idleManual')
  return (
    <article className={classes.row} aria-label={name}>
      <OutputMark status={problem ? 'failed' : (output?.status ?? null)} />
      <div className={classes.about}>
        <span className={classes.name}>{name}</span>
        <span className={classes.dimmed}>
          {new URL(destination.url).host}
          {withToken.has(id) ? '' : ` · ${t('noToken')}`}
        </span>
        {output ? <OutputStateLines output={output} onRetry={() => board.retry(id)} /> : null}
        {output ? null : (
          <span className={problem ? classes.trouble : classes.dimmed}>
            {problem ? t(problem.messageKey, { ns: 'media' }) : idle}
          </span>
        )}
      </div>
      <div className={classes.actions}>
        {onAir ? (
          <Button
            size="sm"
            variant="default"
            onClick={() => (outputId === undefined ? board.start(id) : stop())}
          >
            {outputId === undefined ? t('start') : t('stop')}
          </Button>
        ) : null}
        <ActionIcon size="lg" variant="subtle" color="gray" aria-label={t('edit', { name })} onClick={onEdit}>
          <IconPencil size={18} stroke={1.75} />
        </ActionIcon>
      </div>
    </article>
  )
}
