import {
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  ScatterChart,
  type BarSeriesOption,
  type CustomSeriesOption,
  type HeatmapSeriesOption,
  type LineSeriesOption,
  type ScatterSeriesOption,
} from 'echarts/charts'
import {
  AxisPointerComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  type AxisPointerComponentOption,
  type GridComponentOption,
  type LegendComponentOption,
  type MarkLineComponentOption,
  type TooltipComponentOption,
  type VisualMapComponentOption,
} from 'echarts/components'
import { init, use as bringIn, type ComposeOption, type ECharts } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useDeferredValue, useEffect, useRef, useState } from 'react'

import classes from './Chart.module.css'

bringIn([BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart])
bringIn([AxisPointerComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent])
bringIn([VisualMapComponent, SVGRenderer])

export type ChartOption = ComposeOption<
  | AxisPointerComponentOption
  | BarSeriesOption
  | CustomSeriesOption
  | GridComponentOption
  | HeatmapSeriesOption
  | LegendComponentOption
  | LineSeriesOption
  | MarkLineComponentOption
  | ScatterSeriesOption
  | TooltipComponentOption
  | VisualMapComponentOption
>

/** The drawn figures as rows, for those who do not see the picture. */
export interface ChartTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/**
 * A chart of ECharts that fills its width. `option` is drawn anew as a whole when it is another object, so keep it in
 * a memo; text in tooltips goes through `tooltipNode`, never through HTML strings. `onReady` gets the chart once and
 * may give what is to be undone; pass a stable function.
 */
export function Chart(props: {
  option: ChartOption
  height: number
  label: string
  table: ChartTable
  onReady?: (chart: ECharts) => (() => void) | undefined
}) {
  const { option, height, label, table, onReady } = props
  const box = useRef<HTMLDivElement>(null)
  // The picture comes first; thousands of cells must not hold it up.
  const rows = useDeferredValue<ChartTable | null>(table, null)
  const [chart, setChart] = useState<ECharts | null>(null)

  useEffect(() => {
    if (!box.current) return
    const made = init(box.current, null, { renderer: 'svg' })
    made.on('rendered', () => scaleOnPaper(made.getDom()))
    const resized = new ResizeObserver(() => made.resize())
    resized.observe(box.current)
    const undo = onReady?.(made)
    setChart(made)
    return () => {
      resized.disconnect()
      undo?.()
      made.dispose()
      setChart(null)
    }
  }, [onReady])

  useEffect(() => {
    chart?.setOption({ animation: false, ...option, textStyle: TEXT }, { notMerge: true })
  }, [chart, option])

  return (
    <figure className={classes.figure} aria-label={label}>
      <div ref={box} className={classes.box} style={{ height }} aria-hidden />
      {rows === null ? null : <Rows label={label} table={rows} />}
    </figure>
  )
}

function Rows({ label, table }: { label: string; table: ChartTable }) {
  return (
    <table className={classes.table}>
      <caption>{label}</caption>
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) => (
              <td key={table.columns[column]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const TEXT = {
  fontFamily:
    '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  fontSize: 12,
} as const

/** Paper is narrower than the window: with a view box the picture shrinks as a whole instead of being cut. */
function scaleOnPaper(dom: HTMLElement): void {
  const svg = dom.querySelector('svg')
  const [width, height] = [svg?.getAttribute('width'), svg?.getAttribute('height')]
  if (svg && width && height) svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
}
