import type { ChartOption } from '#renderer/ui/Chart.tsx'
import type { ChartColours } from '#renderer/ui/chart-colours.ts'
import { tooltipNode } from '#renderer/ui/chart-tooltip.ts'
import type { TrendPoint } from './trend-points.ts'

export interface TrendTexts {
  readonly name: string
  readonly median: string
  readonly value: (value: number | null) => string
  /** What stands on the axis; shorter than `value`. */
  readonly tick: (value: number) => string
  readonly day: (point: TrendPoint) => string
  readonly title: (point: TrendPoint) => string
  readonly medianOf: (point: TrendPoint) => string
  readonly base: (point: TrendPoint) => string | null
}

/** The trend as a line with a dot for each show, and the median of earlier shows as a dashed one. */
export function trendOption(
  points: readonly TrendPoint[],
  texts: TrendTexts,
  colours: ChartColours,
): ChartOption {
  return {
    grid: { left: 8, right: 20, top: 36, bottom: 8, containLabel: true },
    legend: {
      top: 0,
      right: 0,
      itemWidth: 20,
      itemHeight: 8,
      selectedMode: false,
      textStyle: { color: colours.dimmed },
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: colours.hairline } },
      backgroundColor: colours.surface,
      borderColor: colours.hairline,
      textStyle: { color: colours.text, fontSize: 13 },
      extraCssText: 'box-shadow:none',
      formatter: (given) => {
        const [first] = Array.isArray(given) ? given : [given]
        const point = points[first?.dataIndex ?? -1]
        if (!point) return ''
        return tooltipNode(
          texts.title(point),
          [
            { name: texts.name, value: texts.value(point.value), colour: colours.accent },
            { name: texts.medianOf(point), value: texts.value(point.median), colour: colours.faint },
          ],
          texts.base(point) ?? undefined,
        )
      },
    },
    xAxis: {
      type: 'category',
      data: points.map(texts.day),
      boundaryGap: points.length < 3,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.hairline } },
      axisLabel: { color: colours.dimmed, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { color: colours.dimmed, formatter: texts.tick },
      splitLine: { lineStyle: { color: colours.hairline } },
    },
    series: [
      {
        name: texts.name,
        type: 'line',
        data: points.map(({ value }) => value),
        symbol: 'circle',
        symbolSize: points.length > 60 ? 4 : 8,
        showSymbol: true,
        lineStyle: { width: 2, color: colours.accent },
        itemStyle: { color: colours.accent },
        z: 3,
      },
      {
        name: texts.median,
        type: 'line',
        data: points.map(({ median }) => median),
        symbol: 'none',
        connectNulls: true,
        lineStyle: { width: 1.5, type: 'dashed', color: colours.faint },
        itemStyle: { color: colours.faint },
      },
    ],
  }
}
