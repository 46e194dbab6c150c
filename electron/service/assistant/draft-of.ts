import { checkReply } from '#shared/domain/assistant/check-draft.ts'
import { DRAFT_TEXT_MAX, type DraftOutcome } from '#shared/domain/assistant/draft.ts'
import type { Question } from '#shared/domain/questions/question.ts'
import type { SessionState } from '#shared/domain/session/state.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { ModelError } from './ask-model.ts'
import { readReply, SYSTEM_PROMPT, userPrompt } from './prompt.ts'
import { filledReply } from './reply-words.ts'

/**
 * Asks the model for a reply to one question from what is known of it, and looks at what it says. Without anything
 * known it is not asked at all. @throws ModelError
 */
export async function draftOf(options: {
  readonly question: Question
  readonly state: SessionState
  readonly knowledge: Pick<Knowledge, 'retrieve'>
  readonly ask: (system: string, user: string) => Promise<string>
  readonly model: string
  readonly nowMs: number
}): Promise<DraftOutcome> {
  const { question, state, knowledge, nowMs } = options
  const { product, found } = knowledge.retrieve(question, state)
  const item = product?.item ?? null
  const sources = found.flatMap(({ entry, text }) => {
    const words = filledReply(text, question, item, nowMs, true)
    return words === null ? [] : [{ source: entry.source, title: titleOf(entry.source), text: words }]
  })
  if (sources.length === 0) return { kind: 'cannotAnswer', why: 'nothingKnown' }

  const productName =
    item?.title ?? found.find(({ entry }) => entry.source.productName)?.entry.source.productName ?? ''
  const reply = readReply(
    await options.ask(SYSTEM_PROMPT, userPrompt(question, productName, sources)),
    sources.length,
  )
  if (reply === null) throw new ModelError('badAnswer', '')
  if (reply.answer === null) return { kind: 'cannotAnswer', why: 'notInSources' }

  const used = reply.used.flatMap((at) => sources[at] ?? [])
  const warnings = checkReply(reply.answer, {
    sheet: state.runSheet,
    sources: [
      ...(used.length > 0 ? used : sources).map(({ text, title }) => `${title}\n${text}`),
      productName,
    ],
    questionNumber: item?.number ?? question.itemNumber,
    itemOnAir: state.itemOnAir?.item ?? null,
    nowMs,
  })
  return {
    kind: 'drafted',
    draft: {
      text: shortened(reply.answer),
      sources: used.map(({ source }) => source),
      confidence: reply.confidence,
      warnings: used.length === 0 ? [...warnings, { kind: 'noSource' }] : warnings,
      model: options.model,
    },
  }
}

/** Live facts are titled by what they are (price, stock): words of ours, not of the shop. What was learned, by a question. */
const titleOf = ({ kind, title }: { readonly kind: string; readonly title: string }): string =>
  kind === 'learned' || kind === 'item' ? '' : title

/** Cut behind its last whole sentence, if there is one; the limit counts UTF-16 units, as the field of a reply does. */
function shortened(text: string): string {
  if (text.length <= DRAFT_TEXT_MAX) return text
  const cut = text.slice(0, DRAFT_TEXT_MAX).replace(/[\uD800-\uDBFF]$/, '')
  const sentences = /^[\s\S]*[。！？!?.](?=\s|$|[^\d])/u.exec(cut)?.[0] ?? ''
  return sentences === '' ? cut : sentences.trim()
}
