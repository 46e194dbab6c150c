import type { AcrossSession } from '#shared/domain/review/across/across.ts'
import type { FanHistory } from '#shared/protocol/review-across.ts'

export type FanEntry =
  | { readonly kind: 'visit'; readonly atMs: number; readonly visit: FanHistory['visits'][number] }
  | { readonly kind: 'question'; readonly atMs: number; readonly question: FanHistory['questions'][number] }
  | { readonly kind: 'order'; readonly atMs: number; readonly order: FanHistory['orders'][number] }

/** What a fan did in one show, in the order in which it happened; orders outside shows stand by themselves. */
export interface FanChapter {
  readonly key: string
  readonly session: AcrossSession | null
  readonly atMs: number
  readonly entries: readonly FanEntry[]
}

/** Everything of one fan as one line of time: newest show first, and inside a show from its beginning to its end. */
export function fanTimeline({ visits, questions, orders }: FanHistory): readonly FanChapter[] {
  const chapters = new Map<string, { session: AcrossSession | null; entries: FanEntry[] }>()
  const add = (session: AcrossSession | null, key: string, entry: FanEntry): void => {
    const chapter = chapters.get(key) ?? { session, entries: [] }
    chapter.entries.push(entry)
    chapters.set(key, chapter)
  }
  for (const visit of visits) {
    add(visit.session, visit.session.sessionId, { kind: 'visit', atMs: visit.fromMs, visit })
  }
  for (const question of questions) {
    add(question.session, question.session.sessionId, {
      kind: 'question',
      atMs: question.sentAtMs,
      question,
    })
  }
  for (const order of orders) {
    const key = order.session?.sessionId ?? `order ${order.orderId}`
    add(order.session, key, { kind: 'order', atMs: order.placedAtMs, order })
  }
  return [...chapters]
    .map(([key, { session, entries }]): FanChapter => {
      const inOrder = entries.toSorted((a, b) => a.atMs - b.atMs)
      return { key, session, atMs: session?.fromMs ?? inOrder[0]?.atMs ?? 0, entries: inOrder }
    })
    .toSorted((a, b) => b.atMs - a.atMs)
}
