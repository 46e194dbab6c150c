/** A moment on the clock of a time zone. `weekday` 1 is Monday, 7 Sunday; `month` as `2026-11`. */
export interface ZonedTime {
  readonly month: string
  readonly weekday: number
  readonly hour: number
}

/** Clocks of all zones of our days differ by whole quarters of an hour. */
const QUARTER_MS = 15 * 60_000

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
  const read = (atMs: number): ZonedTime => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]))
    return {
      month: `${parts.get('year')}-${parts.get('month')}`,
      weekday: WEEKDAYS.indexOf(parts.get('weekday') ?? '') + 1,
      hour: Number(parts.get('hour')),
    }
  }
  // Formatting is slow, and tens of thousands of orders fall into a few thousand quarters of an hour.
  const known = new Map<number, ZonedTime>()
  return (atMs) => {
    const quarter = Math.floor(atMs / QUARTER_MS)
    let time = known.get(quarter)
    if (!time) known.set(quarter, (time = read(atMs)))
    return time
  }
}
