import type { ShowOrder } from '../../orders/show-order.ts'
import type { Answer, Lifecycle } from '../../questions/question.ts'
import type { KnownEvent, SessionEvent } from '../../session/event.ts'
import type { Metrics } from '../metrics.ts'

/*
 * The figures of a session by the words of docs/metrics.md, with code of their own: no streaming, no cleverness, every
 * question answered by going through all events again. Only for short logs.
 */

type Known<Type extends KnownEvent['type']> = Extract<KnownEvent, { type: Type }>

const only = <Type extends KnownEvent['type']>(events: readonly SessionEvent[], type: Type) =>
  events.filter((event): event is Known<Type> => event.type === type)

export function naiveWindow(events: readonly SessionEvent[]): { fromMs: number; toMs: number } {
  const live = only(events, 'wentLive')[0]
  const end = only(events, 'showEnded').at(-1)
  const beforeEnd = events.filter(({ seq }) => !end || seq < end.seq).at(-1)
  const fromMs = live ? live.atMs : (events[0]?.atMs ?? 0)
  const lastMs = end && end.body.reason !== 'abandoned' ? end.atMs : (beforeEnd?.atMs ?? end?.atMs ?? 0)
  return { fromMs, toMs: Math.max(fromMs, lastMs) }
}

interface Visit {
  readonly userId: string
  readonly fromMs: number
  /** Infinity: never ended. */
  readonly toMs: number
}

/** Each entry with the leaving that ends it: the viewer's first one that no earlier entry has taken. */
function visitsOf(events: readonly SessionEvent[]): readonly Visit[] {
  const visits: { userId: string; fromMs: number; toMs: number }[] = []
  for (const event of events) {
    if (event.type === 'viewerEntered') {
      visits.push({ userId: event.body.userId, fromMs: event.atMs, toMs: Infinity })
    } else if (event.type === 'viewerLeft') {
      const open = visits.find(({ userId, toMs }) => userId === event.body.userId && toMs === Infinity)
      if (open) open.toMs = event.atMs
    } else if (event.type === 'serviceResumed') {
      for (const visit of visits) {
        if (visit.toMs === Infinity) visit.toMs = Math.max(visit.fromMs, event.body.awaySinceMs)
      }
    }
  }
  return visits
}

function presenceOf(events: readonly SessionEvent[]) {
  const { fromMs, toMs } = naiveWindow(events)
  const visits = visitsOf(events).filter(
    (visit) => visit.fromMs <= toMs && (visit.fromMs >= fromMs || visit.toMs > fromMs),
  )
  const users = [...new Set(visits.map(({ userId }) => userId))]
  const isThere = (userId: string, atMs: number): boolean =>
    visits.some((visit) => visit.userId === userId && visit.fromMs <= atMs && atMs < visit.toMs)
  const moments = [
    ...new Set([
      fromMs,
      toMs,
      ...visits.flatMap((visit) => [visit.fromMs, visit.toMs]).filter((ms) => ms > fromMs && ms < toMs),
    ]),
  ].toSorted((a, b) => a - b)
  const pcu = Math.max(0, ...moments.map((ms) => users.filter((userId) => isThere(userId, ms)).length))
  let watchMs = 0
  for (const [index, ms] of moments.entries()) {
    const next = moments[index + 1]
    if (next !== undefined) watchMs += users.filter((userId) => isThere(userId, ms)).length * (next - ms)
  }
  return { pv: visits.length, uv: users.length, pcu, watchMs }
}

interface Fate {
  readonly status: Lifecycle['status']
  readonly answer: Answer | null
}

/** Where a thread stands after the first `count` events. */
function fateOf(events: readonly SessionEvent[], questionId: string, count = events.length): Fate {
  let fate: Fate = { status: 'open', answer: null }
  for (const event of events.slice(0, count)) {
    if (event.type === 'unknown' || !('questionId' in event.body) || event.body.questionId !== questionId)
      continue
    if (event.type === 'questionAnswered' || event.type === 'questionMerged')
      fate = { status: 'answered', answer: event.body.answer }
    else if (event.type === 'questionDismissed') fate = { status: 'dismissed', answer: null }
    else if (event.type === 'questionReopened') fate = { status: 'open', answer: null }
    else if (event.type === 'questionRestored') fate = event.body.lifecycle
  }
  return fate
}

/** The earliest send time of a thread's own messages and of all that stand merged into it, by way of others too. */
function earliestOf(events: readonly SessionEvent[], questionId: string): number {
  const own = events.flatMap((event) =>
    (event.type === 'questionOpened' || event.type === 'questionJoined') &&
    event.body.questionId === questionId
      ? [event.body.message.sentAtMs]
      : [],
  )
  const into = only(events, 'questionOpened')
    .map(({ body }) => body.questionId)
    .filter((other) => fateOf(events, other).answer?.intoQuestionId === questionId)
  return Math.min(...own, ...into.map((other) => earliestOf(events, other)))
}

const nearestRank = (values: readonly number[], percent: number): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted.find((_, index) => (index + 1) * 100 >= percent * sorted.length) ?? null
}

function questionsOf(events: readonly SessionEvent[]) {
  const { toMs } = naiveWindow(events)
  const threads = only(events, 'questionOpened').map(({ body: { questionId } }) => ({
    ...fateOf(events, questionId),
    earliestMs: earliestOf(events, questionId),
  }))
  const merged = threads.filter(({ answer }) => answer?.how === 'merged')
  const dismissed = threads.filter(({ status }) => status === 'dismissed')
  const detected = threads.filter((thread) => !merged.includes(thread) && !dismissed.includes(thread))
  const responsesMs = detected.flatMap(({ answer, earliestMs }) => (answer ? [answer.atMs - earliestMs] : []))
  const within30s = responsesMs.filter((ms) => ms <= 30_000).length
  const open = detected.filter(({ answer }) => !answer)
  const pendingAtEnd = open.filter(({ earliestMs }) => toMs - earliestMs <= 30_000).length
  const eligible = detected.length - pendingAtEnd
  return {
    threads: detected.length,
    dismissed: dismissed.length,
    merged: merged.length,
    answered: responsesMs.length,
    replyRate: detected.length === 0 ? null : responsesMs.length / detected.length,
    eligible,
    within30s,
    within30sRate: eligible === 0 ? null : within30s / eligible,
    late: responsesMs.length - within30s,
    missed: open.length - pendingAtEnd,
    pendingAtEnd,
    responseP50Ms: nearestRank(responsesMs, 50),
    responseP90Ms: nearestRank(responsesMs, 90),
    automaticAnswers: detected.filter(({ answer }) => answer?.automatic).length,
  }
}

/** The orders as they stand after the log's events. */
export function naiveOrders(events: readonly SessionEvent[]): readonly ShowOrder[] {
  return only(events, 'orderPlaced').map(({ body: { order } }) => {
    const last = only(events, 'orderRefunded').findLast(({ body }) => body.orderId === order.orderId)
    return last ? { ...order, refundedFen: last.body.refundedFen, refunded: last.body.refunded } : order
  })
}

function salesOf(orders: readonly ShowOrder[], pv: number, uv: number) {
  const standing = orders.filter(({ refunded }) => !refunded)
  const gmvFen = standing.reduce((sum, { amountFen, refundedFen }) => sum + amountFen - refundedFen, 0)
  // Groups of people grow together until no two of them share a name.
  let people = standing.map(({ userId, keys, fanId }) => new Set([userId, ...keys, `fan ${fanId ?? userId}`]))
  for (let before = -1; before !== people.length;) {
    before = people.length
    people = people.reduce<Set<string>[]>((groups, one) => {
      const same = groups.find((group) => [...group].some((name) => one.has(name)))
      if (!same) return [...groups, one]
      for (const name of one) same.add(name)
      return groups
    }, [])
  }
  const buyers = people.length
  return {
    orders: standing.length,
    buyers,
    conversionRate: uv === 0 ? null : buyers / uv,
    gmvFen,
    refundedOrders: orders.length - standing.length,
    refundedFen: orders.reduce(
      (sum, order) => sum + (order.refunded ? order.amountFen : order.refundedFen),
      0,
    ),
    gpmFen: pv === 0 ? null : (gmvFen * 1000) / pv,
    uvValueFen: uv === 0 ? null : gmvFen / uv,
    aovFen: buyers === 0 ? null : gmvFen / buyers,
  }
}

export function naiveMetrics(
  events: readonly SessionEvent[],
  orders: readonly ShowOrder[] = naiveOrders(events),
): Metrics {
  const { fromMs, toMs } = naiveWindow(events)
  const inside = events.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
  const presence = presenceOf(events)
  const { pv, uv, watchMs } = presence
  const danmaku = only(inside, 'danmakuReceived')
  const likes = only(inside, 'likesAdded')
  const interactors = new Set(danmaku.map(({ body }) => body.userId)).size
  return {
    ...presence,
    pcuBucketMs: 1,
    watchMsPerViewer: uv === 0 ? null : watchMs / uv,
    messages: danmaku.length,
    interactors,
    interactionRate: uv === 0 ? null : interactors / uv,
    likes: likes.reduce((sum, { body }) => sum + body.count, 0),
    likers: new Set(likes.map(({ body }) => body.userId)).size,
    ...salesOf(orders, pv, uv),
    ...questionsOf(events),
    shoutOutsPrompted: only(events, 'shoutOutPrompted').length,
    shoutOutsThanked: only(events, 'shoutOutThanked').length,
  }
}
