import type { Tier } from '#shared/domain/fans/tier.ts'
import type { AnswerHow } from '#shared/domain/questions/question.ts'
import type { Intent } from '#shared/domain/questions/intent.ts'
import type { MetricKey } from '#shared/domain/review/metrics.ts'
import type {
  ReviewIncident,
  ReviewModerator,
  ReviewShoutOut,
  ThreadOutcome,
} from '#shared/domain/review/review.ts'
import type { SignalKind } from '#shared/domain/shout-outs/rules.ts'
import type { ExportLanguage, ExportTable } from '#shared/protocol/exports.ts'

/** How a figure is called, counted, and what it does not say (docs/metrics.md). */
export interface MetricWords {
  readonly name: string
  readonly formula: string
  /** Empty where the formula says everything. */
  readonly caveat: string
}

/** Headings of the tables' columns. */
export type Heading =
  | 'measure'
  | 'value'
  | 'formula'
  | 'caveat'
  | 'key'
  | 'minute'
  | 'onlineMax'
  | 'onlineAverage'
  | 'entries'
  | 'messages'
  | 'likes'
  | 'questions'
  | 'questionsInTime'
  | 'questionsLate'
  | 'questionsMissed'
  | 'answers'
  | 'answersInTime'
  | 'orders'
  | 'gmv'
  | 'fpsMin'
  | 'framesLost'
  | 'kbpsMin'
  | 'lossMax'
  | 'roundTripMax'
  | 'cpuMax'
  | 'sentAt'
  | 'question'
  | 'intent'
  | 'itemNumber'
  | 'product'
  | 'askerCount'
  | 'askers'
  | 'messageCount'
  | 'outcome'
  | 'response'
  | 'answeredAt'
  | 'answeredBy'
  | 'answeredHow'
  | 'answerText'
  | 'automatic'
  | 'claims'
  | 'claimedBy'
  | 'reopened'
  | 'id'
  | 'planned'
  | 'aired'
  | 'viewers'
  | 'threads'
  | 'inTime'
  | 'missed'
  | 'buyers'
  | 'pieces'
  | 'conversion'
  | 'stockAtEnd'
  | 'soldOutAt'
  | 'ordersAfterSoldOut'
  | 'name'
  | 'role'
  | 'lapsed'
  | 'answered'
  | 'late'
  | 'responseMedian'
  | 'dismissed'
  | 'promptedAt'
  | 'tier'
  | 'privateDomain'
  | 'signals'
  | 'settledAt'
  | 'ordersAfter'
  | 'gmvAfter'
  | 'seen'
  | 'signalled'
  | 'prompted'
  | 'thanked'
  | 'skipped'
  | 'expired'
  | 'waitMedian'
  | 'from'
  | 'to'
  | 'span'
  | 'kind'
  | 'subject'
  | 'problem'
  | 'placedAt'
  | 'orderId'
  | 'buyer'
  | 'goods'
  | 'amount'
  | 'refunded'
  | 'net'
  | 'refundedWhole'
  | 'file'
  | 'startedAt'
  | 'stoppedAt'
  | 'bytes'

/** Of the table of the association. */
export interface AssociationWords {
  readonly answered: string
  readonly answeredOrdered: string
  readonly answeredRate: string
  readonly rest: string
  readonly restOrdered: string
  readonly restRate: string
  readonly difference: string
  readonly low: string
  readonly high: string
  readonly note: string
  readonly intervalNote: string
}

/** What the report says beside the names of figures. Arguments are formatted already, but not escaped. */
export interface ReportWords {
  readonly brand: string
  readonly subtitle: string
  readonly rehearsal: string
  readonly stillRunning: string
  readonly crashed: string
  readonly madeAt: (time: string) => string
  readonly summaryLead: (span: string, uv: string, watch: string) => string
  readonly summaryNobody: string
  /** The sources told who wrote, and not who came. */
  readonly summaryUncounted: (span: string) => string
  readonly summaryQuestions: (threads: string, rate: string) => string
  readonly summaryNoQuestions: string
  readonly summaryOrders: (orders: string, gmv: string) => string
  readonly summaryNoOrders: string
  readonly headline: string
  readonly curve: string
  readonly curveOnline: string
  readonly curveQuestions: string
  readonly curveOrders: string
  readonly curveItems: string
  readonly curveIncidents: string
  readonly curveAlt: (peak: string, at: string) => string
  readonly bucketNote: (minutes: number) => string
  readonly noMinutes: string
  readonly questions: string
  readonly questionsHeld: string
  readonly byIntent: string
  readonly worthALook: string
  readonly allQuestions: (shown: number, all: number) => string
  readonly moreQuestions: (n: number) => string
  readonly noQuestions: string
  readonly asked: (n: number) => string
  readonly products: string
  readonly noProducts: string
  readonly people: string
  readonly noPeople: string
  readonly shoutOuts: string
  readonly noShoutOuts: string
  readonly association: string
  readonly associationSays: (
    answeredRate: string,
    answeredN: string,
    restRate: string,
    restN: string,
  ) => string
  readonly associationDifference: (difference: string, low: string, high: string) => string
  readonly associationNone: string
  readonly incidents: string
  readonly noIncidents: string
  readonly toTheEnd: string
  readonly definitions: string
  readonly none: string
  readonly hoursMinutes: (hours: number, minutes: number) => string
  readonly minutesSeconds: (minutes: number, seconds: number) => string
  readonly seconds: (text: string) => string
  readonly points: (text: string) => string
  readonly sessionId: string
}

/** Everything that exports say in one language. */
export interface ExportWords {
  readonly language: ExportLanguage
  readonly yes: string
  readonly no: string
  /** Between names in one cell. */
  readonly comma: string
  /** At the end of a file's name. */
  readonly fileNames: { readonly review: string; readonly events: string }
  readonly sheets: Readonly<Record<ExportTable, string>>
  readonly headings: Readonly<Record<Heading, string>>
  readonly metrics: Readonly<Record<MetricKey, MetricWords>>
  readonly association: AssociationWords
  readonly intents: Readonly<Record<Intent, string>>
  readonly tiers: Readonly<Record<Tier, string>>
  readonly outcomes: Readonly<Record<ThreadOutcome, string>>
  readonly how: Readonly<Record<AnswerHow, string>>
  readonly roles: Readonly<Record<ReviewModerator['role'], string>>
  readonly signals: Readonly<Record<SignalKind, string>>
  readonly shoutOuts: Readonly<Record<ReviewShoutOut['outcome'], string>>
  readonly incidents: Readonly<Record<ReviewIncident['kind'], string>>
  /** By the names of the log, which may hold some of another version. */
  readonly problems: Readonly<Record<string, string>>
  readonly subjects: Readonly<Record<string, string>>
  readonly report: ReportWords
}
