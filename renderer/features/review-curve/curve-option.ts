import type { Review } from '#shared/domain/review/review.ts'
import { MINUTE_MS } from '#shared/domain/review/review.ts'
import type { ChartOption } from '#renderer/ui/Chart.tsx'
import type { ChartColours } from '#renderer/ui/chart-colours.ts'
import { healthLevel, laneOf, stackOf, type CurveLane, type CurveRow } from './rows.ts'
import { niceMax, ticksOf, type TimeScale } from './time-scale.ts'

/** Where the plots lie in the chart, in px; the layer that takes presses lies over them. */
export const PLOT = { left: 72, right: 12, rowHeight: 38, rowGap: 25, laneHeight: 20, axis: 24 } as const

export interface CurveChoice {
  readonly rows: readonly CurveRow[]
  readonly lanes: readonly CurveLane[]
}

export interface CurveWords {
  readonly row: (row: CurveRow) => string
  readonly lane: (lane: CurveLane) => string
  readonly fate: (fate: 'inTime' | 'late' | 'missed' | 'pending') => string
  readonly time: (atMs: number) => string
}

export const curveHeight = ({ rows, lanes }: CurveChoice): number =>
  rows.length * (PLOT.rowHeight + PLOT.rowGap) + 10 + lanes.length * PLOT.laneHeight + PLOT.axis

/** Top of the lanes in px, for finding the mark under the pointer. */
export const lanesTop = ({ rows }: CurveChoice): number => rows.length * (PLOT.rowHeight + PLOT.rowGap) + 10

type Series = NonNullable<Extract<ChartOption['series'], readonly unknown[]>>[number]
type Bar = readonly [fromMs: number, toMs: number, low: number, high: number]
type Look = { readonly fill: string; readonly stroke?: string }

/** The curve as small charts over one time axis, then the lanes of marks. */
export function curveOption(input: {
  review: Review
  choice: CurveChoice
  scale: TimeScale
  colours: ChartColours
  words: CurveWords
}): ChartOption {
  const { review, choice, scale, colours, words } = input
  const ticks = ticksOf(scale)
  const grids = choice.rows.map((_, index) => ({
    left: PLOT.left,
    right: PLOT.right,
    top: index * (PLOT.rowHeight + PLOT.rowGap) + PLOT.rowGap,
    height: PLOT.rowHeight,
  }))
  const laneGrid = {
    left: PLOT.left,
    right: PLOT.right,
    top: lanesTop(choice),
    height: choice.lanes.length * PLOT.laneHeight,
  }
  const xAxis = (gridIndex: number, labelled: boolean) => ({
    type: 'value' as const,
    gridIndex,
    min: scale.minMs,
    max: scale.maxMs,
    axisLine: { lineStyle: { color: colours.hairline } },
    axisTick: { show: labelled, customValues: [...ticks], lineStyle: { color: colours.hairline } },
    axisLabel: {
      show: labelled,
      customValues: [...ticks],
      color: colours.dimmed,
      fontSize: 12,
      formatter: (value: number) => words.time(value),
    },
    splitLine: { show: false },
  })
  const last = grids.length
  return {
    grid: [...grids, laneGrid],
    xAxis: [...grids.map((_, index) => xAxis(index, false)), xAxis(last, true)],
    yAxis: [
      ...choice.rows.map((row, gridIndex) => rowAxis(row, gridIndex, review, colours, words)),
      {
        type: 'category',
        gridIndex: last,
        inverse: true,
        data: choice.lanes.map((lane) => words.lane(lane)),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: colours.dimmed, fontSize: 12, margin: 8 },
      },
    ],
    series: [
      ...choice.rows.flatMap((row, index) => rowSeries(row, index, review, colours)),
      ...laneSeries(choice, last, review, colours),
    ],
  }
}

function rowAxis(
  row: CurveRow,
  gridIndex: number,
  { minutes }: Review,
  colours: ChartColours,
  words: CurveWords,
): NonNullable<Extract<ChartOption['yAxis'], readonly unknown[]>>[number] {
  let top = 0
  for (const minute of minutes) top = Math.max(top, heightOf(row, minute))
  const max = row === 'health' ? 3 : niceMax(top)
  const fates = row === 'questions' ? (['inTime', 'late', 'missed', 'pending'] as const) : []
  return {
    type: 'value',
    gridIndex,
    min: 0,
    max,
    interval: max,
    name: [`{name|${words.row(row)}}`, ...fates.map((fate) => `{${fate}|} ${words.fate(fate)}`)].join('   '),
    nameGap: 6,
    nameTextStyle: {
      align: 'left',
      color: colours.dimmed,
      fontSize: 12,
      rich: {
        name: { color: colours.text, fontSize: 12, fontWeight: 600 },
        inTime: { width: 9, height: 9, backgroundColor: colours.dimmed },
        late: { width: 9, height: 9, backgroundColor: colours.late, opacity: 0.5 },
        pending: { width: 9, height: 9, backgroundColor: colours.hairline },
        missed: { width: 7, height: 7, borderColor: colours.urgent, borderWidth: 1.5 },
      },
    },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { show: row !== 'health', color: colours.faint, fontSize: 11, margin: 8 },
    splitLine: { lineStyle: { color: colours.hairline } },
  }
}

function heightOf(row: CurveRow, minute: Review['minutes'][number]): number {
  if (row === 'online') return minute.onlineMax
  if (row === 'health') return 3
  return stackOf(row, minute).reduce((sum, part) => sum + part, 0)
}

function rowSeries(row: CurveRow, index: number, { minutes }: Review, colours: ChartColours): Series[] {
  if (row === 'online') {
    return [
      {
        type: 'line',
        xAxisIndex: index,
        yAxisIndex: index,
        silent: true,
        showSymbol: minutes.length === 1,
        lineStyle: { color: colours.dimmed, width: 1.5 },
        itemStyle: { color: colours.dimmed },
        areaStyle: { color: colours.dimmed, opacity: 0.1 },
        data: minutes.map(({ startMs, onlineMax }) => [startMs + MINUTE_MS / 2, onlineMax]),
      },
    ]
  }
  const looks: readonly Look[] = [
    { fill: row === 'messages' ? colours.faint : colours.dimmed },
    { fill: row === 'questions' ? fade(colours.late) : colours.hairline },
    { fill: colours.surface, stroke: colours.urgent },
    { fill: colours.hairline },
  ]
  if (row === 'health') {
    const levels: readonly Look[] = [
      { fill: colours.hairline },
      { fill: colours.soon },
      { fill: colours.urgent },
    ]
    return levels.map((look, level) =>
      bars(
        index,
        look,
        minutes.flatMap((minute): Bar[] =>
          healthLevel(minute) === level + 1
            ? [[minute.startMs, minute.startMs + MINUTE_MS, 0, level + 1]]
            : [],
        ),
      ),
    )
  }
  const stacked: Bar[][] = [[], [], [], []]
  for (const minute of minutes) {
    let low = 0
    for (const [part, height] of stackOf(row, minute).entries()) {
      if (height > 0) stacked[part]?.push([minute.startMs, minute.startMs + MINUTE_MS, low, low + height])
      low += height
    }
  }
  return looks.flatMap((look, part) => {
    const data = stacked[part] ?? []
    return data.length === 0 ? [] : [bars(index, look, data)]
  })
}

const fade = (colour: string): string => `${colour}80`

/**
 * Rectangles over spans of time, which bars of ECharts are not on an axis of values. All of them are one shape: a long
 * show has thousands, and a page that holds each as an element of its own takes a second to draw.
 */
function bars(index: number, { fill, stroke }: Look, data: readonly Bar[]): Series {
  return {
    type: 'custom',
    xAxisIndex: index,
    yAxisIndex: index,
    silent: true,
    clip: true,
    data: data.length === 0 ? [] : [[data[0]?.[0] ?? 0, 0]],
    renderItem: (_, api) => {
      const inset = stroke === undefined ? 0 : 0.5
      const outlines = data.map(([fromMs, toMs, low, high]) => {
        const [left = 0, bottom = 0] = api.coord([fromMs, low])
        const [right = 0, top = 0] = api.coord([toMs, high])
        const gap = right - left > 4 ? 1 : 0
        const width = Math.max(1, right - left - gap - 2 * inset)
        const height = Math.max(1, bottom - top - 2 * inset)
        return `M${round(left + inset)} ${round(top + inset)}h${round(width)}v${round(height)}h${round(-width)}z`
      })
      return {
        type: 'path',
        shape: { pathData: outlines.join('') },
        style: { fill, ...(stroke !== undefined && { stroke, lineWidth: 1 }) },
      }
    },
  }
}

const round = (px: number): number => Math.round(px * 10) / 10

const SYMBOLS: Readonly<Record<CurveLane, string>> = {
  items: 'diamond',
  shoutOuts: 'circle',
  scenes: 'rect',
  alarms: 'triangle',
  other: 'diamond',
}

function laneSeries(choice: CurveChoice, grid: number, review: Review, colours: ChartColours): Series[] {
  return choice.lanes.flatMap((lane, position): Series[] => {
    // Items on air are spans; the marks of their beginnings would only stand on them.
    const marks = review.markers.filter(({ kind }) => laneOf(kind) === lane && kind !== 'item')
    const scatter: Series = {
      type: 'scatter',
      xAxisIndex: grid,
      yAxisIndex: grid,
      silent: true,
      symbol: SYMBOLS[lane],
      symbolSize: lane === 'scenes' ? [3, 11] : 8,
      itemStyle: { color: lane === 'alarms' ? colours.urgent : colours.dimmed },
      data: marks.map(({ atMs }) => [atMs, position]),
    }
    return lane === 'items' ? [itemSpans(grid, position, review, colours), scatter] : [scatter]
  })
}

function itemSpans(grid: number, position: number, { items }: Review, colours: ChartColours): Series {
  const spans = items.flatMap(({ itemNumber, spans: aired }) =>
    aired.map(({ fromMs, toMs }) => [fromMs, toMs, position, itemNumber]),
  )
  return {
    type: 'custom',
    xAxisIndex: grid,
    yAxisIndex: grid,
    silent: true,
    clip: true,
    data: spans,
    encode: { x: [0, 1], y: 2 },
    renderItem: (_, api) => {
      const [left = 0, middle = 0] = api.coord([api.value(0), api.value(2)])
      const [right = 0] = api.coord([api.value(1), api.value(2)])
      const width = Math.max(2, right - left - 1)
      return {
        type: 'rect',
        shape: { x: left, y: middle - 8, width, height: 16, r: 2 },
        style: { fill: colours.hairline },
        textContent: {
          type: 'text',
          style: {
            text: width > 20 ? `${Number(api.value(3))}` : '',
            fill: colours.text,
            fontSize: 11,
          },
        },
        textConfig: { position: 'inside' },
      }
    },
  }
}
