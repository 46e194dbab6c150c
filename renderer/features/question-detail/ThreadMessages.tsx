import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { boughtAfterAnswer } from '#shared/domain/orders/buyer-questions.ts'
import { furtherMessagesOf, type Question, type QuestionMessage } from '#shared/domain/questions/question.ts'
import type { ChatLine } from '#shared/protocol/down.ts'
import { useStaff, useStaffClient } from '#renderer/session-client/staff-context.tsx'
import { ChatLineText } from '#renderer/ui/ChatLineText.tsx'
import { formatFen } from '#renderer/ui/money.ts'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import { formatTimeOfDay } from '#renderer/ui/time.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import classes from './ThreadMessages.module.css'

/** Lines before and after a message that make its context. */
const CONTEXT_LINES = 9

/** Every message of the thread in its own words, with those of threads merged into it under their own heading. */
export function ThreadMessages({ question }: { question: Question }) {
  const { t } = useTranslation('thread')
  const further = furtherMessagesOf(question).length
  return (
    <>
      <ol className={classes.messages}>
        {question.messages.map((message) => (
          <Message key={message.danmakuId} message={message} question={question} />
        ))}
      </ol>
      {question.mergedFrom.map((merged) => (
        <section key={merged.questionId}>
          <h3 className={classes.merged}>{t('mergedFrom')}</h3>
          <ol className={classes.messages}>
            {merged.messages.map((message) => (
              <Message key={message.danmakuId} message={message} question={question} />
            ))}
          </ol>
        </section>
      ))}
      {further === 0 ? null : <p className={classes.further}>{t('furtherMessages', { n: further })}</p>}
    </>
  )
}

type Context =
  | { readonly kind: 'lines'; readonly lines: readonly ChatLine[] }
  | { readonly kind: 'problem'; readonly text: string }

/** The asker bought once the answer was there: what answering is for. */
function BoughtMark({ question, userId }: { question: Question; userId: string }) {
  const { t } = useTranslation('thread')
  const paidFen = useStaff(({ session }) =>
    session && session.orders.size > 0
      ? (boughtAfterAnswer(session.orders.values(), question, userId)?.amountFen ?? null)
      : null,
  )
  if (paidFen === null) return null
  return <span className={classes.bought}>{t('boughtAfter', { amount: formatFen(paidFen) })}</span>
}

function Message({ message, question }: { message: QuestionMessage; question: Question }) {
  const { t } = useTranslation('thread')
  const client = useStaffClient()
  const { problemText } = useRefusalText()
  const [context, setContext] = useState<Context | null>(null)
  const [loading, setLoading] = useState(false)

  const toggle = async (): Promise<void> => {
    if (context !== null) return setContext(null)
    setLoading(true)
    const outcome = await client.request({
      type: 'chatAround',
      danmakuId: message.danmakuId,
      limit: CONTEXT_LINES,
    })
    setLoading(false)
    if (!outcome.ok) setContext({ kind: 'problem', text: problemText(outcome.problem) })
    else if (outcome.body.type === 'chat') setContext({ kind: 'lines', lines: outcome.body.lines })
  }

  return (
    <li className={classes.message}>
      <div className={classes.line}>
        <span className={classes.name}>{message.userName}</span>
        <TierMarks fans={[message.fan]} />
        <BoughtMark question={question} userId={message.userId} />
        <span className={classes.text}>{message.text}</span>
        <time className={classes.time}>{formatTimeOfDay(message.sentAtMs)}</time>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          loading={loading}
          aria-expanded={context !== null}
          onClick={() => void toggle()}
        >
          {context === null ? t('showContext') : t('hideContext')}
        </Button>
      </div>
      {context?.kind === 'problem' ? <p className={classes.problem}>{context.text}</p> : null}
      {context?.kind === 'lines' ? (
        <ol className={classes.context}>
          {context.lines.map((line) => (
            <li key={line.danmakuId} data-self={line.danmakuId === message.danmakuId}>
              <ChatLineText line={line} />
            </li>
          ))}
        </ol>
      ) : null}
    </li>
  )
}
