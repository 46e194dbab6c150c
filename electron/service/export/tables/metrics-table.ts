import type { MetricKey, Metrics } from '#shared/domain/review/metrics.ts'
import type { ReviewAssociation } from '#shared/domain/review/review.ts'
import type { ExportWords } from '../words/words.ts'
import { count, fen, rate, seconds, span, tableOf, text, type ExportCell, type Table } from './table.ts'

/** What each figure is, in the order in which they are read. */
const METRIC_CELLS = {
  uv: count,
  pv: count,
  pcu: count,
  pcuBucketMs: count,
  watchMs: span,
  watchMsPerViewer: span,
  messages: count,
  interactors: count,
  interactionRate: rate,
  likes: count,
  likers: count,
  threads: count,
  eligible: count,
  within30s: count,
  within30sRate: rate,
  late: count,
  missed: count,
  pendingAtEnd: count,
  answered: count,
  replyRate: rate,
  responseP50Ms: seconds,
  responseP90Ms: seconds,
  automaticAnswers: count,
  dismissed: count,
  merged: count,
  orders: count,
  buyers: count,
  conversionRate: rate,
  gmvFen: fen,
  gpmFen: fen,
  uvValueFen: fen,
  aovFen: fen,
  refundedOrders: count,
  refundedFen: fen,
  shoutOutsPrompted: count,
  shoutOutsThanked: count,
} satisfies Record<MetricKey, (value: number | null) => ExportCell>

// `Object.keys` of a constant that names every key.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const METRIC_ORDER = Object.keys(METRIC_CELLS) as readonly MetricKey[]

export const metricCell = (metrics: Metrics, key: MetricKey): ExportCell => METRIC_CELLS[key](metrics[key])

/** Every figure with its formula. The key is the one of `huitou review --json`. */
export const metricsTable = (metrics: Metrics, { sheets, headings, metrics: words }: ExportWords): Table =>
  tableOf('metrics', sheets.metrics, METRIC_ORDER, [
    [headings.measure, 24, (key) => text(words[key].name)],
    [headings.value, 16, (key) => metricCell(metrics, key)],
    [headings.formula, 44, (key) => text(words[key].formula)],
    [headings.caveat, 60, (key) => text(words[key].caveat)],
    [headings.key, 20, (key) => text(key)],
  ])

type Line = readonly [name: string, value: ExportCell, note: string]

/** The two groups, the difference of their rates, and that it proves no cause. */
export function associationTable(
  { answered, rest, difference, interval }: ReviewAssociation,
  { sheets, headings, association: words }: ExportWords,
): Table {
  const lines: readonly Line[] = [
    [words.answered, count(answered.n), ''],
    [words.answeredOrdered, count(answered.ordered), ''],
    [words.answeredRate, rate(shareOf(answered)), ''],
    [words.rest, count(rest.n), ''],
    [words.restOrdered, count(rest.ordered), ''],
    [words.restRate, rate(shareOf(rest)), ''],
    [words.difference, rate(difference), words.note],
    [words.low, rate(interval?.low ?? null), words.intervalNote],
    [words.high, rate(interval?.high ?? null), words.intervalNote],
  ]
  return tableOf('association', sheets.association, lines, [
    [headings.measure, 36, ([name]) => text(name)],
    [headings.value, 16, ([, value]) => value],
    [headings.caveat, 70, ([, , note]) => text(note)],
  ])
}

/** Null for an empty group. */
export const shareOf = ({ n, ordered }: { readonly n: number; readonly ordered: number }): number | null =>
  n === 0 ? null : ordered / n
