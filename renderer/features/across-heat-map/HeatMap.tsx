import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { heatmapResponseSchema, type HeatmapResponse } from '#shared/protocol/review-across.ts'
import { DataState } from '#renderer/review/DataState.tsx'
import { useReviewData } from '#renderer/review/use-review-data.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { HowCounted } from '#renderer/ui/HowCounted.tsx'
import { ReportSection } from '#renderer/ui/ReportSection.tsx'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import { heatColour, heatGrid, type HeatGrid } from './heat-grid.ts'
import classes from './heat-map.module.css'
import { HeatTable, type SlotName } from './HeatTable.tsx'

const WINDOWS = [7, 30] as const

/** Which hours of the week keep viewers; `slot` is one that a link points at. */
export function HeatMap({ slot }: { slot: SlotName | null }) {
  const { t } = useTranslation('across')
  const [days, setDays] = useState<number>(30)
  const data = useReviewData(`/v1/review/across/heatmap?days=${days}`, heatmapResponseSchema)
  return (
    <ReportSection
      id="heat"
      title={t('heat')}
      note={t('heatHint', { days })}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('heatWindow')}
          value={String(days)}
          onChange={(value) => setDays(Number(value))}
          data={WINDOWS.map((n) => ({ value: String(n), label: t('days', { n }) }))}
        />
      }
    >
      <DataState data={data}>{(heatmap) => <Told heatmap={heatmap} slot={slot} />}</DataState>
    </ReportSection>
  )
}

function Told({ heatmap, slot }: { heatmap: HeatmapResponse; slot: SlotName | null }) {
  const { t } = useTranslation('across')
  const [chosen, setChosen] = useState(slot)
  const grid = useMemo(() => heatGrid(heatmap), [heatmap])
  const { days, minCohort, shows, censored, timeZone } = heatmap
  if (grid.hours.length === 0)
    return <EmptyState title={t('heatEmpty', { days })} hint={t('heatEmptyHint', { days })} />
  return (
    <>
      <HeatTable grid={grid} minCohort={minCohort} chosen={chosen} onChoose={setChosen} />
      <div className={classes.under}>
        <p className={classes.sentence} role="status">
          {grid.told === 0 && chosen === null ? (
            t('heatAllSmall', { min: minCohort })
          ) : (
            <SlotSentence grid={grid} chosen={chosen} min={minCohort} />
          )}
        </p>
        <Legend min={minCohort} />
      </div>
      <HowCounted formula={t('heatFormula')} caveat={t('heatCaveat', { min: minCohort })} />
      <p className={classes.scope}>{t('heatScope', { shows, censored, zone: timeZone })}</p>
    </>
  )
}

function SlotSentence(props: { grid: HeatGrid; chosen: SlotName | null; min: number }): string {
  const { grid, chosen, min } = props
  const { t } = useTranslation('across')
  const words = useMetricWords()
  const dates = useReportDates()
  const row = grid.rows.find(({ weekday }) => weekday === chosen?.weekday)
  const cell = row?.cells[grid.hours.indexOf(chosen?.hour ?? -1)]
  if (!cell || cell.kind === 'none') return t('cellHint')
  const { weekday, hour, shows, cohort } = cell.slot
  const said = { day: dates.weekday(weekday), hour, shows, cohort: words.count(cohort) }
  return cell.kind === 'small'
    ? t('cellSmall', { ...said, min })
    : t('cellSentence', {
        ...said,
        returners: words.count(cell.returners),
        rate: words.percent(cell.rate),
      })
}

function Legend({ min }: { min: number }) {
  const { t } = useTranslation('across')
  return (
    <div className={classes.legend} aria-hidden>
      <span>{t('legendLow')}</span>
      {[0, 1 / 3, 2 / 3, 1].map((strength) => (
        <span key={strength} className={classes.swatch} style={{ background: heatColour(strength) }} />
      ))}
      <span>{t('legendHigh')}</span>
      <span className={classes.swatch} data-kind="small" />
      <span>{t('legendSmall', { min })}</span>
    </div>
  )
}
