import { Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { deadlineMs } from '#shared/domain/questions/clock.ts'
import { askerIdsOf, isPending, type Question } from '#shared/domain/questions/question.ts'
import { useStaff } from '#renderer/session-client/staff-context.tsx'
import { CountdownRing } from '#renderer/ui/CountdownRing.tsx'
import { isComposing } from '#renderer/ui/use-studio-keys.ts'
import { mergeTargets } from './merge-targets.ts'
import classes from './MergeDialog.module.css'

/** More would not be read; the filter narrows them down. */
const SHOWN = 30

/** Picks the thread that this one is merged into, likely ones first. Arrows and Enter, or press. */
export function MergeDialog(props: {
  question: Question
  onClose: () => void
  onMerge: (into: Question) => Promise<boolean>
}) {
  const { question, onClose, onMerge } = props
  const { t } = useTranslation('thread')
  const questions = useStaff((state) => state.session?.questions ?? null)
  // The list stays as it was when it opened: a row must not move away under the finger that picks it.
  const [candidates] = useState(() => mergeTargets(questions?.values() ?? [], question))
  const [filter, setFilter] = useState('')
  const [active, setActive] = useState(0)
  const shown = candidates
    .filter((one) => (one.messages[0]?.text ?? '').toLowerCase().includes(filter.trim().toLowerCase()))
    .slice(0, SHOWN)

  const merge = async (into: Question | undefined): Promise<void> => {
    if (into !== undefined && (await onMerge(into))) onClose()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('mergeTitle', { question: question.messages[0]?.text })}
      size={520}
    >
      <TextInput
        size="md"
        data-autofocus
        value={filter}
        placeholder={t('mergeFilter')}
        aria-label={t('mergeFilter')}
        onChange={(event) => {
          setFilter(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return
          if (event.key === 'ArrowDown') setActive((index) => Math.min(index + 1, shown.length - 1))
          else if (event.key === 'ArrowUp') setActive((index) => Math.max(index - 1, 0))
          else if (event.key === 'Enter') void merge(shown[active])
          else return
          event.preventDefault()
        }}
      />
      <p className={classes.hint}>{shown.length === 0 ? t('mergeNone') : t('mergeKeeps')}</p>
      <ul className={classes.list}>
        {shown.map((one, index) => (
          <li key={one.questionId}>
            <button
              type="button"
              className={classes.target}
              data-active={index === active}
              ref={index === active ? scrollIntoView : null}
              onClick={() => void merge(one)}
            >
              <span className={classes.text}>{one.messages[0]?.text}</span>
              <span className={classes.askers}>{t('askers', { n: askerIdsOf(one).size })}</span>
              <Clock question={one} />
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  )
}

function Clock({ question }: { question: Question }) {
  const { t } = useTranslation('thread')
  const closed = useStaff((state) => {
    const now = state.session?.questions.get(question.questionId)
    return now === undefined || !isPending(now)
  })
  return closed ? (
    <span className={classes.askers}>{t('closed')}</span>
  ) : (
    <CountdownRing deadlineMs={deadlineMs(question)} />
  )
}

const scrollIntoView = (row: HTMLElement | null): void => row?.scrollIntoView({ block: 'nearest' })
