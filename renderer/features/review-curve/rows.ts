import type { ReviewMarker, ReviewMinute } from '#shared/domain/review/review.ts'
import { NOTICE_RULES, type NoticeKind } from '#shared/domain/health/notice.ts'

/** The lines of the curve, each a small chart of its own: their units have nothing to do with each other. */
export const CURVE_ROWS = ['online', 'messages', 'questions', 'answers', 'orders', 'health'] as const
export type CurveRow = (typeof CURVE_ROWS)[number]

/** The lanes of marks below them. */
export const CURVE_LANES = ['items', 'shoutOuts', 'scenes', 'alarms', 'other'] as const
export type CurveLane = (typeof CURVE_LANES)[number]

export function laneOf(kind: ReviewMarker['kind']): CurveLane {
  switch (kind) {
    case 'item':
    case 'soldOut':
      return 'items'
    case 'shoutOut':
      return 'shoutOuts'
    case 'scene':
      return 'scenes'
    case 'incident':
      return 'alarms'
    case 'live':
    case 'ended':
    case 'wall':
    case 'recording':
    case 'unattended':
      return 'other'
    default:
      return kind satisfies never
  }
}

/** What belongs to a row in one minute, from the bottom up. */
export function stackOf(
  row: Exclude<CurveRow, 'online' | 'health'>,
  minute: ReviewMinute,
): readonly number[] {
  switch (row) {
    case 'messages':
      return [minute.messages]
    case 'questions': {
      const { questions, questionsInTime, questionsLate, questionsMissed } = minute
      const pending = questions - questionsInTime - questionsLate - questionsMissed
      return [questionsInTime, questionsLate, questionsMissed, pending]
    }
    case 'answers':
      return [minute.answersInTime, minute.answers - minute.answersInTime]
    case 'orders':
      return [minute.orders]
    default:
      return row satisfies never
  }
}

const limitOf = (kind: NoticeKind): number =>
  NOTICE_RULES.find((rule) => rule.kind === kind)?.enter ?? Number.NaN

const [STOPPED, SLOW, LOSS, CPU] = [
  limitOf('pictureStopped'),
  limitOf('pictureSlow'),
  limitOf('packetLoss'),
  limitOf('cpuHigh'),
]

/**
 * How a minute fared by the limits at which the studio warns: 1 well, 2 something was over a limit, 3 the picture
 * stood still; null where nothing was measured.
 */
export function healthLevel({ health }: ReviewMinute): 1 | 2 | 3 | null {
  if (health === null) return null
  const { fpsMin, lossMax, cpuMax } = health
  if (fpsMin !== null && fpsMin < STOPPED) return 3
  const over =
    (fpsMin !== null && fpsMin < SLOW) ||
    (lossMax !== null && lossMax > LOSS) ||
    (cpuMax !== null && cpuMax > CPU)
  return over ? 2 : 1
}
