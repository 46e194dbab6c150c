import { Button, Tooltip } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import type { Question } from '#shared/domain/questions/question.ts'
import { useQuestionActions } from '#renderer/features/question-detail/use-question-actions.ts'
import { QuestionQueue } from '#renderer/features/question-queue/QuestionQueue.tsx'
import type { QuestionQueueControl } from '#renderer/features/question-queue/use-question-queue.ts'
import classes from './HostQueue.module.css'

/** The queue as a host needs it: large, and with one button, since answering aloud is what a host does. */
export function HostQueue({ queue }: { queue: QuestionQueueControl }) {
  const { t } = useTranslation('host')
  const { answerAloud } = useQuestionActions()
  const rowActions = useCallback(
    (question: Question) => (
      <Tooltip label={t('answeredHint')}>
        <Button
          className={classes.answered}
          variant="default"
          aria-label={t('answered')}
          onClick={() => void answerAloud(question)}
        >
          <IconCheck size={18} stroke={1.75} aria-hidden />
          <span className={classes.name}>{t('answered')}</span>
        </Button>
      </Tooltip>
    ),
    [answerAloud, t],
  )
  return <QuestionQueue queue={queue} density="host" className={classes.queue} actions={rowActions} />
}
