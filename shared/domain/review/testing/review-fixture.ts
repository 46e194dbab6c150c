import { GUEST } from '../../fans/tier.ts'
import { metricsSchema, type Metrics } from '../metrics.ts'
import {
  REVIEW_VERSION,
  reviewSchema,
  type Review,
  type ReviewedSession,
  type ReviewItem,
  type ReviewThread,
} from '../review.ts'

/** Tuesday 2026-11-03 20:00 in Shanghai. */
export const FIXTURE_START_MS = 1_793_707_200_000
const HOUR_MS = 3_600_000

/** A show nobody came to: every count 0, every rate null. */
const EMPTY_METRICS: Metrics = metricsSchema.parse(
  Object.fromEntries(
    Object.entries(metricsSchema.shape).map(([key, schema]) => [
      key,
      schema.safeParse(null).success ? null : 0,
    ]),
  ),
)

export interface ReviewFixture extends Partial<Omit<Review, 'session' | 'metrics' | 'items' | 'threads'>> {
  readonly session?: Partial<ReviewedSession>
  readonly metrics?: Partial<Metrics>
  readonly items?: readonly Partial<ReviewItem>[]
  readonly threads?: readonly Partial<ReviewThread>[]
}

/** A whole review of which only what is told differs from an empty show of two hours. For tests. */
export function reviewFixture({ session, metrics, items, threads, ...rest }: ReviewFixture = {}): Review {
  const fromMs = session?.fromMs ?? session?.liveAtMs ?? FIXTURE_START_MS
  const toMs = session?.toMs ?? fromMs + 2 * HOUR_MS
  return reviewSchema.parse({
    version: REVIEW_VERSION,
    session: {
      sessionId: 's1',
      title: '周二场',
      kind: 'show',
      phase: 'ended',
      createdAtMs: fromMs - HOUR_MS,
      liveAtMs: fromMs,
      endedAtMs: toMs,
      endReason: 'host',
      lastSeq: 1,
      ...session,
      fromMs,
      toMs,
    },
    metrics: { ...EMPTY_METRICS, ...metrics },
    minutes: [],
    markers: [],
    recordings: [],
    threads: (threads ?? []).map((thread, index) => threadFixture(thread, index, fromMs)),
    items: (items ?? []).map((item, index) => itemFixture(item, index)),
    moderators: [],
    shoutOuts: [],
    fairness: [],
    association: {
      answered: { n: 0, ordered: 0 },
      rest: { n: 0, ordered: 0 },
      difference: null,
      interval: null,
    },
    incidents: [],
    ...rest,
  } satisfies Review)
}

/** Who asks, as a thread of a fixture lists them. */
export const askerFixture = (
  userId: string,
  sentAtMs = FIXTURE_START_MS,
): ReviewThread['askers'][number] => ({
  ...GUEST,
  userId,
  userName: userId,
  sentAtMs,
})

function threadFixture(thread: Partial<ReviewThread>, index: number, fromMs: number): ReviewThread {
  const sentAtMs = thread.earliestSentAtMs ?? fromMs + (index + 1) * 60_000
  const askers = thread.askers ?? [askerFixture(`room:v${index + 1}`, sentAtMs)]
  return {
    questionId: `q${index + 1}`,
    intent: 'size',
    itemNumber: null,
    itemId: null,
    text: '有 XL 吗',
    askerCount: askers.length,
    messageCount: askers.length,
    openedAtMs: sentAtMs,
    openedSeq: index + 1,
    earliestSentAtMs: sentAtMs,
    claims: [],
    answer: null,
    responseMs: null,
    outcome: 'missed',
    reopened: 0,
    ...thread,
    askers,
  }
}

const itemFixture = (item: Partial<ReviewItem>, index: number): ReviewItem => ({
  itemId: `i${index + 1}`,
  productId: null,
  itemNumber: index + 1,
  title: `商品 ${index + 1}`,
  plannedMs: null,
  airedMs: 0,
  spans: [],
  viewers: 0,
  questions: [],
  orders: 0,
  buyers: 0,
  pieces: 0,
  gmvFen: 0,
  conversionRate: null,
  stockAtEnd: null,
  soldOutAtMs: null,
  ordersAfterSoldOut: 0,
  ...item,
})
