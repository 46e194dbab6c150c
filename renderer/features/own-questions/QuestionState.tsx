import { IconCircleCheck, IconEye, IconMessageDots } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { OwnQuestion } from '#shared/protocol/down.ts'
import classes from './own-questions.module.css'

const ANSWERED = {
  aloud: 'own.aloud',
  reply: 'own.reply',
  wall: 'own.wall',
  merged: 'own.merged',
} as const

/** What has become of a question, in a mark and in words. */
export function QuestionState({ question }: { question: OwnQuestion }) {
  const { t } = useTranslation('watch')
  const name = question.byName ?? ''
  switch (question.state) {
    case 'seen':
      return (
        <span className={classes.state}>
          <IconEye size={16} stroke={1.75} aria-hidden />
          {t('own.seen')}
        </span>
      )
    case 'beingAnswered':
      return (
        <span className={classes.state} data-moving>
          <IconMessageDots size={16} stroke={1.75} aria-hidden />
          {name === '' ? t('own.beingAnsweredByNobody') : t('own.beingAnswered', { name })}
        </span>
      )
    case 'answered':
      return (
        <span className={classes.state} data-moving>
          <IconCircleCheck size={16} stroke={1.75} aria-hidden />
          {t(
            question.automatic
              ? 'own.automatic'
              : name === ''
                ? 'own.merged'
                : ANSWERED[question.how ?? 'merged'],
            { name },
          )}
        </span>
      )
    case 'closed':
      return <span className={classes.state}>{t('own.closed')}</span>
    default:
      return question.state satisfies never
  }
}
