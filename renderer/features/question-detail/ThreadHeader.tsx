import { ActionIcon } from '@mantine/core'
import { IconArrowLeft, IconEye, IconHandStop } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import { deadlineMs, earliestSentAtMs } from '#shared/domain/questions/clock.ts'
import {
  askerIdsOf,
  askersOf,
  isPending,
  furtherMessagesOf,
  messagesOf,
  type Claim,
  type Question,
} from '#shared/domain/questions/question.ts'
import { useSecondsLeft, useStaff } from '#renderer/session-client/staff-context.tsx'
import { CountdownRing } from '#renderer/ui/CountdownRing.tsx'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import classes from './ThreadHeader.module.css'

/** What is asked, by whom, how long there is, and who of the staff is on it. */
export function ThreadHeader({ question, onBack }: { question: Question; onBack: (() => void) | undefined }) {
  const { t } = useTranslation('thread')
  const { t: intent } = useTranslation('intents')
  const askers = askersOf(question)
  const askerCount = askerIdsOf(question).size
  const messages = messagesOf(question).length + furtherMessagesOf(question).length
  return (
    <header className={classes.header}>
      <div className={classes.first}>
        {onBack === undefined ? null : (
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('back')} onClick={onBack}>
            <IconArrowLeft size={20} stroke={1.75} />
          </ActionIcon>
        )}
        <h2 className={classes.question}>{question.messages[0]?.text}</h2>
        {isPending(question) ? <CountdownRing deadlineMs={deadlineMs(question)} size="lg" /> : null}
      </div>
      <div className={classes.second}>
        <span>
          {askerCount > 1 ? t('askersAndMessages', { askers: askerCount, messages }) : askers[0]?.userName}
        </span>
        <TierMarks fans={askers.map((asker) => asker.fan)} />
        {question.itemNumber === null ? null : <span>{t('item', { number: question.itemNumber })}</span>}
        <span>{intent(question.intent)}</span>
        <span className={classes.people}>
          <People question={question} />
        </span>
      </div>
      {isPending(question) ? null : <Outcome question={question} />}
    </header>
  )
}

function People({ question }: { question: Question }) {
  const { t } = useTranslation('thread')
  const lookers = useStaff((state) =>
    state.staff
      .filter(({ actor, lookingAt }) => lookingAt === question.questionId && actor.id !== state.you?.id)
      .map(({ actor }) => actor.name)
      .join('、'),
  )
  const { claim } = question.lifecycle
  return (
    <>
      {lookers === '' ? null : (
        <span className={classes.person}>
          <IconEye size={16} stroke={1.75} aria-hidden />
          {t('lookedAtBy', { names: lookers })}
        </span>
      )}
      {claim === null ? null : <Holder claim={claim} />}
    </>
  )
}

function Holder({ claim }: { claim: Claim }) {
  const { t } = useTranslation('thread')
  const yours = useStaff((state) => state.you?.id === claim.holderId)
  const seconds = Math.max(0, useSecondsLeft(claim.untilMs))
  return (
    <span className={classes.holder} data-yours={yours}>
      <IconHandStop size={16} stroke={1.75} aria-hidden />
      {yours ? t('heldByYou', { seconds }) : t('heldBy', { name: claim.holderName, seconds })}
    </span>
  )
}

const HOW = { aloud: 'howAloud', reply: 'howReply', wall: 'howWall', merged: 'howMerged' } as const

/** What became of a closed question, and whether it was in time. */
function Outcome({ question }: { question: Question }) {
  const { t } = useTranslation('thread')
  const { answer, status } = question.lifecycle
  if (answer === null) {
    return (
      <p className={classes.outcome}>
        {status === 'dismissed' ? t('outcomeDismissed', { name: question.changed.byName }) : null}
      </p>
    )
  }
  const spanMs = answer.atMs - earliestSentAtMs(question)
  const seconds = Math.max(0, Math.round(spanMs / 1000))
  const inTime = answer.atMs <= deadlineMs(question)
  return (
    <p className={classes.outcome}>
      <span>{answer.automatic ? t('howAutomatic') : t(HOW[answer.how], { name: answer.byName })}</span>
      {answer.how === 'merged' ? null : (
        <span data-in-time={inTime}>{inTime ? t('inTime', { seconds }) : t('tooLate', { seconds })}</span>
      )}
      {answer.text === null ? null : <q className={classes.answer}>{answer.text}</q>}
    </p>
  )
}
