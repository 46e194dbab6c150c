import { IconEye, IconHandStop } from '@tabler/icons-react'
import { memo, useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Band } from '#shared/domain/questions/clock.ts'
import { deadlineMs } from '#shared/domain/questions/clock.ts'
import {
  askerIdsOf,
  askersOf,
  isPending,
  type Claim,
  type Question,
} from '#shared/domain/questions/question.ts'
import { useSecondsLeft, useStaff } from '#renderer/session-client/staff-context.tsx'
import { CountdownRing } from '#renderer/ui/CountdownRing.tsx'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import classes from './QuestionRow.module.css'

export type Density = 'console' | 'host'

export interface QuestionRowProps {
  readonly question: Question
  /** Null for a closed question that keeps its place while the pointer is over the list. */
  readonly band: Band | null
  readonly selected: boolean
  readonly density: Density
  readonly actions?: ((question: Question) => ReactNode) | undefined
}

/** One thread of the queue, of a fixed height: what is asked, by how many and whom, who is on it, how long it has. */
export const QuestionRow = memo(function QuestionRow(props: QuestionRowProps) {
  const { question, band, selected, density, actions } = props
  const [first] = question.messages
  return (
    <div className={classes.row} data-band={band ?? 'closed'} data-density={density} data-selected={selected}>
      <button
        type="button"
        className={classes.press}
        data-question={question.questionId}
        aria-current={selected}
        title={first?.text}
      >
        <span className={classes.text}>{first?.text}</span>
        {isPending(question) ? (
          <CountdownRing deadlineMs={deadlineMs(question)} size={density === 'host' ? 'lg' : 'md'} />
        ) : (
          <Closed question={question} />
        )}
        <Askers question={question} />
        <Staff question={question} />
      </button>
      {actions === undefined || band === null ? null : (
        <div className={classes.actions}>{actions(question)}</div>
      )}
    </div>
  )
})

function Askers({ question }: { question: Question }) {
  const { t } = useTranslation('queue')
  const { t: intent } = useTranslation('intents')
  const askers = useMemo(() => askersOf(question), [question])
  const fans = useMemo(() => askers.map((asker) => asker.fan), [askers])
  const count = useMemo(() => askerIdsOf(question).size, [question])
  return (
    <span className={classes.meta}>
      {count > 1 ? (
        <strong className={classes.many}>{t('askers', { n: count })}</strong>
      ) : (
        <span className={classes.asker}>{askers[0]?.userName}</span>
      )}
      <TierMarks fans={fans} />
      {question.itemNumber === null ? null : <span>{t('item', { number: question.itemNumber })}</span>}
      {question.intent === 'other' ? null : <span className={classes.intent}>{intent(question.intent)}</span>}
    </span>
  )
}

function Staff({ question }: { question: Question }) {
  const { t } = useTranslation('queue')
  const pending = useStaff((state) => state.pendingQuestions.has(question.questionId))
  const lookers = useStaff((state) =>
    state.staff
      .filter(({ actor, lookingAt }) => lookingAt === question.questionId && actor.id !== state.you?.id)
      .map(({ actor }) => actor.name)
      .join('、'),
  )
  const { claim } = question.lifecycle
  if (pending) return <span className={classes.staff}>{t('sending')}</span>
  if (claim !== null) return <Holder claim={claim} />
  if (lookers === '') return <span className={classes.staff} />
  return (
    <span className={classes.staff}>
      <IconEye size={14} stroke={1.75} aria-hidden />
      <span className={classes.who}>{t('lookedAtBy', { names: lookers })}</span>
    </span>
  )
}

function Holder({ claim }: { claim: Claim }) {
  const { t } = useTranslation('queue')
  const yours = useStaff((state) => state.you?.id === claim.holderId)
  const seconds = Math.max(0, useSecondsLeft(claim.untilMs))
  return (
    <span className={classes.staff} data-yours={yours}>
      <IconHandStop size={14} stroke={1.75} aria-hidden />
      <span className={classes.who}>{yours ? t('heldByYou') : t('heldBy', { name: claim.holderName })}</span>
      <span className={classes.claimSeconds}>{t('claimSeconds', { seconds })}</span>
    </span>
  )
}

function Closed({ question }: { question: Question }) {
  const { t } = useTranslation('queue')
  const { lifecycle, changed } = question
  const text =
    lifecycle.status === 'dismissed'
      ? t('dismissedBy', { name: changed.byName })
      : lifecycle.answer?.how === 'merged'
        ? t('mergedBy', { name: changed.byName })
        : lifecycle.answer?.automatic
          ? t('answeredAutomatically')
          : t('answeredBy', { name: changed.byName })
  return <span className={classes.closed}>{text}</span>
}
