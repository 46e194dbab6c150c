import { intentSchema, type Intent } from '#shared/domain/questions/intent.ts'
import { threadOutcomeSchema, type ReviewThread, type ThreadOutcome } from '#shared/domain/review/review.ts'

/** What of the questions is shown. Null: all; `item` 'none': threads that named no product. */
export interface ThreadFilter {
  readonly text: string
  readonly outcome: ThreadOutcome | null
  readonly intent: Intent | null
  readonly item: number | 'none' | null
  /** Id of whoever answered, or claimed what nobody answered. */
  readonly moderator: string | null
  /** These alone, by their ids. */
  readonly ids: readonly string[] | null
}

export const NO_FILTER: ThreadFilter = {
  text: '',
  outcome: null,
  intent: null,
  item: null,
  moderator: null,
  ids: null,
}

export const isFiltered = (filter: ThreadFilter): boolean =>
  filter.text.trim() !== '' ||
  [filter.outcome, filter.intent, filter.item, filter.moderator, filter.ids].some((part) => part !== null)

export const asOutcome = (value: string | undefined): ThreadOutcome | null =>
  threadOutcomeSchema.safeParse(value).data ?? null
export const asIntent = (value: string | undefined): Intent | null =>
  intentSchema.safeParse(value).data ?? null

export const THREAD_COLUMNS = ['sent', 'text', 'intent', 'item', 'askers', 'answer', 'response'] as const
export type ThreadColumn = (typeof THREAD_COLUMNS)[number]
export interface ThreadSort {
  readonly column: ThreadColumn
  readonly descending: boolean
}

export const SORTABLE: ReadonlySet<ThreadColumn> = new Set(['sent', 'intent', 'item', 'askers', 'response'])

export function filterThreads(
  threads: readonly ReviewThread[],
  { text, outcome, intent, item, moderator, ids }: ThreadFilter,
): readonly ReviewThread[] {
  const wanted = text.trim().toLowerCase()
  const among = ids === null ? null : new Set(ids)
  return threads.filter(
    (thread) =>
      (among === null || among.has(thread.questionId)) &&
      (outcome === null || thread.outcome === outcome) &&
      (intent === null || thread.intent === intent) &&
      (item === null || (thread.itemNumber ?? 'none') === item) &&
      (moderator === null || handlersOf(thread).includes(moderator)) &&
      (wanted === '' ||
        thread.text.toLowerCase().includes(wanted) ||
        (thread.answer?.text?.toLowerCase().includes(wanted) ?? false) ||
        thread.askers.some(({ userName }) => userName.toLowerCase().includes(wanted))),
  )
}

function handlersOf({ answer, claims }: ReviewThread): readonly string[] {
  return answer === null ? claims.map(({ id }) => id) : [answer.byId]
}

/** By the column, and within it by when they were sent. Without a value they come last, whichever way it is sorted. */
export function sortThreads(
  threads: readonly ReviewThread[],
  { column, descending }: ThreadSort,
): readonly ReviewThread[] {
  const direction = descending ? -1 : 1
  return threads.toSorted((a, b) => {
    const [left, right] = [valueOf(a, column), valueOf(b, column)]
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1
    } else if (left !== right) {
      return left < right ? -direction : direction
    }
    return a.earliestSentAtMs - b.earliestSentAtMs
  })
}

function valueOf(thread: ReviewThread, column: ThreadColumn): number | string | null {
  switch (column) {
    case 'sent':
      return thread.earliestSentAtMs
    case 'text':
      return thread.text
    case 'intent':
      return thread.intent
    case 'item':
      return thread.itemNumber
    case 'askers':
      return thread.askerCount
    case 'answer':
      return thread.answer?.byName ?? null
    case 'response':
      return thread.responseMs
    default:
      return column satisfies never
  }
}

/** Everybody who answered or claimed, most answers first. */
export function handlersIn(threads: readonly ReviewThread[]): readonly { id: string; name: string }[] {
  const found = new Map<string, { name: string; answers: number }>()
  const note = (id: string, name: string, answers: number): void => {
    const known = found.get(id)
    found.set(id, { name, answers: (known?.answers ?? 0) + answers })
  }
  for (const { answer, claims } of threads) {
    if (answer !== null) note(answer.byId, answer.byName, 1)
    else for (const { id, name } of claims) note(id, name, 0)
  }
  return [...found]
    .map(([id, { name, answers }]) => ({ id, name, answers }))
    .toSorted((a, b) => b.answers - a.answers)
}
