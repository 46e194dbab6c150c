import { viewerKey } from '#shared/domain/danmaku/danmaku.ts'
import { identityOf } from '#shared/domain/fans/identity.ts'
import { mergedVisits, type ShowVisit } from '#shared/domain/review/across/show-visits.ts'
import { FAN_ROWS_MAX, type FanHistory } from '#shared/protocol/review-across.ts'
import type { RolledSession } from '#service/library/rolled-reviews.ts'
import { acrossSessionOf, isShow, type AcrossLibrary } from './rolled-shows.ts'

/** More orders than anybody has. */
const ORDERS_MAX = 10_000

interface Asked {
  /** A fan's id, or a viewer key. */
  readonly id: string
  readonly rolled: readonly RolledSession[]
  readonly pending: number
}

/** Every visit, question and order of one person, newest first; null when nothing is known of them. */
export function fanHistory(
  { rolledReviews, fans, orders }: AcrossLibrary,
  { id, rolled, pending }: Asked,
): FanHistory | null {
  const fan = fans.byId(id) ?? fans.byKey(id)
  const identity = identityOf(id)
  const identities = fan ? fan.identities : identity ? [identity] : []
  const keys = identities.map(({ source, userId }) => viewerKey(source, userId))
  const viewers = rolledReviews.viewers(keys)
  const bought = orders.of({ identities }, ORDERS_MAX)
  if (!fan && viewers.length === 0 && bought.length === 0) return null

  const byNumber = new Map(rolled.map((session) => [session.sessionNo, session]))
  const byId = new Map(rolled.map((session) => [session.sessionId, session]))
  const own = new Set(viewers)
  const visited: (ShowVisit & { readonly session: RolledSession })[] = []
  rolledReviews.eachVisit((show, viewerNo, fromMs, toMs) => {
    const session = own.has(viewerNo) ? byNumber.get(show) : undefined
    if (session && isShow(session))
      visited.push({ show, session, fromMs: session.fromMs + fromMs, toMs: session.fromMs + toMs })
  })
  const visits = mergedVisits(visited).toSorted((left, right) => left.fromMs - right.fromMs)
  const questions = askedOnce(
    viewers.flatMap((viewer) =>
      rolledReviews.askedBy(viewer).flatMap((thread) => {
        const session = byNumber.get(thread.sessionNo)
        return session && isShow(session) ? [{ session, thread }] : []
      }),
    ),
  )
  const counted = questions.filter(({ thread }) => !['merged', 'dismissed'].includes(thread.outcome))
  const paid = bought.filter(({ status }) => status !== 'refunded')

  return {
    pending,
    fan,
    keys,
    totals: {
      shows: new Set(visits.map(({ session }) => session)).size,
      visits: visits.length,
      watchMs: visits.reduce((sum, visit) => sum + visit.toMs - visit.fromMs, 0),
      questions: counted.length,
      answeredInTime: counted.filter(({ thread }) => thread.outcome === 'inTime').length,
      unanswered: counted.filter(({ thread }) => ['missed', 'pending'].includes(thread.outcome)).length,
      orders: paid.length,
      spentFen: paid.reduce((sum, order) => sum + order.amountFen - order.refundedFen, 0),
    },
    visits: visits
      .toReversed()
      .slice(0, FAN_ROWS_MAX)
      .map(({ session, fromMs, toMs }) => ({
        session: acrossSessionOf(session),
        fromMs,
        toMs,
        watchMs: toMs - fromMs,
      })),
    questions: questions.slice(0, FAN_ROWS_MAX).map(({ session, thread }) => ({
      session: acrossSessionOf(session),
      questionId: thread.questionId,
      intent: thread.intent,
      itemTitle: thread.title,
      text: thread.text,
      sentAtMs: thread.sentAtMs,
      outcome: thread.outcome,
      responseMs: thread.responseMs,
    })),
    orders: bought.slice(0, FAN_ROWS_MAX).map((order) => {
      const session = byId.get(order.sessionId ?? '')
      const { orderId, placedAtMs, amountFen, refundedFen, status } = order
      return {
        orderId,
        session: session ? acrossSessionOf(session) : null,
        placedAtMs,
        amountFen,
        refundedFen,
        status,
        lines: order.lines.map((line) => ({
          name: line.name,
          quantity: line.quantity,
          amountFen: line.amountFen,
        })),
      }
    }),
  }
}

interface Question {
  readonly session: RolledSession
  readonly thread: { readonly questionId: string; readonly sentAtMs: number }
}

/** Newest first; a thread asked under two keys of the person is one question, asked when it was asked first. */
function askedOnce<Of extends Question>(questions: readonly Of[]): Of[] {
  const once = new Map<string, Of>()
  for (const question of questions.toSorted((left, right) => left.thread.sentAtMs - right.thread.sentAtMs)) {
    const key = `${question.session.sessionNo} ${question.thread.questionId}`
    if (!once.has(key)) once.set(key, question)
  }
  return [...once.values()].toReversed()
}
