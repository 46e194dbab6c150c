import { Chip, Group } from '@mantine/core'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Review } from '#shared/domain/review/review.ts'
import { Chart, type ChartTable } from '#renderer/ui/Chart.tsx'
import { chartColours } from '#renderer/ui/chart-colours.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import classes from './curve.module.css'
import { curveHeight, curveOption } from './curve-option.ts'
import { MomentPicker } from './MomentPicker.tsx'
import { CURVE_LANES, CURVE_ROWS, healthLevel, laneOf, type CurveLane, type CurveRow } from './rows.ts'
import { timeScale } from './time-scale.ts'
import { useClockTime } from './use-clock-time.ts'

/** The show minute by minute, with its marks; a press tells the moment. `playingMs` is where the recording plays. */
export function MinuteCurve(props: {
  review: Review
  momentMs: number | null
  playingMs: number | null
  onMoment: (atMs: number) => void
  /** Stands beside the curve, as tall as it. */
  aside: ReactNode
}) {
  const { review, momentMs, playingMs, onMoment, aside } = props
  const { t } = useTranslation('reviewCurve')
  const time = useClockTime()
  const [rows, setRows] = useState<readonly CurveRow[]>(() => rowsWithSomething(review))
  const [lanes, setLanes] = useState<readonly CurveLane[]>(() => lanesWithSomething(review))
  const choice = useMemo(() => ({ rows, lanes }), [rows, lanes])
  const scale = useMemo(() => timeScale(review.session.fromMs, review.session.toMs), [review])
  const option = useMemo(
    () =>
      curveOption({
        review,
        choice,
        scale,
        colours: chartColours(),
        words: {
          row: (row) => t(`row_${row}`),
          lane: (lane) => t(`lane_${lane}`),
          fate: (fate) => t(`fate_${fate}`),
          time: time.minute,
        },
      }),
    [review, choice, scale, t, time],
  )
  const table = useMemo(
    (): ChartTable => ({
      columns: [t('minute'), ...CURVE_ROWS.map((row) => t(`row_${row}`))],
      rows: review.minutes.map((minute) => [
        time.minute(minute.startMs),
        minute.onlineMax,
        minute.messages,
        minute.questions,
        minute.answersInTime,
        minute.orders,
        t(`health_${healthLevel(minute) ?? 'none'}`),
      ]),
    }),
    [review, t, time],
  )

  if (review.minutes.length === 0) return <EmptyState title={t('none')} />
  return (
    <div>
      <Group className={classes.choice ?? ''} gap={4}>
        <Chips
          label={t('lines')}
          all={CURVE_ROWS}
          chosen={rows}
          name={(row) => t(`row_${row}`)}
          onChange={setRows}
        />
        <span className={classes.between} aria-hidden />
        <Chips
          label={t('marks')}
          all={CURVE_LANES}
          chosen={lanes}
          name={(lane) => t(`lane_${lane}`)}
          onChange={setLanes}
        />
      </Group>
      <div className={classes.beside}>
        <div>
          <MomentPicker
            review={review}
            choice={choice}
            scale={scale}
            momentMs={momentMs}
            playingMs={playingMs}
            onMoment={onMoment}
          >
            <Chart option={option} height={curveHeight(choice)} label={t('chart')} table={table} />
          </MomentPicker>
        </div>
        <div className={classes.aside}>{aside}</div>
      </div>
    </div>
  )
}

function Chips<Name extends string>(props: {
  label: string
  all: readonly Name[]
  chosen: readonly Name[]
  name: (entry: Name) => string
  onChange: (chosen: readonly Name[]) => void
}) {
  const { label, all, chosen, name, onChange } = props
  return (
    <Group gap={4} role="group" aria-label={label}>
      {all.map((entry) => (
        <Chip
          key={entry}
          size="xs"
          radius="sm"
          variant="light"
          color="gray"
          checked={chosen.includes(entry)}
          // In the order of the page, whatever the order of pressing.
          onChange={(on) => onChange(all.filter((other) => (other === entry ? on : chosen.includes(other))))}
        >
          {name(entry)}
        </Chip>
      ))}
    </Group>
  )
}

/** A row of zeros says nothing; it can be asked for. */
function rowsWithSomething({ minutes }: Review): readonly CurveRow[] {
  const some: Readonly<Record<CurveRow, boolean>> = {
    online: true,
    messages: true,
    questions: minutes.some(({ questions }) => questions > 0),
    answers: minutes.some(({ answers }) => answers > 0),
    orders: minutes.some(({ orders }) => orders > 0),
    health: minutes.some(({ health }) => health !== null),
  }
  return CURVE_ROWS.filter((row) => some[row])
}

function lanesWithSomething({ markers, items }: Review): readonly CurveLane[] {
  const used = new Set(markers.map(({ kind }) => laneOf(kind)))
  if (items.some(({ spans }) => spans.length > 0)) used.add('items')
  return CURVE_LANES.filter((lane) => used.has(lane))
}
