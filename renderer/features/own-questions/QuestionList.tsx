import { useTranslation } from 'react-i18next'

import type { OwnQuestion } from '#shared/protocol/down.ts'
import classes from './own-questions.module.css'
import { QuestionState } from './QuestionState.tsx'

/** All of the viewer's questions of this show, the newest first. */
export function QuestionList({ questions }: { questions: readonly OwnQuestion[] }) {
  const { t } = useTranslation('watch')
  if (questions.length === 0) return <p className={classes.none}>{t('noOwnQuestions')}</p>
  return (
    <ul className={classes.list}>
      {questions.toReversed().map((question) => (
        <li key={question.questionId}>
          <p className={classes.asked}>{question.text}</p>
          {question.reply === null ? null : <p className={classes.reply}>{question.reply}</p>}
          <QuestionState question={question} />
        </li>
      ))}
    </ul>
  )
}
