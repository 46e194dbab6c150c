import { askerIdsOf, type Question } from '#shared/domain/questions/question.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { Gap } from '#shared/protocol/knowledge.ts'
import type { KnowledgeBase } from './knowledge-base.ts'
import { askedOf } from './learn.ts'

/** Above this the studio has something to propose that is likely to fit. */
const ANSWERED_FROM = 0.5
const GAPS_SHOWN = 50
/** Threads looked up in one turn of the event loop: a show may be live. */
const AT_ONCE = 10

/**
 * The questions of a show that nothing known answers today, most askers first: those nobody answered and those that
 * were answered aloud. What was dismissed was no question. Threads of the same key are one gap.
 */
export async function gapsOf(
  state: SessionState,
  base: KnowledgeBase,
  pause: () => Promise<void>,
): Promise<Gap[]> {
  const threads = new Map<
    string,
    { readonly first: Question; readonly askers: Set<string>; never: boolean }
  >()
  for (const question of state.questions.values()) {
    const { status, answer } = question.lifecycle
    if (status === 'dismissed' || answer?.how === 'merged') continue
    if (status === 'answered' && (answer?.text ?? '') !== '') continue
    const thread = threads.get(question.threadKey) ?? { first: question, askers: new Set(), never: false }
    for (const asker of askerIdsOf(question)) thread.askers.add(asker)
    thread.never ||= status !== 'answered'
    threads.set(question.threadKey, thread)
  }
  const gaps: Gap[] = []
  for (const [index, { first, askers, never }] of [...threads.values()].entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await pause()
    const { product, found } = base.retrieve({ ...askedOf(first, state), onAir: null })
    if ((found[0]?.confidence ?? 0) >= ANSWERED_FROM) continue
    gaps.push({
      questionId: first.questionId,
      text: first.messages[0]?.text ?? '',
      intent: first.intent,
      askers: askers.size,
      productId: product?.productId ?? null,
      productName: product?.item?.title ?? '',
      answered: never ? 'never' : 'spoken',
    })
  }
  return gaps.toSorted((a, b) => b.askers - a.askers).slice(0, GAPS_SHOWN)
}
