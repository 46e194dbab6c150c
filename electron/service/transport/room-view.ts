import type { Danmaku } from '#shared/domain/danmaku/danmaku.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import { shownItemOf } from '#shared/domain/run-sheet/item.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { OwnQuestion, RoomView } from '#shared/protocol/down.ts'

/** The show as viewers and the overlay may see it: nothing of the queue, the staff or other viewers. */
export const roomViewOf = (state: SessionState, online: number): RoomView => ({
  title: state.title,
  phase: state.phase,
  liveAtMs: state.liveAtMs,
  item: state.itemOnAir && shownItemOf(state.itemOnAir.item),
  wall: state.wall,
  online,
  likes: state.totals.likes,
})

/**
 * One viewer's own questions with what became of them; a merged one shares the fate of the thread it went into.
 * `find` reads a message from the log, for askers beyond those whose messages the state holds in full.
 */
export function ownQuestionsOf(
  state: SessionState,
  userId: string,
  questionIds: Iterable<string>,
  find: (danmakuId: string) => Pick<Danmaku, 'text' | 'sentAtMs'> | null,
): OwnQuestion[] {
  const own: OwnQuestion[] = []
  for (const questionId of questionIds) {
    const question = state.questions.get(questionId)
    const asked = question && ownMessage(question, userId, find)
    if (!question || !asked) continue
    own.push({ questionId, text: asked.text, sentAtMs: asked.sentAtMs, ...fateOf(question, state) })
  }
  return own.toSorted((a, b) => a.sentAtMs - b.sentAtMs)
}

function ownMessage(
  question: Question,
  userId: string,
  find: (danmakuId: string) => Pick<Danmaku, 'text' | 'sentAtMs'> | null,
): Pick<Danmaku, 'text' | 'sentAtMs'> | null {
  const held = question.messages.find((message) => message.userId === userId)
  if (held) return held
  const known = question.further.find((message) => message.userId === userId)
  return known ? find(known.danmakuId) : null
}

function fateOf(
  question: Question,
  state: SessionState,
): Pick<OwnQuestion, 'state' | 'byName' | 'how' | 'reply' | 'automatic'> {
  const { status, claim, answer } = question.lifecycle
  switch (status) {
    case 'open':
      return { state: 'seen', byName: null, how: null, reply: null, automatic: false }
    case 'claimed':
      return {
        state: 'beingAnswered',
        byName: claim?.holderName ?? null,
        how: null,
        reply: null,
        automatic: false,
      }
    case 'dismissed':
      return { state: 'closed', byName: null, how: null, reply: null, automatic: false }
    case 'answered': {
      const into = answer?.intoQuestionId ? state.questions.get(answer.intoQuestionId) : undefined
      if (into) return fateOf(into, state)
      return {
        state: 'answered',
        byName: answer?.byName ?? null,
        how: answer?.how ?? null,
        reply: answer?.text ?? null,
        automatic: answer?.automatic ?? false,
      }
    }
    default:
      return status satisfies never
  }
}
