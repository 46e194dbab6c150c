import type { HealthSample } from '../health/health-sample.ts'
import { worse } from './health-minutes.ts'
import type { LogRest } from './log-review.ts'
import type { PresentMinute } from './presence.ts'
import { MINUTE_MS, type ReviewMinute, type ReviewThread } from './review.ts'
import { isInside, minuteOf, minutesIn, type ReviewWindow } from './window.ts'

export type LogMinute = LogRest['minutes'][number]

export interface MinutesFold {
  readonly liked: (userId: string, count: number, atMs: number) => void
  readonly sampled: (sample: HealthSample, atMs: number) => void
  readonly likes: () => { readonly likes: number; readonly likers: number }
  readonly finish: (
    present: readonly PresentMinute[],
    messages: readonly number[],
    threads: readonly ReviewThread[],
  ) => readonly LogMinute[]
}

/** The curve: what happened in each minute of the window. */
export function createMinutes(window: ReviewWindow): MinutesFold {
  const likers = new Set<string>()
  const likesIn = Array.from({ length: minutesIn(window) }, () => 0)
  const healthIn = Array.from<ReviewMinute['health']>({ length: minutesIn(window) }).fill(null)
  let likes = 0

  const minuteInside = (atMs: number): number | null =>
    isInside(window, atMs) ? minuteOf(window, atMs) : null

  return {
    liked: (userId, count, atMs) => {
      if (!isInside(window, atMs)) return
      likes += count
      likers.add(userId)
      const minute = minuteOf(window, atMs)
      if (minute !== null) likesIn[minute] = (likesIn[minute] ?? 0) + count
    },
    sampled: (sample, atMs) => {
      const minute = minuteInside(atMs)
      if (minute !== null) healthIn[minute] = worse(healthIn[minute] ?? null, sample)
    },
    likes: () => ({ likes, likers: likers.size }),
    finish: (present, messages, threads) => {
      const minutes = present.map((minute, index): LogMinute => ({
        startMs: window.fromMs + index * MINUTE_MS,
        ...minute,
        messages: messages[index] ?? 0,
        likes: likesIn[index] ?? 0,
        questions: 0,
        questionsInTime: 0,
        questionsLate: 0,
        questionsMissed: 0,
        answers: 0,
        answersInTime: 0,
        health: healthIn[index] ?? null,
      }))
      for (const { outcome, openedAtMs, answer } of threads) {
        if (outcome === 'merged' || outcome === 'dismissed') continue
        const opened = minutes[minuteInside(openedAtMs) ?? -1]
        if (opened) {
          opened.questions += 1
          if (outcome === 'inTime') opened.questionsInTime += 1
          else if (outcome === 'late') opened.questionsLate += 1
          else if (outcome === 'missed') opened.questionsMissed += 1
        }
        const answered = answer && minutes[minuteInside(answer.atMs) ?? -1]
        if (answered) {
          answered.answers += 1
          if (outcome === 'inTime') answered.answersInTime += 1
        }
      }
      return minutes
    },
  }
}
