import { describe, expect, it } from 'vitest'

import { heatGrid } from './heat-grid.ts'

const slot = (weekday: number, hour: number, rate: number | null, cohort = 100) => ({
  weekday,
  hour,
  shows: 1,
  cohort,
  returners: rate === null ? null : Math.round(cohort * rate),
  rate,
})

describe('the heat map of hours of the week', () => {
  it('covers the hours between the earliest and the latest show, and all seven days', () => {
    const grid = heatGrid({ slots: [slot(2, 19, 0.2), slot(6, 22, 0.4)], weekdays: [] })
    expect(grid.hours).toEqual([19, 20, 21, 22])
    expect(grid.rows).toHaveLength(7)
    expect(grid.rows[0]?.cells.every(({ kind }) => kind === 'none')).toBe(true)
  })

  it('colours what tells something by its place between the lowest and the highest rate', () => {
    const grid = heatGrid({ slots: [slot(1, 20, 0.2), slot(2, 20, 0.3), slot(3, 20, 0.4)], weekdays: [] })
    const strengths = grid.rows.slice(0, 3).map(({ cells: [cell] }) => cell?.kind === 'told' && cell.strength)
    expect(strengths).toEqual([0, expect.closeTo(0.5), 1])
    expect(heatGrid({ slots: [slot(1, 20, 0.2)], weekdays: [] }).rows[0]?.cells[0]).toMatchObject({
      strength: 0.5,
    })
  })

  it('a cell with too few people has no rate and no colour', () => {
    const grid = heatGrid({ slots: [slot(5, 20, null, 12)], weekdays: [] })
    expect(grid.rows[4]?.cells[0]).toEqual({ kind: 'small', slot: slot(5, 20, null, 12) })
    expect(grid.told).toBe(0)
  })

  it('without shows there are no hours', () => {
    expect(heatGrid({ slots: [], weekdays: [] })).toMatchObject({ hours: [], told: 0 })
  })
})
