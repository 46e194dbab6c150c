import type { Review, ReviewThread } from '#shared/domain/review/review.ts'
import type { ExportWords } from '../words/words.ts'
import { count, moment, seconds, tableOf, text, type Table } from './table.ts'

/** Names in one cell; a crowd is counted, not listed. */
const ASKERS_NAMED = 20

/** Every thread, the dismissed and the merged ones too. */
export function questionsTable(
  { threads, items }: Pick<Review, 'threads' | 'items'>,
  { sheets, headings, intents, outcomes, how, comma, yes, no }: ExportWords,
): Table {
  const titles = new Map(items.map(({ itemId, title }) => [itemId, title]))
  const askers = ({ askers: named, askerCount }: ReviewThread): string => {
    const names = named.slice(0, ASKERS_NAMED).map(({ userName }) => userName)
    return names.join(comma) + (askerCount > names.length ? ' …' : '')
  }
  return tableOf('questions', sheets.questions, threads, [
    [headings.sentAt, 20, ({ earliestSentAtMs }) => moment(earliestSentAtMs)],
    [headings.question, 44, (thread) => text(thread.text)],
    [headings.intent, 12, ({ intent }) => text(intents[intent])],
    [headings.itemNumber, 9, ({ itemNumber }) => count(itemNumber)],
    [headings.product, 24, ({ itemId }) => text(itemId === null ? null : (titles.get(itemId) ?? null))],
    [headings.askerCount, 10, ({ askerCount }) => count(askerCount)],
    [headings.askers, 28, (thread) => text(askers(thread))],
    [headings.messageCount, 10, ({ messageCount }) => count(messageCount)],
    [headings.outcome, 18, ({ outcome }) => text(outcomes[outcome])],
    [headings.response, 14, ({ responseMs }) => seconds(responseMs)],
    [headings.answeredAt, 20, ({ answer }) => moment(answer?.atMs ?? null)],
    [headings.answeredBy, 14, ({ answer }) => text(answer?.byName ?? null)],
    [headings.answeredHow, 14, ({ answer }) => text(answer ? how[answer.how] : null)],
    [headings.answerText, 44, ({ answer }) => text(answer?.text ?? null)],
    [headings.automatic, 10, ({ answer }) => text(answer ? (answer.automatic ? yes : no) : null)],
    [headings.claims, 10, ({ claims }) => count(claims.length)],
    [headings.claimedBy, 14, ({ claims }) => text(claims[0]?.name ?? null)],
    [headings.reopened, 10, ({ reopened }) => count(reopened)],
    [headings.id, 12, ({ questionId }) => text(questionId)],
  ])
}
