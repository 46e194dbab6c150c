import { intentSchema } from '#shared/domain/questions/intent.ts'
import type { Review, ReviewItem } from '#shared/domain/review/review.ts'
import { named } from '../words/words-in.ts'
import type { ExportWords } from '../words/words.ts'
import { count, decimal, fen, moment, rate, span, tableOf, text, type Table } from './table.ts'

export const minutesTable = (
  { minutes }: Pick<Review, 'minutes'>,
  { sheets, headings }: ExportWords,
): Table =>
  tableOf('minutes', sheets.minutes, minutes, [
    [headings.minute, 20, ({ startMs }) => moment(startMs)],
    [headings.onlineMax, 11, ({ onlineMax }) => count(onlineMax)],
    [headings.onlineAverage, 11, ({ onlineAverage }) => decimal(onlineAverage)],
    [headings.entries, 9, ({ entries }) => count(entries)],
    [headings.messages, 9, ({ messages }) => count(messages)],
    [headings.likes, 9, ({ likes }) => count(likes)],
    [headings.questions, 11, ({ questions }) => count(questions)],
    [headings.questionsInTime, 17, ({ questionsInTime }) => count(questionsInTime)],
    [headings.questionsLate, 11, ({ questionsLate }) => count(questionsLate)],
    [headings.questionsMissed, 11, ({ questionsMissed }) => count(questionsMissed)],
    [headings.answers, 9, ({ answers }) => count(answers)],
    [headings.answersInTime, 13, ({ answersInTime }) => count(answersInTime)],
    [headings.orders, 9, ({ orders }) => count(orders)],
    [headings.gmv, 13, ({ gmvFen }) => fen(gmvFen)],
    [headings.fpsMin, 11, ({ health }) => decimal(health?.fpsMin ?? null)],
    [headings.framesLost, 9, ({ health }) => count(health?.framesLost ?? null)],
    [headings.kbpsMin, 16, ({ health }) => decimal(health?.kbpsMin ?? null)],
    [headings.lossMax, 12, ({ health }) => rate(health?.lossMax ?? null)],
    [headings.roundTripMax, 18, ({ health }) => decimal(health?.roundTripMsMax ?? null)],
    [headings.cpuMax, 10, ({ health }) => rate(health?.cpuMax ?? null)],
  ])

const sumOf = (item: ReviewItem, key: 'threads' | 'inTime' | 'missed'): number =>
  item.questions.reduce((sum, question) => sum + question[key], 0)

/** Items of the sheet; a column for each intent that can be asked about. */
export const productsTable = (
  { items }: Pick<Review, 'items'>,
  { sheets, headings, intents }: ExportWords,
): Table =>
  tableOf('products', sheets.products, items, [
    [headings.itemNumber, 9, ({ itemNumber }) => count(itemNumber)],
    [headings.product, 30, ({ title }) => text(title)],
    [headings.planned, 11, ({ plannedMs }) => span(plannedMs)],
    [headings.aired, 11, ({ airedMs }) => span(airedMs)],
    [headings.viewers, 16, ({ viewers }) => count(viewers)],
    [headings.threads, 9, (item) => count(sumOf(item, 'threads'))],
    [headings.inTime, 13, (item) => count(sumOf(item, 'inTime'))],
    [headings.missed, 9, (item) => count(sumOf(item, 'missed'))],
    [headings.orders, 9, ({ orders }) => count(orders)],
    [headings.buyers, 9, ({ buyers }) => count(buyers)],
    [headings.pieces, 9, ({ pieces }) => count(pieces)],
    [headings.gmv, 13, ({ gmvFen }) => fen(gmvFen)],
    [headings.conversion, 16, ({ conversionRate }) => rate(conversionRate)],
    [headings.stockAtEnd, 12, ({ stockAtEnd }) => count(stockAtEnd)],
    [headings.soldOutAt, 20, ({ soldOutAtMs }) => moment(soldOutAtMs)],
    [
      headings.ordersAfterSoldOut,
      12,
      (item) => count(item.soldOutAtMs === null ? null : item.ordersAfterSoldOut),
    ],
    ...intentSchema.options.map(
      (intent) =>
        [
          `${headings.threads}: ${intents[intent]}`,
          12,
          ({ questions }: ReviewItem) =>
            count(questions.find((question) => question.intent === intent)?.threads ?? 0),
        ] as const,
    ),
  ])

export function incidentsTable(
  { incidents, session }: Pick<Review, 'incidents' | 'session'>,
  { sheets, headings, incidents: words, subjects, problems }: ExportWords,
): Table {
  return tableOf('incidents', sheets.incidents, incidents, [
    [headings.from, 20, ({ fromMs }) => moment(fromMs)],
    [headings.to, 20, ({ toMs }) => moment(toMs)],
    [headings.span, 11, ({ fromMs, toMs }) => span((toMs ?? session.toMs) - fromMs)],
    [headings.kind, 16, ({ kind }) => text(words[kind])],
    [headings.subject, 20, ({ subject }) => text(named(subjects, subject))],
    [headings.problem, 24, ({ problem }) => text(problem === null ? null : named(problems, problem))],
  ])
}

export const recordingsTable = (
  { recordings }: Pick<Review, 'recordings'>,
  { sheets, headings }: ExportWords,
): Table =>
  tableOf('recordings', sheets.recordings, recordings, [
    [headings.file, 36, ({ file }) => text(file)],
    [headings.startedAt, 20, ({ startedAtMs }) => moment(startedAtMs)],
    [headings.stoppedAt, 20, ({ stoppedAtMs }) => moment(stoppedAtMs)],
    [headings.bytes, 14, ({ bytes }) => count(bytes)],
    [headings.problem, 24, ({ problem }) => text(problem)],
  ])
