import { MINUTE_MS, type Review, type ReviewThread } from '../../review/review.ts'
import {
  askerFixture,
  FIXTURE_START_MS,
  reviewFixture,
  type ReviewFixture,
} from '../../review/testing/review-fixture.ts'
import type { SuggestionInput } from '../facts.ts'

const START_MS = FIXTURE_START_MS
export const at = (minute: number): number => START_MS + minute * MINUTE_MS

export const input = (fixture: ReviewFixture, rest: Partial<SuggestionInput> = {}): SuggestionInput => ({
  review: reviewFixture(fixture),
  earlier: [],
  slots: [],
  ...rest,
})

export interface Asked extends Partial<ReviewThread> {
  readonly source?: string
  /** Who answered, and after how long; nobody without. */
  readonly by?: string
  readonly afterMs?: number
}

let asked = 0
export function thread(
  atMs: number,
  { source = 'room', by, afterMs = 10_000, ...rest }: Asked = {},
): Partial<ReviewThread> {
  asked += 1
  const answer = {
    how: 'reply',
    text: `回复 ${asked}`,
    byId: by ?? '',
    byName: by ?? '',
    atMs: atMs + afterMs,
    intoQuestionId: null,
    automatic: false,
  } as const
  return {
    questionId: `q${asked}`,
    openedAtMs: atMs,
    earliestSentAtMs: atMs,
    askers: [askerFixture(`${source}:v${asked}`, atMs)],
    intent: 'other',
    ...(by !== undefined && {
      answer,
      responseMs: afterMs,
      outcome: afterMs <= 30_000 ? ('inTime' as const) : ('late' as const),
    }),
    ...rest,
  }
}
export const several = (
  count: number,
  one: (index: number) => Partial<ReviewThread>,
): Partial<ReviewThread>[] => Array.from({ length: count }, (_, index) => one(index))

export const moderator = (id: string, rest: Partial<Review['moderators'][number]> = {}) => ({
  id,
  name: id,
  role: 'moderator' as const,
  automatic: false,
  claims: 0,
  lapsed: 0,
  answered: 0,
  inTime: 0,
  late: 0,
  responseP50Ms: null,
  dismissed: 0,
  ...rest,
})
