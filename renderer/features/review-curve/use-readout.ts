import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import type { Review, ReviewMarker, ReviewMinute } from '#shared/domain/review/review.ts'
import { useIncidentWords } from '#renderer/ui/use-incident-words.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { markNear } from './near-mark.ts'
import { healthLevel } from './rows.ts'
import { useClockTime } from './use-clock-time.ts'

/** Marks this close to the moment are named with it. */
const NAMED_WITHIN_MS = 15_000

/** One minute in words: its time, its figures, the item that was on air, the mark that stands there. */
export function useReadout({
  items,
}: Review): (atMs: number, minute: ReviewMinute, marks: readonly ReviewMarker[]) => string {
  const { t } = useTranslation('reviewCurve')
  const words = useMetricWords()
  const time = useClockTime()
  const { problem } = useIncidentWords()
  return useCallback(
    (atMs, minute, marks) => {
      const level = healthLevel(minute)
      const item = items.find(({ spans }) => spans.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs))
      const mark = markNear(marks, null, atMs, NAMED_WITHIN_MS)
      const { health } = minute
      return [
        time.second(atMs),
        t('online', { n: words.count(minute.onlineMax) }),
        t('messages', { n: words.count(minute.messages) }),
        ...(minute.questions > 0
          ? [
              t('questions', {
                n: minute.questions,
                inTime: minute.questionsInTime,
                missed: minute.questionsMissed,
              }),
            ]
          : []),
        ...(minute.answers > 0 ? [t('answers', { n: minute.answers, inTime: minute.answersInTime })] : []),
        ...(minute.orders > 0
          ? [t('orders', { n: minute.orders, gmv: words.value('gmvFen', minute.gmvFen) })]
          : []),
        ...(level !== null && level > 1 ? [t('health', { level: t(`health_${level}`) })] : []),
        ...(level !== null && level > 1 && health !== null && health.fpsMin !== null
          ? [t('fps', { fps: words.count(health.fpsMin) })]
          : []),
        ...(item === undefined ? [] : [`${item.itemNumber} · ${item.title}`]),
        ...(mark === null || mark.kind === 'item'
          ? []
          : [[t(`mark_${mark.kind}`), textOf(mark, problem)].filter((part) => part !== '').join(' ')]),
      ].join('　')
    },
    [items, t, words, time, problem],
  )
}

/** What people typed stands as it is; what the studio names is put into words, or left out where it tells nothing. */
function textOf({ kind, text }: ReviewMarker, problem: (name: string) => string): string {
  switch (kind) {
    case 'incident':
      return problem(text)
    case 'recording':
    case 'unattended':
      return ''
    case 'live':
    case 'ended':
    case 'item':
    case 'shoutOut':
    case 'scene':
    case 'wall':
    case 'soldOut':
      return text
    default:
      return kind satisfies never
  }
}
