/** A moment on the clock of a time zone. `weekday` 1 is Monday, 7 Sunday; `month` as `2026-11`. */
export interface ZonedTime {
  readonly month: string
  readonly weekday: number
  readonly hour: number
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Reads moments (ms since the epoch) on the clock of an IANA time zone. Throws RangeError for an unknown zone. */
export function zonedTimes(timeZone: string): (atMs: number) => ZonedTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
  })
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]))
    return {
      month: `${parts.get('year')}-${parts.get('month')}`,
      weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1,
      hour: Number(parts.get('hour')),
    }
  }
}
