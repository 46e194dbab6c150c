import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import classes from './own-questions.module.css'
import { QuestionState } from './QuestionState.tsx'
import type { OwnQuestions } from './use-own-questions.ts'

/** The viewer's own question that has most to tell, with its state; the others are a tap away. */
export function PinnedQuestion({ questions, onShowAll }: { questions: OwnQuestions; onShowAll: () => void }) {
  const { t } = useTranslation('watch')
  const { all, pinned, putAway } = questions
  const [question] = pinned
  if (!question) return null
  return (
    <section
      className={classes.card}
      aria-label={t('ownQuestion')}
      aria-live="polite"
      data-state={question.state}
    >
      <div className={classes.heading}>
        <QuestionState question={question} />
        {all.length > 1 ? (
          <button type="button" className={classes.more} onClick={onShowAll}>
            {t('ownQuestionMore', { number: all.length })}
          </button>
        ) : null}
      </div>
      <p className={question.reply === null ? classes.asked : classes.askedBefore}>{question.text}</p>
      {question.reply === null ? null : <p className={classes.reply}>{question.reply}</p>}
      <button
        type="button"
        className={classes.close}
        aria-label={t('hide')}
        onClick={() => putAway(question)}
      >
        <IconX size={18} stroke={1.75} aria-hidden />
      </button>
    </section>
  )
}
