import { IconHandClick } from '@tabler/icons-react'
import { memo, useRef, useState, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'

import { isPending, type Question } from '#shared/domain/questions/question.ts'
import { useLookAt, useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { useStudioKeys } from '#renderer/ui/use-studio-keys.ts'
import { ActionBar, type ThreadCommands } from './ActionBar.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { ProductFacts } from './ProductFacts.tsx'
import classes from './QuestionDetail.module.css'
import { ReplyBox, type ReplyBoxHandle, type ReplyBoxProps } from './ReplyBox.tsx'
import { ThreadHeader } from './ThreadHeader.tsx'
import { ThreadMessages } from './ThreadMessages.tsx'
import { useQuestionActions } from './use-question-actions.ts'
import { WallDialog } from './WallDialog.tsx'

/** A second press meant for the last thread must not fall on the one that has just taken its place. */
const NEW_THREAD_DEAF_MS = 250

export interface QuestionDetailProps {
  readonly questionId: string | null
  /** Which thread comes next once this one is done; asked before the action, so that the queue still holds it. */
  readonly successor: (questionId: string) => string | null
  /** The thread was closed by this person's own action. */
  readonly onDone: (questionId: string, successor: string | null) => void
  readonly onBack?: (() => void) | undefined
  /** Whether the number row fills in canned replies (the default); on the host screen it takes scenes. */
  readonly digits?: boolean
  /** What the shop knows of those who ask; belongs to another feature. */
  readonly AboutAskers?: ComponentType<{ question: Question }> | undefined
  /** Another way to come by a reply, beside what is proposed; belongs to another feature. */
  readonly Drafting?: ReplyBoxProps['Drafting']
}

/** The thread in hand: its messages, the product, a reply, and everything that can be done with it. */
export const QuestionDetail = memo(function QuestionDetail(props: QuestionDetailProps) {
  const { questionId, successor, onDone, onBack, digits = true, AboutAskers, Drafting } = props
  const { t } = useTranslation('thread')
  const question = useStaff((state) =>
    questionId === null ? null : (state.session?.questions.get(questionId) ?? null),
  )
  const actions = useQuestionActions()
  useLookAt(questionId)
  useStudioKeys([{ keys: 'U', run: () => void actions.undo() }])

  if (question === null) {
    return (
      <EmptyState
        icon={<IconHandClick size={28} stroke={1.25} aria-hidden />}
        title={t('noneTitle')}
        hint={t('noneHint')}
      />
    )
  }
  return (
    <Thread
      key={question.questionId}
      question={question}
      actions={actions}
      successor={successor}
      onDone={onDone}
      onBack={onBack}
      digits={digits}
      AboutAskers={AboutAskers}
      Drafting={Drafting}
    />
  )
})

/** Unsent replies by question, for as long as the page lives: looking at another thread loses nothing. */
const drafts = new Map<string, string>()

function Thread(
  props: Omit<QuestionDetailProps, 'questionId' | 'digits' | 'AboutAskers' | 'Drafting'> & {
    question: Question
    digits: boolean
    AboutAskers: QuestionDetailProps['AboutAskers'] | undefined
    Drafting: ReplyBoxProps['Drafting']
    actions: ReturnType<typeof useQuestionActions>
  },
) {
  const { question, actions, successor, onDone, onBack, digits, AboutAskers, Drafting } = props
  const client = useStaffClient()
  const replyBox = useRef<ReplyBoxHandle>(null)
  const [openedAtMs] = useState(() => performance.now())
  const [dialog, setDialog] = useState<'wall' | 'merge' | null>(null)
  const [draft, setDraft] = useState(() => drafts.get(question.questionId) ?? '')
  const pending = isPending(question)

  const keepDraft = (text: string): void => {
    setDraft(text)
    if (text === '') drafts.delete(question.questionId)
    else drafts.set(question.questionId, text)
  }
  /** Runs an action that closes the thread, then goes on to the next one. */
  const finish = async (action: () => Promise<boolean>): Promise<boolean> => {
    const next = successor(question.questionId)
    const done = await action()
    if (done) onDone(question.questionId, next)
    return done
  }
  const isMine = question.lifecycle.claim?.holderId === client.store.getState().you?.id

  const commands: ThreadCommands = {
    claim: () => void (isMine ? actions.release(question) : actions.claim(question)),
    aloud: () => void finish(() => actions.answerAloud(question)),
    wall: () => setDialog('wall'),
    merge: () => setDialog('merge'),
    dismiss: () => void finish(() => actions.dismiss(question)),
    reopen: () => void actions.reopen(question),
    undo: () => void actions.undo(),
  }
  const closing = (run: () => void) => () => {
    const busy = client.store.getState().pendingQuestions.has(question.questionId)
    if (pending && !busy && performance.now() - openedAtMs > NEW_THREAD_DEAF_MS) run()
  }
  useStudioKeys([
    { keys: 'C', run: () => (pending ? commands.claim() : undefined) },
    { keys: 'A', run: closing(commands.aloud) },
    { keys: 'X', run: closing(commands.dismiss) },
    { keys: 'W', run: () => (pending ? commands.wall() : undefined) },
    { keys: 'M', run: () => (pending ? commands.merge() : undefined) },
    { keys: 'R', run: () => replyBox.current?.focus() },
  ])

  return (
    <div className={classes.thread}>
      <ThreadHeader question={question} onBack={onBack} />
      {AboutAskers ? <AboutAskers question={question} /> : null}
      <ProductFacts question={question} />
      <div className={classes.messages}>
        <ThreadMessages question={question} />
      </div>
      {pending ? (
        <ReplyBox
          ref={replyBox}
          question={question}
          draft={draft}
          digits={digits}
          Drafting={Drafting}
          onDraft={keepDraft}
          onSend={(text) => finish(() => actions.reply(question, text))}
        />
      ) : null}
      <ActionBar question={question} commands={commands} />
      {dialog === 'wall' ? (
        <WallDialog
          question={question}
          draft={draft}
          onClose={() => setDialog(null)}
          onPin={async (answer) => {
            const done = await finish(() => actions.pin(question, answer))
            if (done) keepDraft('')
            return done
          }}
        />
      ) : null}
      {dialog === 'merge' ? (
        <MergeDialog
          question={question}
          onClose={() => setDialog(null)}
          onMerge={(into) => finish(() => actions.merge(question, into))}
        />
      ) : null}
    </div>
  )
}
