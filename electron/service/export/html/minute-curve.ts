import { MINUTE_MS, type Review, type ReviewMinute } from '#shared/domain/review/review.ts'
import type { ExportWords } from '../words/words.ts'
import type { Formats } from './format.ts'
import { html, type Html } from './html.ts'
import { bucketMinutes, fitted, roundTicks, textWidth, timeTicks } from './scale.ts'
import { COLOURS } from './style.ts'

const WIDTH = 960
const LEFT = 44
const RIGHT = 8
const ITEMS = { top: 18, height: 22 }
const ONLINE = { top: 66, height: 170 }
const QUESTIONS = { top: 276, height: 64 }
const ORDERS = { top: 378, height: 44 }
const AXIS_TOP = ORDERS.top + ORDERS.height
const HEIGHT = AXIS_TOP + 26
const BARS_MAX = 180

interface Bar {
  readonly fromMs: number
  readonly toMs: number
  readonly onlineMax: number
  readonly questions: number
  readonly inTime: number
  readonly late: number
  readonly missed: number
  readonly orders: number
}

/** The show along its time: what was on air, who was there, what was asked and bought, and what went wrong. */
export function minuteCurve(review: Review, words: ExportWords, formats: Formats): Html {
  const { report } = words
  const { fromMs, toMs } = review.session
  const size = bucketMinutes(review.minutes.length, BARS_MAX)
  const bars = barsOf(review.minutes, size)
  if (bars.length === 0 || toMs <= fromMs) return html`<p class="dimmed">${report.noMinutes}</p>`

  const x = (ms: number): number =>
    LEFT + ((Math.min(Math.max(ms, fromMs), toMs) - fromMs) / (toMs - fromMs)) * (WIDTH - LEFT - RIGHT)
  const peak = bars.reduce((best, bar) => (bar.onlineMax > best.onlineMax ? bar : best))
  const drawn = { x, formats, words }
  const alt = report.curveAlt(formats.number(peak.onlineMax), formats.time(peak.fromMs))
  return html`<figure class="wide">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${alt}">
      ${timeAxis(fromMs, toMs, drawn)} ${itemLane(review, drawn)} ${onlineArea(bars, peak, drawn)}
      ${incidentBands(review, drawn)} ${questionBars(bars, drawn)} ${orderBars(bars, drawn)}
    </svg>
    <figcaption>${report.bucketNote(size)}</figcaption>
  </figure>`
}

interface Drawn {
  readonly x: (ms: number) => number
  readonly formats: Formats
  readonly words: ExportWords
}

const short = (value: number): string => String(Math.round(value * 10) / 10)

function barsOf(minutes: readonly ReviewMinute[], size: number): Bar[] {
  const bars: Bar[] = []
  for (let from = 0; from < minutes.length; from += size) {
    const of = minutes.slice(from, from + size)
    const sum = (
      key: 'questions' | 'questionsInTime' | 'questionsLate' | 'questionsMissed' | 'orders',
    ): number => of.reduce((total, minute) => total + minute[key], 0)
    const fromMs = of[0]?.startMs ?? 0
    bars.push({
      fromMs,
      toMs: (of.at(-1)?.startMs ?? fromMs) + MINUTE_MS,
      onlineMax: Math.max(...of.map(({ onlineMax }) => onlineMax)),
      questions: sum('questions'),
      inTime: sum('questionsInTime'),
      late: sum('questionsLate'),
      missed: sum('questionsMissed'),
      orders: sum('orders'),
    })
  }
  return bars
}

const title = (y: number, words: string): Html =>
  html`<text x="${LEFT}" y="${y}" fill="${COLOURS.dimmed}">${words}</text>`

const line = (y: number, colour: string): Html =>
  html`<line
    x1="${LEFT}"
    x2="${WIDTH - RIGHT}"
    y1="${short(y)}"
    y2="${short(y)}"
    stroke="${colour}"
    stroke-width="1"
  />`

const valueLabel = (y: number, value: string): Html =>
  html`<text x="${LEFT - 6}" y="${short(y + 4)}" text-anchor="end" fill="${COLOURS.faint}">${value}</text>`

const timeAxis = (fromMs: number, toMs: number, { x, formats }: Drawn): Html =>
  html`${timeTicks(fromMs, toMs, 12).map((at) => {
    const left = short(x(at))
    return html`<line
        x1="${left}"
        x2="${left}"
        y1="${ONLINE.top}"
        y2="${AXIS_TOP}"
        stroke="${COLOURS.hairline}"
        stroke-dasharray="1 3"
      /><text x="${left}" y="${AXIS_TOP + 18}" text-anchor="middle" fill="${COLOURS.faint}"
        >${formats.time(at)}</text
      >`
  })}`

/** A block for each stretch on air, named where the name fits. */
function itemLane({ items }: Review, { x, words }: Drawn): Html {
  const spans = items
    .flatMap(({ itemNumber, title: name, spans: aired }) => aired.map((span) => ({ itemNumber, name, span })))
    .toSorted((a, b) => a.span.fromMs - b.span.fromMs)
  if (spans.length === 0) return html``
  const blocks = spans.map(({ itemNumber, name, span }, index) => {
    const left = x(span.fromMs)
    const width = Math.max(1, x(span.toMs) - left - 1)
    const label = fitted(`${itemNumber} ${name}`, width - 8, 11)
    const text = label || (textWidth(String(itemNumber), 11) <= width - 4 ? String(itemNumber) : '')
    return html`<g
      ><title>${`${itemNumber} ${name}`}</title
      ><rect
        x="${short(left)}"
        y="${ITEMS.top}"
        width="${short(width)}"
        height="${ITEMS.height}"
        rx="2"
        fill="${index % 2 === 0 ? '#e4e9ec' : '#d6dde1'}"
      /><text x="${short(left + 4)}" y="${ITEMS.top + 15}" fill="${COLOURS.text}">${text}</text></g
    >`
  })
  return html`${title(12, words.report.curveItems)}${blocks}`
}

function onlineArea(bars: readonly Bar[], peak: Bar, { x, formats, words }: Drawn): Html {
  const ticks = roundTicks(peak.onlineMax, 4)
  const top = ticks.at(-1) ?? 1
  const y = (value: number): number => ONLINE.top + ONLINE.height * (1 - value / top)
  // Steps, not slopes: within a minute the most at one moment is known, and no more.
  const steps = bars
    .map(
      (bar) =>
        `${short(x(bar.fromMs))},${short(y(bar.onlineMax))} ${short(x(bar.toMs))},${short(y(bar.onlineMax))}`,
    )
    .join(' ')
  const base = short(y(0))
  const first = short(x(bars[0]?.fromMs ?? 0))
  const last = short(x(bars.at(-1)?.toMs ?? 0))
  const peakX = (x(peak.fromMs) + x(peak.toMs)) / 2
  const anchor = peakX > WIDTH - 80 ? 'end' : peakX < LEFT + 40 ? 'start' : 'middle'
  return html`${title(ONLINE.top - 10, words.report.curveOnline)}
    ${ticks.map((tick) => html`${line(y(tick), COLOURS.hairline)}${valueLabel(y(tick), formats.number(tick))}`)}
    <polygon
      points="${first},${base} ${steps} ${last},${base}"
      fill="${COLOURS.online}"
      fill-opacity="0.14"
    />
    <polyline
      points="${steps}"
      fill="none"
      stroke="${COLOURS.online}"
      stroke-width="1.6"
      stroke-linejoin="round"
    />
    <circle cx="${short(peakX)}" cy="${short(y(peak.onlineMax))}" r="3" fill="${COLOURS.online}" />
    <text
      x="${short(peakX)}"
      y="${short(y(peak.onlineMax) - 7)}"
      text-anchor="${anchor}"
      font-weight="600"
      fill="${COLOURS.online}"
      >${formats.number(peak.onlineMax)} · ${formats.time(peak.fromMs)}</text
    >`
}

/** Trouble lies over the curve of viewers, so that one sees whether they left. */
function incidentBands({ incidents, session }: Review, { x, words, formats }: Drawn): Html {
  return html`${incidents.map(({ kind, fromMs, toMs }) => {
    const left = x(fromMs)
    const width = Math.max(2, x(toMs ?? session.toMs) - left)
    return html`<g
      ><title>${`${words.incidents[kind]} ${formats.time(fromMs)}`}</title
      ><rect
        x="${short(left)}"
        y="${ONLINE.top}"
        width="${short(width)}"
        height="${ONLINE.height}"
        fill="${COLOURS.missed}"
        fill-opacity="0.13" /><rect
        x="${short(left)}"
        y="${ONLINE.top + ONLINE.height - 3}"
        width="${short(width)}"
        height="3"
        fill="${COLOURS.missed}"
    /></g>`
  })}`
}

function questionBars(bars: readonly Bar[], { x, formats, words }: Drawn): Html {
  const most = Math.max(...bars.map(({ questions }) => questions))
  const ticks = roundTicks(most, 2)
  const top = ticks.at(-1) ?? 1
  const base = QUESTIONS.top + QUESTIONS.height
  const height = (value: number): number => (QUESTIONS.height * value) / top
  const stacks = bars.map((bar) => {
    const left = x(bar.fromMs)
    const width = short(Math.max(0.6, x(bar.toMs) - left - 0.8))
    const pending = bar.questions - bar.inTime - bar.late - bar.missed
    let y = base
    const parts = (
      [
        [bar.inTime, COLOURS.inTime],
        [bar.late, COLOURS.late],
        [bar.missed, COLOURS.missed],
        [pending, COLOURS.pending],
      ] as const
    ).flatMap(([value, colour]) => {
      if (value === 0) return []
      y -= height(value)
      return html`<rect
        x="${short(left)}"
        y="${short(y)}"
        width="${width}"
        height="${short(height(value))}"
        fill="${colour}"
      />`
    })
    return html`${parts}`
  })
  return html`${questionTitle(words)}
  ${ticks.map((tick) => html`${line(base - height(tick), COLOURS.hairline)}${valueLabel(base - height(tick), formats.number(tick))}`)}
  ${stacks}`
}

/** Names the colours of its bars. */
const questionTitle = ({ report, outcomes }: ExportWords): Html =>
  html`<text x="${LEFT}" y="${QUESTIONS.top - 10}" fill="${COLOURS.dimmed}"
    >${report.curveQuestions}<tspan dx="14" fill="${COLOURS.inTime}">■</tspan> ${outcomes.inTime}<tspan
      dx="14"
      fill="${COLOURS.late}"
      >■</tspan
    >
    ${outcomes.late}<tspan dx="14" fill="${COLOURS.missed}">■</tspan> ${outcomes.missed}<tspan
      dx="14"
      fill="${COLOURS.pending}"
      >■</tspan
    >
    ${outcomes.pending}</text
  >`

function orderBars(bars: readonly Bar[], { x, formats, words }: Drawn): Html {
  const ticks = roundTicks(Math.max(...bars.map(({ orders }) => orders)), 1)
  const top = ticks.at(-1) ?? 1
  const base = ORDERS.top + ORDERS.height
  const height = (value: number): number => (ORDERS.height * value) / top
  return html`${title(ORDERS.top - 10, words.report.curveOrders)}
  ${ticks.map((tick) => html`${line(base - height(tick), COLOURS.hairline)}${valueLabel(base - height(tick), formats.number(tick))}`)}
  ${bars
    .filter(({ orders }) => orders > 0)
    .map((bar) => {
      const left = x(bar.fromMs)
      return html`<rect
        x="${short(left)}"
        y="${short(base - height(bar.orders))}"
        width="${short(Math.max(0.6, x(bar.toMs) - left - 0.8))}"
        height="${short(height(bar.orders))}"
        fill="${COLOURS.orders}"
      />`
    })}`
}
