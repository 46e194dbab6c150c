import type { Metrics } from '#shared/domain/review/metrics.ts'
import type { ReviewAssociation, ReviewThread } from '#shared/domain/review/review.ts'
import type { ExportWords } from '../words/words.ts'
import type { Formats } from './format.ts'
import { html, type Html } from './html.ts'
import { COLOURS } from './style.ts'

const WIDTH = 440

/** What became of the questions, as one bar with its legend. */
export function outcomeBar(metrics: Metrics, { outcomes, report }: ExportWords, formats: Formats): Html {
  const parts = [
    { name: outcomes.inTime, value: metrics.within30s, colour: COLOURS.inTime },
    { name: outcomes.late, value: metrics.late, colour: COLOURS.late },
    { name: outcomes.missed, value: metrics.missed, colour: COLOURS.missed },
    { name: outcomes.pending, value: metrics.pendingAtEnd, colour: COLOURS.pending },
  ]
  const all = parts.reduce((sum, { value }) => sum + value, 0)
  if (all === 0) return html``
  let left = 0
  const rects = parts.map(({ value, colour }) => {
    const width = (value / all) * WIDTH
    const rect = html`<rect
      x="${left.toFixed(1)}"
      y="0"
      width="${Math.max(0, width - 1).toFixed(1)}"
      height="18"
      fill="${colour}"
    />`
    left += width
    return rect
  })
  return html`<figure>
    <svg viewBox="0 0 ${WIDTH} 18" role="img" aria-label="${report.questionsHeld}">${rects}</svg>
    <ul class="legend">
      ${parts.map(
        ({ name, value, colour }) =>
          html`<li>
            <span class="swatch" style="background:${colour}"></span>${name} <b>${formats.number(value)}</b>
          </li>`,
      )}
    </ul>
  </figure>`
}

const BINS = [5, 10, 15, 20, 25, 30, 60, 120, Infinity] as const

/** How long answers took; what is past the 30 s is of another colour. */
export function responseBins(
  threads: readonly ReviewThread[],
  { headings }: ExportWords,
  formats: Formats,
): Html {
  const counts = BINS.map(() => 0)
  for (const { responseMs } of threads) {
    if (responseMs === null) continue
    const bin = BINS.findIndex((limit) => responseMs <= limit * 1_000)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const most = Math.max(...counts)
  if (most === 0) return html``
  const step = WIDTH / BINS.length
  const bars = counts.map((value, index) => {
    const height = (value / most) * 84
    const left = index * step
    const limit = BINS[index] ?? 0
    const from = index === 0 ? 0 : (BINS[index - 1] ?? 0)
    const label = limit === Infinity ? `> ${from}` : `${from}–${limit}`
    return html`<rect
        x="${(left + 3).toFixed(1)}"
        y="${(104 - height).toFixed(1)}"
        width="${(step - 6).toFixed(1)}"
        height="${height.toFixed(1)}"
        fill="${limit <= 30 ? COLOURS.inTime : COLOURS.late}"
      /><text
        x="${(left + step / 2).toFixed(1)}"
        y="${(99 - height).toFixed(1)}"
        text-anchor="middle"
        fill="${COLOURS.text}"
        >${value === 0 ? '' : formats.number(value)}</text
      ><text x="${(left + step / 2).toFixed(1)}" y="118" text-anchor="middle" fill="${COLOURS.faint}"
        >${label}</text
      >`
  })
  return html`<figure>
    <svg viewBox="0 0 ${WIDTH} 124" role="img" aria-label="${headings.response}">
      <line x1="0" x2="${WIDTH}" y1="104.5" y2="104.5" stroke="${COLOURS.hairline}" />
      ${bars}
    </svg>
    <figcaption>${headings.response}</figcaption>
  </figure>`
}

/** The difference of two rates with its interval, on both sides of no difference. */
export function differencePlot({ difference, interval }: ReviewAssociation, formats: Formats): Html {
  if (difference === null || interval === null) return html``
  const reach = Math.max(0.05, Math.abs(interval.low), Math.abs(interval.high)) * 1.25
  const x = (value: number): string => (WIDTH / 2 + (value / reach) * (WIDTH / 2 - 30)).toFixed(1)
  return html`<figure>
    <svg viewBox="0 0 ${WIDTH} 62" role="img" aria-label="${formats.points(difference)}">
      <line x1="${x(0)}" x2="${x(0)}" y1="4" y2="42" stroke="${COLOURS.faint}" stroke-dasharray="2 3" />
      <text x="${x(0)}" y="56" text-anchor="middle" fill="${COLOURS.faint}">0</text>
      <line
        x1="${x(interval.low)}"
        x2="${x(interval.high)}"
        y1="24"
        y2="24"
        stroke="${COLOURS.accent}"
        stroke-width="2"
      />
      <line
        x1="${x(interval.low)}"
        x2="${x(interval.low)}"
        y1="17"
        y2="31"
        stroke="${COLOURS.accent}"
        stroke-width="2"
      />
      <line
        x1="${x(interval.high)}"
        x2="${x(interval.high)}"
        y1="17"
        y2="31"
        stroke="${COLOURS.accent}"
        stroke-width="2"
      />
      <circle cx="${x(difference)}" cy="24" r="5" fill="${COLOURS.accent}" />
    </svg>
  </figure>`
}
