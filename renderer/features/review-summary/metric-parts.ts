import type { MetricKey } from '#shared/domain/review/metrics.ts'
import type { ThreadOutcome } from '#shared/domain/review/review.ts'
import { METRIC_KINDS } from '#renderer/ui/metric-kinds.ts'

/** The two numbers a metric is made of: top × times ÷ base. */
export interface MetricParts {
  readonly top: MetricKey
  readonly base: MetricKey
  readonly times?: number
}

const PARTS: Partial<Record<MetricKey, MetricParts>> = {
  watchMsPerViewer: { top: 'watchMs', base: 'uv' },
  interactionRate: { top: 'interactors', base: 'uv' },
  conversionRate: { top: 'buyers', base: 'uv' },
  gpmFen: { top: 'gmvFen', base: 'pv', times: 1000 },
  uvValueFen: { top: 'gmvFen', base: 'uv' },
  aovFen: { top: 'gmvFen', base: 'buyers' },
  replyRate: { top: 'answered', base: 'threads' },
  within30sRate: { top: 'within30s', base: 'eligible' },
}

export const partsOf = (key: MetricKey): MetricParts | null => PARTS[key] ?? null

/** Where the rows behind a number stand. `outcome`: of the questions, those alone. */
export type MetricRows =
  | { readonly section: 'curve' | 'products' | 'people' }
  | { readonly section: 'questions'; readonly outcome: ThreadOutcome | null }

const OUTCOMES: Partial<Record<MetricKey, ThreadOutcome>> = {
  within30s: 'inTime',
  within30sRate: 'inTime',
  late: 'late',
  missed: 'missed',
  pendingAtEnd: 'pending',
  dismissed: 'dismissed',
  merged: 'merged',
}

export function rowsOf(key: MetricKey): MetricRows {
  const { group } = METRIC_KINDS[key]
  switch (group) {
    case 'traffic':
    case 'interaction':
      return { section: 'curve' }
    case 'questions':
      return { section: 'questions', outcome: OUTCOMES[key] ?? null }
    case 'sales':
      return { section: 'products' }
    case 'shoutOuts':
      return { section: 'people' }
    default:
      return group satisfies never
  }
}

/** The six a report opens with. */
export const HEADLINE = [
  'uv',
  'watchMsPerViewer',
  'interactionRate',
  'within30sRate',
  'conversionRate',
  'gmvFen',
] as const satisfies readonly MetricKey[]
