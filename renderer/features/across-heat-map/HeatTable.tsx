import { useTranslation } from 'react-i18next'

import type { HeatDay } from '#shared/domain/review/across/across.ts'
import { useMetricWords } from '#renderer/ui/use-metric-words.ts'
import { useReportDates } from '#renderer/ui/use-report-dates.ts'
import { heatColour, type HeatCell, type HeatGrid } from './heat-grid.ts'
import classes from './heat-map.module.css'

export interface SlotName {
  readonly weekday: number
  readonly hour: number
}

/** Weekday by hour. It is a table: each cell says its rate and its people, and the colour only says it again. */
export function HeatTable(props: {
  grid: HeatGrid
  minCohort: number
  chosen: SlotName | null
  onChoose: (slot: SlotName) => void
}) {
  const { grid, minCohort, chosen, onChoose } = props
  const { t } = useTranslation('across')
  const dates = useReportDates()
  return (
    <div className={classes.scroller}>
      <table className={classes.heat} aria-label={t('heat')}>
        <thead>
          <tr>
            <td />
            {grid.hours.map((hour) => (
              <th key={hour} scope="col">
                {t('hour', { hour })}
              </th>
            ))}
            <th scope="col" className={classes.wholeDay}>
              {t('wholeDay')} <span className={classes.quiet}>{t('wholeDayHint')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {grid.rows.map(({ weekday, cells, day }) => (
            <tr key={weekday} data-quiet={cells.every(({ kind }) => kind === 'none')}>
              <th scope="row">{dates.weekday(weekday)}</th>
              {cells.map((cell, column) => {
                const hour = grid.hours[column] ?? 0
                return (
                  <td key={hour}>
                    <Cell
                      cell={cell}
                      minCohort={minCohort}
                      chosen={chosen?.weekday === weekday && chosen.hour === hour}
                      onChoose={() => onChoose({ weekday, hour })}
                    />
                  </td>
                )
              })}
              <td className={classes.wholeDay}>
                {day === null ? null : <WholeDay day={day} min={minCohort} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell(props: { cell: HeatCell; minCohort: number; chosen: boolean; onChoose: () => void }) {
  const { cell, minCohort, chosen, onChoose } = props
  const { t } = useTranslation('across')
  const words = useMetricWords()
  switch (cell.kind) {
    case 'none':
      return (
        <span className={classes.none} title={t('noShow')}>
          <span aria-hidden>·</span>
          <span className={classes.unseen}>{t('noShow')}</span>
        </span>
      )
    case 'small':
      return (
        <button
          type="button"
          className={classes.cell}
          data-kind="small"
          aria-pressed={chosen}
          onClick={onChoose}
        >
          <span>{t('tooFew')}</span>
          <span className={classes.people}>{t('tooFewCell', { n: cell.slot.cohort, min: minCohort })}</span>
        </button>
      )
    case 'told':
      return (
        <button
          type="button"
          className={classes.cell}
          data-kind="told"
          aria-pressed={chosen}
          style={{ background: heatColour(cell.strength) }}
          onClick={onChoose}
        >
          <span className={classes.rate}>{words.percent(cell.rate)}</span>
          <span className={classes.people}>{t('cellPeople', { n: words.count(cell.slot.cohort) })}</span>
        </button>
      )
    default:
      return cell satisfies never
  }
}

function WholeDay({ day, min }: { day: HeatDay; min: number }) {
  const { t } = useTranslation('across')
  const words = useMetricWords()
  if (day.rate === null)
    return <span className={classes.quiet}>{t('tooFewCell', { n: day.cohort, min })}</span>
  return (
    <>
      <span className={classes.rate}>{words.percent(day.rate)}</span>{' '}
      <span className={classes.people}>{t('cellPeople', { n: words.count(day.cohort) })}</span>
      {day.watchMsPerViewer === null ? null : (
        <div className={classes.people}>{t('watchEach', { span: words.span(day.watchMsPerViewer) })}</div>
      )}
    </>
  )
}
