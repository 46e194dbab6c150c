import { Button, Drawer, Loader } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import type { Review, ReviewThread } from '#shared/domain/review/review.ts'
import { reviewMessagesSchema } from '#shared/protocol/review.ts'
import { FanLink } from '#renderer/review/FanLink.tsx'
import { useReviewData } from '#renderer/review/use-review-data.ts'
import { ChatLineText } from '#renderer/ui/ChatLineText.tsx'
import { formatTimeOfDay } from '#renderer/ui/time.ts'
import { TierMarks } from '#renderer/ui/TierMarks.tsx'
import report from '#renderer/ui/report.module.css'
import { OutcomeMark } from './OutcomeMark.tsx'
import { ThreadSteps } from './ThreadSteps.tsx'
import classes from './threads.module.css'

const ASKERS_SHOWN = 60

/** One question from its first message to its answer, beside the page. */
export function ThreadDrawer(props: {
  review: Review
  thread: ReviewThread | null
  onClose: () => void
  onMoment: (atMs: number) => void
  onThread: (questionId: string) => void
}) {
  const { review, thread, onClose, onMoment, onThread } = props
  const { t } = useTranslation('reviewThreads')
  return (
    <Drawer
      opened={thread !== null}
      onClose={onClose}
      position="right"
      size={480}
      title={thread?.text ?? ''}
      closeButtonProps={{ 'aria-label': t('close') }}
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      {thread === null ? null : (
        <Detail key={thread.questionId} {...{ review, thread, onMoment, onThread }} />
      )}
    </Drawer>
  )
}

function Detail(props: {
  review: Review
  thread: ReviewThread
  onMoment: (atMs: number) => void
  onThread: (questionId: string) => void
}) {
  const { review, thread, onMoment, onThread } = props
  const { t } = useTranslation(['reviewThreads', 'intents'])
  const item = review.items.find(({ itemId }) => itemId === thread.itemId)
  const into = thread.answer?.intoQuestionId ?? null
  return (
    <div className={classes.detail}>
      <p className={classes.facts}>
        <OutcomeMark outcome={thread.outcome} />
        <span>{t(`intents:${thread.intent}`)}</span>
        {thread.itemNumber === null ? null : (
          <span>{t('itemName', { number: thread.itemNumber, title: item?.title ?? '' })}</span>
        )}
      </p>
      <ThreadSteps thread={thread} />
      <div className={classes.ways}>
        <Button size="xs" variant="default" onClick={() => onMoment(thread.earliestSentAtMs)}>
          {t('openMoment')}
        </Button>
        {into === null ? null : (
          <Button size="xs" variant="default" onClick={() => onThread(into)}>
            {t('openInto')}
          </Button>
        )}
      </div>
      <h3 className={report.subheading}>{t('whoAsked')}</h3>
      <ul className={classes.askers}>
        {thread.askers.slice(0, ASKERS_SHOWN).map((asker) => (
          <li key={asker.userId}>
            <FanLink fanId={asker.userId} name={asker.userName} /> <TierMarks fans={[asker]} />
          </li>
        ))}
        {thread.askerCount > Math.min(ASKERS_SHOWN, thread.askers.length) ? (
          <li className={report.quiet}>
            {t('moreAskers', { n: thread.askerCount - Math.min(ASKERS_SHOWN, thread.askers.length) })}
          </li>
        ) : null}
      </ul>
      <h3 className={report.subheading}>{t('messages', { n: thread.messageCount })}</h3>
      <Messages sessionId={review.session.sessionId} thread={thread} />
    </div>
  )
}

/** Its own messages stand out among the chat around them. */
function Messages({ sessionId, thread }: { sessionId: string; thread: ReviewThread }) {
  const { t } = useTranslation('reviewThreads')
  const base = `/v1/review/sessions/${encodeURIComponent(sessionId)}/messages`
  const own = useReviewData(
    `${base}?questionId=${encodeURIComponent(thread.questionId)}`,
    reviewMessagesSchema,
  )
  const around = useReviewData(`${base}?aroundMs=${thread.earliestSentAtMs}&limit=30`, reviewMessagesSchema)
  const lines = useMemo(() => {
    if (own.state !== 'ready') return []
    const mine = new Set(own.value.map(({ danmakuId }) => danmakuId))
    const context =
      around.state === 'ready' ? around.value.filter(({ danmakuId }) => !mine.has(danmakuId)) : []
    return [
      ...own.value.map((line) => ({ line, mine: true })),
      ...context.map((line) => ({ line, mine: false })),
    ].toSorted((a, b) => a.line.seq - b.line.seq)
  }, [own, around])
  if (own.state === 'loading') return <Loader size="sm" aria-label={t('loading')} />
  if (own.state === 'failed') return <p className={report.quiet}>{t('noMessages')}</p>
  return (
    <ol className={classes.messages} aria-label={t('context')}>
      {lines.map(({ line, mine }) => (
        <li key={line.danmakuId} data-own={mine}>
          <time className={classes.time}>{formatTimeOfDay(line.atMs)}</time>
          <ChatLineText line={line} />
        </li>
      ))}
    </ol>
  )
}
