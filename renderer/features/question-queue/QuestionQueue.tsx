import { Loader } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconMessageQuestion } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Band } from '#shared/domain/questions/clock.ts'
import type { QueueEntry } from '#shared/domain/questions/order.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { BandShape } from '#renderer/ui/CountdownRing.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Panel } from '#renderer/ui/Panel.tsx'
import { useStudioKeys } from '#renderer/ui/use-studio-keys.ts'
import { Lane } from './Lane.tsx'
import classes from './QuestionQueue.module.css'
import type { Density } from './QuestionRow.tsx'
import type { QuestionQueueControl } from './use-question-queue.ts'

/** From here on nobody reads the whole queue: the panel says how to cope, at its foot, where it pushes no row. */
const FLOODED_FROM = 25

/**
 * The question queue: what can still be answered in time above, the late lane folded away below. `notice` takes the
 * place of the heading (an alarm, say) without moving a row; `actions` adds buttons to each row.
 */
export function QuestionQueue(props: {
  queue: QuestionQueueControl
  density?: Density
  notice?: ReactNode
  actions?: (question: Question) => ReactNode
  className?: string | undefined
}) {
  const { queue, density = 'console', notice, actions, className } = props
  const { t } = useTranslation('queue')
  const { view, lanes } = queue
  useStudioKeys([
    { keys: 'J', run: () => queue.move(1), repeats: true },
    { keys: 'K', run: () => queue.move(-1), repeats: true },
    { keys: 'ArrowDown', run: () => queue.move(1), repeats: true },
    { keys: 'ArrowUp', run: () => queue.move(-1), repeats: true },
  ])

  const heading = (
    <>
      <span>{t('title')}</span>
      <span className={classes.count}>{view.inTime.length}</span>
    </>
  )
  return (
    <Panel
      label={t('title')}
      className={className}
      title={notice ?? heading}
      aside={notice ? null : <BandCounts entries={view.inTime} />}
    >
      {lanes.inTime.length === 0 ? (
        <NoQuestions />
      ) : (
        <Lane queue={queue} ids={lanes.inTime} density={density} label={t('title')} actions={actions} />
      )}
      {view.inTime.length >= FLOODED_FROM ? <p className={classes.flooded}>{t('flooded')}</p> : null}
      <LateLane queue={queue} density={density} actions={actions} />
    </Panel>
  )
}

function LateLane(props: {
  queue: QuestionQueueControl
  density: Density
  actions?: ((question: Question) => ReactNode) | undefined
}) {
  const { queue, density, actions } = props
  const { t } = useTranslation('queue')
  const { lateOpen, lanes, view } = queue
  return (
    <div className={classes.late} data-open={lateOpen && lanes.late.length > 0}>
      <button
        type="button"
        className={classes.lateHeading}
        aria-expanded={lateOpen}
        onClick={() => queue.setLateOpen(!lateOpen)}
      >
        <BandShape band="late" />
        <span>{t('late', { n: view.late.length })}</span>
        {lateOpen ? (
          <IconChevronDown size={16} stroke={1.75} aria-hidden />
        ) : (
          <IconChevronRight size={16} stroke={1.75} aria-hidden />
        )}
        <span className={classes.lateHint}>{t('lateHint')}</span>
      </button>
      {lateOpen && lanes.late.length > 0 ? (
        <Lane queue={queue} ids={lanes.late} density={density} label={t('lateLane')} actions={actions} />
      ) : null}
    </div>
  )
}

const SHOWN_BANDS = ['urgent', 'soon', 'calm'] as const satisfies readonly Band[]
const BAND_NAMES = { urgent: 'bandUrgent', soon: 'bandSoon', calm: 'bandCalm' } as const

function BandCounts({ entries }: { entries: readonly QueueEntry[] }) {
  const { t } = useTranslation('common')
  return (
    <span className={classes.bands}>
      {SHOWN_BANDS.map((band) => {
        const count = entries.filter((entry) => entry.band === band).length
        return (
          <span
            key={band}
            className={classes.band}
            data-band={band}
            data-none={count === 0}
            title={t(BAND_NAMES[band])}
          >
            <BandShape band={band} />
            <span className={classes.bandCount}>{count}</span>
          </span>
        )
      })}
    </span>
  )
}

function NoQuestions() {
  const { t } = useTranslation('queue')
  const phase = useStaff((state) => state.session?.phase ?? null)
  if (phase === null) return <EmptyState icon={<Loader size="sm" />} title={t('loading')} />
  return (
    <div className={classes.none}>
      <EmptyState
        icon={<IconMessageQuestion size={28} stroke={1.25} aria-hidden />}
        title={phase === 'ended' ? t('endedTitle') : t('emptyTitle')}
        hint={phase === 'ended' ? t('endedHint') : t('emptyHint')}
      />
    </div>
  )
}
