import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'

/** Days and times of a report in the page's language, on this device's clock. */
export interface ReportDates {
  /** "11月3日 周二", with the year where it is not this one. */
  readonly day: (atMs: number) => string
  /** "2026年11月3日 周二 20:00". */
  readonly dayAndTime: (atMs: number) => string
  /** "11/3", for the axis of a chart. */
  readonly short: (atMs: number) => string
  readonly time: (atMs: number) => string
  /** `2026-11` → "2026年11月". */
  readonly month: (month: string) => string
  /** 1 = Monday … 7 = Sunday: "周二". */
  readonly weekday: (weekday: number) => string
}

/** Monday 2024-01-01, noon by UTC: the same day of the week in every zone that is used for formatting here. */
const A_MONDAY_MS = Date.UTC(2024, 0, 1, 12)
const DAY_MS = 86_400_000

export function useReportDates(): ReportDates {
  const { i18n } = useTranslation()
  const { language } = i18n
  return useMemo(() => {
    const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options)
    const date = { month: 'short', day: 'numeric', weekday: 'short' } as const
    const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
    const thisYear = format(date)
    const otherYear = format({ ...date, year: 'numeric' })
    const full = format({ ...date, ...hour, year: 'numeric' })
    const time = format(hour)
    const short = format({ month: 'numeric', day: 'numeric' })
    const month = format({ year: 'numeric', month: 'short', timeZone: 'UTC' })
    const weekday = format({ weekday: 'short', timeZone: 'UTC' })
    return {
      day: (atMs) =>
        (new Date(atMs).getFullYear() === new Date().getFullYear() ? thisYear : otherYear).format(atMs),
      dayAndTime: (atMs) => full.format(atMs),
      short: (atMs) => short.format(atMs),
      time: (atMs) => time.format(atMs),
      month: (text) => month.format(Date.parse(`${text}-01T12:00:00Z`)),
      weekday: (number) => weekday.format(A_MONDAY_MS + (number - 1) * DAY_MS),
    }
  }, [language])
}
