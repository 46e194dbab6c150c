import type { OwnQuestion } from '#shared/protocol/down.ts'

/** How long an answer that was given aloud or on the wall stays pinned: it has been heard or seen there. */
export const ANSWERED_STAYS_MS = 20_000

/** What this page has witnessed of the viewer's own questions. Immutable. */
export interface Witnessed {
  /** When each question was first seen answered here; null: it was so when the page opened. */
  readonly answeredAtMs: ReadonlyMap<string, number | null>
  /** Cards the viewer put away, by `cardKey`: a question that moves on comes back. */
  readonly hidden: ReadonlySet<string>
}

export const NOTHING_WITNESSED: Witnessed = { answeredAtMs: new Map(), hidden: new Set() }

/** Another for each state and, by the time it was asked, for each session. */
export const cardKey = ({ questionId, sentAtMs, state, reply }: OwnQuestion): string =>
  `${questionId}:${sentAtMs}:${state}:${reply === null ? '' : 'reply'}`

/** Notes which questions turned up answered. `first` = this is what the page found when it opened. */
export function witness(
  witnessed: Witnessed,
  questions: readonly OwnQuestion[],
  nowMs: number,
  first: boolean,
): Witnessed {
  const answered = questions.filter(({ state }) => state === 'answered')
  const before = witnessed.answeredAtMs
  if (answered.length === before.size && answered.every(({ questionId }) => before.has(questionId))) {
    return witnessed
  }
  // A reopened question is forgotten, so that its next answer counts anew.
  const answeredAtMs = new Map(
    answered.map(({ questionId }) => {
      const known = before.get(questionId)
      return [questionId, known === undefined ? (first ? null : nowMs) : known]
    }),
  )
  return { ...witnessed, answeredAtMs }
}

export const hide = (witnessed: Witnessed, question: OwnQuestion): Witnessed => ({
  ...witnessed,
  hidden: new Set([...witnessed.hidden, cardKey(question)]),
})

/**
 * The viewer's own questions to keep in sight, the most telling first: a written answer stays until it is put away,
 * one given aloud or on the wall leaves by itself, a closed one is gone at once.
 */
export function pinnedQuestions(
  questions: readonly OwnQuestion[],
  witnessed: Witnessed,
  nowMs: number,
): readonly OwnQuestion[] {
  return questions
    .filter((question) => !witnessed.hidden.has(cardKey(question)) && inSight(question, witnessed, nowMs))
    .toSorted((a, b) => RANK[a.state] - RANK[b.state] || b.sentAtMs - a.sentAtMs)
}

const RANK: Readonly<Record<OwnQuestion['state'], number>> = {
  answered: 0,
  beingAnswered: 1,
  seen: 2,
  closed: 3,
}

function inSight(question: OwnQuestion, { answeredAtMs }: Witnessed, nowMs: number): boolean {
  switch (question.state) {
    case 'seen':
    case 'beingAnswered':
      return true
    case 'closed':
      return false
    case 'answered': {
      if (question.reply !== null) return true
      const sinceMs = answeredAtMs.get(question.questionId)
      return sinceMs !== undefined && sinceMs !== null && nowMs < sinceMs + ANSWERED_STAYS_MS
    }
    default:
      return question.state satisfies never
  }
}
