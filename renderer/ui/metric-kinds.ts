import type { MetricKey } from '#shared/domain/review/metrics.ts'

/** How a metric is written: a number, a fraction as percent, money, time watched, or time until an answer. */
export type MetricUnit = 'count' | 'rate' | 'fen' | 'watch' | 'response'

export const METRIC_GROUPS = ['traffic', 'interaction', 'questions', 'sales', 'shoutOuts'] as const
export type MetricGroup = (typeof METRIC_GROUPS)[number]

export interface MetricKind {
  readonly group: MetricGroup
  readonly unit: MetricUnit
  /** Which direction is good news; null where neither is. */
  readonly better: 'more' | 'less' | null
}

const of = (group: MetricGroup, unit: MetricUnit, better: MetricKind['better']): MetricKind => ({
  group,
  unit,
  better,
})

/** In the order in which they are listed. */
export const METRIC_KINDS: Readonly<Record<MetricKey, MetricKind>> = {
  uv: of('traffic', 'count', 'more'),
  pv: of('traffic', 'count', 'more'),
  pcu: of('traffic', 'count', 'more'),
  pcuBucketMs: of('traffic', 'response', null),
  watchMsPerViewer: of('traffic', 'watch', 'more'),
  watchMs: of('traffic', 'watch', 'more'),
  interactionRate: of('interaction', 'rate', 'more'),
  interactors: of('interaction', 'count', 'more'),
  messages: of('interaction', 'count', 'more'),
  likes: of('interaction', 'count', 'more'),
  likers: of('interaction', 'count', 'more'),
  within30sRate: of('questions', 'rate', 'more'),
  replyRate: of('questions', 'rate', 'more'),
  responseP50Ms: of('questions', 'response', 'less'),
  responseP90Ms: of('questions', 'response', 'less'),
  threads: of('questions', 'count', null),
  answered: of('questions', 'count', null),
  eligible: of('questions', 'count', null),
  within30s: of('questions', 'count', null),
  late: of('questions', 'count', 'less'),
  missed: of('questions', 'count', 'less'),
  pendingAtEnd: of('questions', 'count', null),
  automaticAnswers: of('questions', 'count', null),
  dismissed: of('questions', 'count', null),
  merged: of('questions', 'count', null),
  gmvFen: of('sales', 'fen', 'more'),
  orders: of('sales', 'count', 'more'),
  buyers: of('sales', 'count', 'more'),
  conversionRate: of('sales', 'rate', 'more'),
  aovFen: of('sales', 'fen', 'more'),
  uvValueFen: of('sales', 'fen', 'more'),
  gpmFen: of('sales', 'fen', 'more'),
  refundedOrders: of('sales', 'count', 'less'),
  refundedFen: of('sales', 'fen', 'less'),
  shoutOutsThanked: of('shoutOuts', 'count', 'more'),
  shoutOutsPrompted: of('shoutOuts', 'count', null),
}

/** What is shown to people: the grain of presence is a constant, not a figure of a show. */
export const SHOWN_METRICS: readonly MetricKey[] = Object.keys(METRIC_KINDS).filter(
  (key): key is MetricKey => key !== 'pcuBucketMs',
)
