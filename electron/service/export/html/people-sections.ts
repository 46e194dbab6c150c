import type { Review, ReviewItem } from '#shared/domain/review/review.ts'
import { shareOf } from '../tables/metrics-table.ts'
import { named } from '../words/words-in.ts'
import type { ExportWords } from '../words/words.ts'
import type { Formats } from './format.ts'
import { html, typed, type Html } from './html.ts'
import { differencePlot } from './small-charts.ts'

const sumOf = ({ questions }: ReviewItem, key: 'threads' | 'inTime' | 'missed'): number =>
  questions.reduce((sum, question) => sum + question[key], 0)

/** What was on air, in the order of the sheet, and what it brought. */
export function products({ items }: Review, { report, headings }: ExportWords, formats: Formats): Html {
  const aired = items.filter(({ spans, orders }) => spans.length > 0 || orders > 0)
  if (aired.length === 0)
    return html`<h2>${report.products}</h2>
      <p>${report.noProducts}</p>`
  const most = Math.max(1, ...aired.map(({ gmvFen }) => gmvFen))
  return html`<h2>${report.products}</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>${headings.product}</th>
            <th class="n">${headings.planned}</th>
            <th class="n">${headings.aired}</th>
            <th class="n">${headings.viewers}</th>
            <th class="n">${headings.threads}</th>
            <th class="n">${headings.inTime}</th>
            <th class="n">${headings.orders}</th>
            <th class="n">${headings.conversion}</th>
            <th class="n">${headings.gmv}</th>
          </tr>
        </thead>
        <tbody>
          ${aired.map(
            (item) =>
              html`<tr>
                <td>
                  ${item.itemNumber} ${typed(item.title)}<span
                    class="bar"
                    style="width:${((Math.max(0, item.gmvFen) / most) * 100).toFixed(1)}%"
                  ></span>
                </td>
                <td class="n">${formats.span(item.plannedMs)}</td>
                <td class="n">${formats.span(item.airedMs)}</td>
                <td class="n">${formats.number(item.viewers)}</td>
                <td class="n">${formats.number(sumOf(item, 'threads'))}</td>
                <td class="n">${formats.number(sumOf(item, 'inTime'))}</td>
                <td class="n">${formats.number(item.orders)}</td>
                <td class="n">${formats.rate(item.conversionRate)}</td>
                <td class="n">${formats.money(item.gmvFen)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}

/** Who answered, and how fast. */
export function people(
  { moderators }: Review,
  { report, headings, roles }: ExportWords,
  formats: Formats,
): Html {
  if (moderators.length === 0)
    return html`<h2>${report.people}</h2>
      <p>${report.noPeople}</p>`
  return html`<h2>${report.people}</h2>
    <table>
      <thead>
        <tr>
          <th>${headings.name}</th>
          <th>${headings.role}</th>
          <th class="n">${headings.claims}</th>
          <th class="n">${headings.lapsed}</th>
          <th class="n">${headings.answered}</th>
          <th class="n">${headings.inTime}</th>
          <th class="n">${headings.late}</th>
          <th class="n">${headings.responseMedian}</th>
        </tr>
      </thead>
      <tbody>
        ${moderators.map(
          (person) =>
            html`<tr>
              <td>${typed(person.name)}</td>
              <td>${person.automatic ? headings.automatic : roles[person.role]}</td>
              <td class="n">${formats.number(person.claims)}</td>
              <td class="n">${formats.number(person.lapsed)}</td>
              <td class="n">${formats.number(person.answered)}</td>
              <td class="n">${formats.number(person.inTime)}</td>
              <td class="n">${formats.number(person.late)}</td>
              <td class="n">
                ${person.responseP50Ms === null ? report.none : (person.responseP50Ms / 1_000).toFixed(1)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`
}

/** By tier, without names: who was greeted is the seller's own business. */
export function shoutOuts({ fairness, metrics }: Review, words: ExportWords, formats: Formats): Html {
  const { report, headings, tiers } = words
  if (metrics.shoutOutsPrompted === 0)
    return html`<h2>${report.shoutOuts}</h2>
      <p>${report.noShoutOuts}</p>`
  return html`<h2>${report.shoutOuts}</h2>
    <table>
      <thead>
        <tr>
          <th>${headings.tier}</th>
          <th class="n">${headings.seen}</th>
          <th class="n">${headings.signalled}</th>
          <th class="n">${headings.prompted}</th>
          <th class="n">${headings.thanked}</th>
          <th class="n">${headings.skipped}</th>
          <th class="n">${headings.expired}</th>
          <th class="n">${headings.waitMedian}</th>
        </tr>
      </thead>
      <tbody>
        ${fairness.map(
          (row) =>
            html`<tr>
              <td>${tiers[row.tier]}</td>
              <td class="n">${formats.number(row.seen)}</td>
              <td class="n">${formats.number(row.signalled)}</td>
              <td class="n">${formats.number(row.prompted)}</td>
              <td class="n">${formats.number(row.thanked)}</td>
              <td class="n">${formats.number(row.skipped)}</td>
              <td class="n">${formats.number(row.expired)}</td>
              <td class="n">
                ${row.medianWaitMs === null ? report.none : (row.medianWaitMs / 1_000).toFixed(1)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`
}

/** Never without that it proves nothing. */
export function association(
  review: Review,
  { report, association: words }: ExportWords,
  formats: Formats,
): Html {
  const { answered, rest, difference, interval } = review.association
  if (difference === null || interval === null) {
    return html`<h2>${report.association}</h2>
      <p>${report.associationNone}</p>`
  }
  const says = report.associationSays(
    formats.rate(shareOf(answered)),
    formats.number(answered.n),
    formats.rate(shareOf(rest)),
    formats.number(rest.n),
  )
  const differs = report.associationDifference(
    formats.points(difference),
    formats.points(interval.low),
    formats.points(interval.high),
  )
  return html`<h2>${report.association}</h2>
    <div class="split">
      <div>
        <p>${says}${differs}</p>
        <p class="dimmed">${words.note}</p>
      </div>
      <div>${differencePlot(review.association, formats)}</div>
    </div>`
}

export function incidents({ incidents: list, session }: Review, words: ExportWords, formats: Formats): Html {
  const { report, headings, incidents: kinds, subjects, problems } = words
  if (list.length === 0)
    return html`<h2>${report.incidents}</h2>
      <p>${report.noIncidents}</p>`
  return html`<h2>${report.incidents}</h2>
    <table>
      <thead>
        <tr>
          <th>${headings.from}</th>
          <th>${headings.kind}</th>
          <th>${headings.subject}</th>
          <th>${headings.problem}</th>
          <th class="n">${headings.span}</th>
        </tr>
      </thead>
      <tbody>
        ${list.map(
          ({ kind, subject, problem, fromMs, toMs }) =>
            html`<tr>
              <td class="t">${formats.time(fromMs)}</td>
              <td>${kinds[kind]}</td>
              <td>${typed(named(subjects, subject))}</td>
              <td>${typed(problem === null ? '' : named(problems, problem))}</td>
              <td class="n">
                ${toMs === null ? report.toTheEnd : formats.span(Math.min(toMs, session.toMs) - fromMs)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`
}
