import { Button, Loader } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import type { ChatLine } from '#shared/protocol/down.ts'
import { reviewMessagesSchema } from '#shared/protocol/review.ts'
import { useReviewData } from '#renderer/review/use-review-data.ts'
import { ChatLineText } from '#renderer/ui/ChatLineText.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './curve.module.css'
import { useClockTime } from './use-clock-time.ts'

const LINES = 300
const ROW_ESTIMATE_PX = 28
/** Lines sent this close to the moment are marked. */
const NOW_WITHIN_MS = 2_000

/** The chat around a moment, with the moment in the middle. */
export function MomentMessages({ sessionId, momentMs }: { sessionId: string; momentMs: number }) {
  const { t } = useTranslation('reviewCurve')
  const data = useReviewData(
    `/v1/review/sessions/${encodeURIComponent(sessionId)}/messages?aroundMs=${Math.round(momentMs)}&limit=${LINES}`,
    reviewMessagesSchema,
  )
  switch (data.state) {
    case 'loading':
      return <EmptyState icon={<Loader size="sm" />} title={t('loading')} />
    case 'failed':
      return (
        <EmptyState
          title={t('chatFailed')}
          action={
            <Button size="sm" variant="default" onClick={data.retry}>
              {t('retry')}
            </Button>
          }
        />
      )
    case 'ready':
      return data.value.length === 0 ? (
        <EmptyState title={t('noChat')} />
      ) : (
        <Lines lines={data.value} momentMs={momentMs} />
      )
    default:
      return data satisfies never
  }
}

function Lines({ lines, momentMs }: { lines: readonly ChatLine[]; momentMs: number }) {
  const { t } = useTranslation('reviewCurve')
  const time = useClockTime()
  const scroller = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react/incompatible-library -- nothing memoised hangs on the virtualiser's functions
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_ESTIMATE_PX,
    getItemKey: (index) => lines[index]?.danmakuId ?? index,
    overscan: 10,
  })
  useEffect(() => {
    const after = lines.findIndex(({ atMs }) => atMs >= momentMs)
    virtualizer.scrollToIndex(after < 0 ? lines.length - 1 : after, { align: 'center' })
  }, [lines, momentMs, virtualizer])
  return (
    <div ref={scroller} className={classes.messages} role="log" aria-label={t('chat')} tabIndex={0}>
      <div className={classes.canvas} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index]
          return line === undefined ? null : (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className={classes.message}
              data-now={Math.abs(line.atMs - momentMs) <= NOW_WITHIN_MS}
              style={{ transform: `translateY(${start}px)` }}
            >
              <time className={classes.time}>{time.second(line.atMs)}</time>
              <ChatLineText line={line} />
            </div>
          )
        })}
      </div>
    </div>
  )
}
