import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { deadlineMs } from '#shared/domain/questions/clock.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import type { Command } from '#shared/domain/session/command.ts'
import { useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { useToasts } from '#renderer/ui/use-toasts.tsx'

/** What a member of the staff does with a question. Each says what became of it; true when it took effect. */
export interface QuestionActions {
  readonly claim: (question: Question) => Promise<boolean>
  readonly release: (question: Question) => Promise<boolean>
  readonly answerAloud: (question: Question) => Promise<boolean>
  readonly reply: (question: Question, text: string) => Promise<boolean>
  readonly pin: (question: Question, answer: string | null) => Promise<boolean>
  readonly merge: (question: Question, into: Question) => Promise<boolean>
  readonly dismiss: (question: Question) => Promise<boolean>
  readonly reopen: (question: Question) => Promise<boolean>
  /** Takes back this person's own last action. */
  readonly undo: () => Promise<boolean>
}

export function useQuestionActions(): QuestionActions {
  const client = useStaffClient()
  const toasts = useToasts()
  const { refusalText } = useRefusalText()
  const { t } = useTranslation('thread')

  return useMemo(() => {
    const run = async (command: Command, onDone: () => void): Promise<boolean> => {
      const outcome = await client.command(command)
      if (outcome.ok) onDone()
      else toasts.failed(refusalText(outcome.refusal, client.clock.nowMs()))
      return outcome.ok
    }
    const undo = (): Promise<boolean> => run({ type: 'undo' }, () => toasts.done(t('doneUndo')))
    const say = (message: string) => () => toasts.done(message, () => void undo())
    const answered = (question: Question, message: string) => () => {
      const late = client.clock.nowMs() > deadlineMs(question)
      say(late ? `${message} ${t('doneLate')}` : message)()
    }
    const quiet = (): void => {}
    return {
      claim: ({ questionId }) => run({ type: 'claimQuestion', questionId }, quiet),
      release: ({ questionId }) => run({ type: 'releaseClaim', questionId }, quiet),
      answerAloud: (question) =>
        run(
          { type: 'answerAloud', questionId: question.questionId },
          answered(question, t('doneAloud', { question: shortText(question) })),
        ),
      reply: (question, text) =>
        run(
          { type: 'replyToQuestion', questionId: question.questionId, text },
          answered(question, t('doneReply', { question: shortText(question) })),
        ),
      pin: (question, answer) =>
        run(
          { type: 'pinQuestion', questionId: question.questionId, answer },
          answered(question, t('doneWall', { question: shortText(question) })),
        ),
      merge: (question, into) =>
        run(
          { type: 'mergeQuestion', questionId: question.questionId, intoQuestionId: into.questionId },
          say(t('doneMerge', { question: shortText(question), into: shortText(into) })),
        ),
      dismiss: (question) =>
        run(
          { type: 'dismissQuestion', questionId: question.questionId },
          say(t('doneDismiss', { question: shortText(question) })),
        ),
      reopen: (question) =>
        run(
          { type: 'reopenQuestion', questionId: question.questionId },
          say(t('doneReopen', { question: shortText(question) })),
        ),
      undo,
    }
  }, [client, refusalText, t, toasts])
}

const SHORT = 16

/** Enough of a question to recognise it by in a toast. */
function shortText(question: Question): string {
  const text = question.messages[0]?.text ?? ''
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text
}
