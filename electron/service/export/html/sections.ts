import type { MetricKey } from '#shared/domain/review/metrics.ts'
import { intentSchema } from '#shared/domain/questions/intent.ts'
import type { Review, ReviewThread } from '#shared/domain/review/review.ts'
import { METRIC_ORDER, metricCell } from '../tables/metrics-table.ts'
import type { ExportWords } from '../words/words.ts'
import type { Formats } from './format.ts'
import { html, typed, type Html } from './html.ts'
import { outcomeBar, responseBins } from './small-charts.ts'

const HEADLINE: readonly MetricKey[] = [
  'uv',
  'watchMsPerViewer',
  'interactionRate',
  'within30sRate',
  'conversionRate',
  'gmvFen',
]

/** A sentence or three that say how it went. */
export function summary({ session, metrics }: Review, { report }: ExportWords, formats: Formats): Html {
  const parts = [
    metrics.uv === 0
      ? metrics.messages === 0
        ? report.summaryNobody
        : report.summaryUncounted(formats.span(session.toMs - session.fromMs))
      : report.summaryLead(
          formats.span(session.toMs - session.fromMs),
          formats.number(metrics.uv),
          formats.span(metrics.watchMsPerViewer),
        ),
    metrics.threads === 0
      ? report.summaryNoQuestions
      : report.summaryQuestions(formats.number(metrics.threads), formats.rate(metrics.within30sRate)),
    metrics.orders === 0
      ? report.summaryNoOrders
      : report.summaryOrders(formats.number(metrics.orders), formats.money(metrics.gmvFen)),
  ]
  return html`<p class="lead">${parts.join('')}</p>`
}

export const headline = (review: Review, words: ExportWords, formats: Formats): Html =>
  html`<dl class="figures" aria-label="${words.report.headline}">
    ${HEADLINE.map(
      (key) =>
        html`<div class="figure">
          <dt>${words.metrics[key].name}</dt>
          <dd>
            ${formats.cell(metricCell(review.metrics, key))}<small>${words.metrics[key].formula}</small>
          </dd>
        </div>`,
    )}
  </dl>`

const WORTH_A_LOOK = 10
/** More rows than this make a report that nobody prints; the workbook has them all. */
const QUESTIONS_SHOWN = 120

const isCounted = ({ outcome }: ReviewThread): boolean => outcome !== 'merged' && outcome !== 'dismissed'

export function questions(review: Review, words: ExportWords, formats: Formats): Html {
  const { report, outcomes } = words
  const counted = review.threads.filter(isCounted)
  if (counted.length === 0)
    return html`<h2>${report.questions}</h2>
      <p>${report.noQuestions}</p>`
  const over = counted
    .filter(({ outcome }) => outcome === 'missed' || outcome === 'late')
    .toSorted((a, b) => b.askerCount - a.askerCount || a.openedSeq - b.openedSeq)
    .slice(0, WORTH_A_LOOK)
  return html`<h2>${report.questions}</h2>
    <div class="split">
      <div>
        <h3>${report.questionsHeld}</h3>
        ${outcomeBar(review.metrics, words, formats)}${responseBins(counted, words, formats)}
      </div>
      <div>
        <h3>${report.byIntent}</h3>
        ${intentTable(counted, words, formats)}
      </div>
    </div>
    ${
      over.length === 0
        ? null
        : html`<h3>${report.worthALook}</h3>
            <table>
              <tbody>
                ${over.map(
                  (thread) =>
                    html`<tr>
                      <td class="t">${formats.time(thread.earliestSentAtMs)}</td>
                      <td>${typed(thread.text)}</td>
                      <td class="t">${words.intents[thread.intent]}</td>
                      <td class="n">${report.asked(thread.askerCount)}</td>
                      <td><span class="mark ${thread.outcome}">${outcomes[thread.outcome]}</span></td>
                      <td class="n">${formats.seconds(thread.responseMs)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
    }`
}

function intentTable(threads: readonly ReviewThread[], words: ExportWords, formats: Formats): Html {
  const rows = intentSchema.options
    .map((intent) => {
      const of = threads.filter((thread) => thread.intent === intent)
      const eligible = of.filter(({ outcome }) => outcome !== 'pending').length
      const inTime = of.filter(({ outcome }) => outcome === 'inTime').length
      return { intent, threads: of.length, share: eligible === 0 ? null : inTime / eligible }
    })
    .filter((row) => row.threads > 0)
    .toSorted((a, b) => b.threads - a.threads)
  const most = Math.max(...rows.map((row) => row.threads))
  return html`<table>
    <thead>
      <tr>
        <th>${words.headings.intent}</th>
        <th class="n">${words.headings.threads}</th>
        <th class="n">${words.metrics.within30sRate.name}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <td>
              ${words.intents[row.intent]}<span
                class="bar"
                style="width:${((row.threads / most) * 100).toFixed(1)}%"
              ></span>
            </td>
            <td class="n">${formats.number(row.threads)}</td>
            <td class="n">${formats.rate(row.share)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** One after the other as they were asked. */
export function everyQuestion(review: Review, words: ExportWords, formats: Formats): Html {
  const { report } = words
  const counted = review.threads.filter(isCounted)
  if (counted.length === 0) return html``
  const shown = counted.slice(0, QUESTIONS_SHOWN)
  return html`<h2>${report.allQuestions(shown.length, counted.length)}</h2>
    ${threadTable(shown, review, words, formats)}
    ${shown.length < counted.length ? html`<p class="dimmed">${report.moreQuestions(counted.length - shown.length)}</p>` : null}`
}

/** Without the names of viewers: a report is passed on. */
function threadTable(
  threads: readonly ReviewThread[],
  { items }: Review,
  { headings, intents, outcomes }: ExportWords,
  formats: Formats,
): Html {
  const titles = new Map(items.map(({ itemId, title }) => [itemId, title]))
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>${headings.sentAt}</th>
          <th>${headings.question}</th>
          <th>${headings.intent}</th>
          <th>${headings.product}</th>
          <th class="n">${headings.askerCount}</th>
          <th>${headings.outcome}</th>
          <th class="n">${headings.response}</th>
          <th>${headings.answeredBy}</th>
        </tr>
      </thead>
      <tbody>
        ${threads.map(
          ({ itemId, itemNumber, answer, ...thread }) =>
            html`<tr>
              <td class="t">${formats.time(thread.earliestSentAtMs)}</td>
              <td>${typed(thread.text)}</td>
              <td class="t">${intents[thread.intent]}</td>
              <td>
                ${itemNumber === null ? '' : `${itemNumber} `}${typed((itemId === null ? undefined : titles.get(itemId)) ?? '')}
              </td>
              <td class="n">${formats.number(thread.askerCount)}</td>
              <td><span class="mark ${thread.outcome}">${outcomes[thread.outcome]}</span></td>
              <td class="n">${thread.responseMs === null ? '' : (thread.responseMs / 1_000).toFixed(1)}</td>
              <td>${typed(answer?.byName ?? '')}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/** Every figure with how it is counted: what a reader needs to trust the rest. */
export const definitions = ({ metrics }: Review, words: ExportWords, formats: Formats): Html =>
  html`<h2>${words.report.definitions}</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${words.headings.measure}</th>
            <th class="n">${words.headings.value}</th>
            <th>${words.headings.formula}</th>
            <th>${words.headings.caveat}</th>
          </tr>
        </thead>
        <tbody>
          ${METRIC_ORDER.map((key) => {
            const { name, formula, caveat } = words.metrics[key]
            return html`<tr data-metric="${key}">
              <td>${name}<br /><span class="key">${key}</span></td>
              <td class="n">${formats.cell(metricCell(metrics, key))}</td>
              <td>${formula}</td>
              <td>${caveat}</td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>`
