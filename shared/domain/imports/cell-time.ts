import { bad, EMPTY, good, isNothing, plainText, type Cell, type CellUnit, type CellValue } from './cell.ts'

/** What a clock on the wall shows; `month` 1 to 12. */
export interface WallTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** The moment (ms) at which clocks of the seller's place show this. */
export type LocalMs = (wall: WallTime) => number

const DAY_SECONDS = 86_400
/** Day 0 of spreadsheets, with their leap day of 1900 that never was: right from March 1900 on. */
const SERIAL_EPOCH_DAY = -25_569
/** 1954 to 2119: numbers beyond are no serial days. */
const SERIAL_MIN = 20_000
const SERIAL_MAX = 80_500

const DATE =
  /^(\d{4})(?:[-/.]|年)\s*(\d{1,2})(?:[-/.]|月)\s*(\d{1,2})日?(?:[T\s]*(上午|下午|am|pm)?\s*(\d{1,2})(?::|时|点)(\d{1,2})?(?:(?::|分)(\d{1,2})?秒?)?(?:\.\d+)?分?\s*(am|pm)?)?\s*(z|[+-]\d{2}:?\d{2})?$/i
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/

/**
 * A moment in ms: `2026-11-02 10:20:33`, `2026/11/2`, `2026年11月2日 10时20分`, `20261102`, ISO with an offset, the
 * serial day of a spreadsheet, or seconds or ms since 1970. Whatever says no time zone is the seller's local time.
 */
export function parseDate(cell: Cell, localMs: LocalMs): CellValue<number> {
  const text = plainText(cell)
  if (isNothing(text) || /^0{4}[-/]0{1,2}[-/]0{1,2}/.test(text)) return EMPTY
  const compact = COMPACT.exec(text)
  if (compact) {
    const wall = wallOf(compact.slice(1, 4), compact.slice(4, 7))
    if (wall) return good(localMs(wall))
  }
  if (/^\d+(?:\.\d+)?$/.test(text)) return fromNumber(Number(text), localMs)
  const match = DATE.exec(text)
  if (!match) return bad('notDate')
  const half = (match[4] ?? match[8] ?? '').toLowerCase()
  const wall = wallOf(match.slice(1, 4), [halfDay(match[5], half), match[6], match[7]])
  if (!wall) return bad('notDate')
  const offset = match[9]
  return good(offset === undefined ? localMs(wall) : utcOf(wall) - offsetMs(offset))
}

function fromNumber(value: number, localMs: LocalMs): CellValue<number> {
  if (value >= SERIAL_MIN && value <= SERIAL_MAX) return good(localMs(wallOfSerial(value)))
  if (value >= 1e12 && value < 5e12) return good(Math.round(value))
  if (value >= 1e9 && value < 5e9) return good(Math.round(value * 1_000))
  return bad('notDate')
}

function wallOfSerial(serial: number): WallTime {
  const seconds = Math.round(serial * DAY_SECONDS)
  const day = Math.floor(seconds / DAY_SECONDS)
  const rest = seconds - day * DAY_SECONDS
  return {
    ...dateOfDay(SERIAL_EPOCH_DAY + day),
    hour: Math.floor(rest / 3_600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
  }
}

function halfDay(hour: string | undefined, half: string): string | undefined {
  if (hour === undefined) return undefined
  const value = Number(hour)
  if ((half === '下午' || half === 'pm') && value < 12) return String(value + 12)
  if ((half === '上午' || half === 'am') && value === 12) return '0'
  return hour
}

type Part = string | undefined

/** Null for what no calendar and no clock shows. */
function wallOf(date: readonly Part[], time: readonly Part[]): WallTime | null {
  const [year = 0, month = 0, day = 0] = date.map(Number)
  const [hour = 0, minute = 0, second = 0] = time.map((part) => Number(part ?? 0))
  const wall = { year, month, day, hour, minute, second }
  const there = dateOfDay(dayOf(wall))
  const isReal =
    year >= 1900 &&
    year < 2200 &&
    there.month === month &&
    there.day === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60
  return isReal ? wall : null
}

const utcOf = (wall: WallTime): number =>
  (((dayOf(wall) * 24 + wall.hour) * 60 + wall.minute) * 60 + wall.second) * 1_000

type CalendarDate = Pick<WallTime, 'year' | 'month' | 'day'>

/** Days since 1970-01-01 (H. Hinnant, chrono-compatible low-level date algorithms: days_from_civil). */
function dayOf({ year, month, day }: CalendarDate): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  )
}

/** The other way round: civil_from_days. */
function dateOfDay(days: number): CalendarDate {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

function offsetMs(offset: string): number {
  if (/^z$/i.test(offset)) return 0
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? []
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000
  return sign === '-' ? -ms : ms
}

const BIRTHDAY_WITH_YEAR = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:[T\s].*)?$/
const BIRTHDAY = /^(\d{1,2})(?:[-/.]|月)(\d{1,2})[日号]?$/

/** `05-20` or `1990-05-20` from `5月20日`, `1990/5/20`, `19900520` or a serial day. The 29th of February is a day. */
export function parseBirthday(cell: Cell): CellValue<string> {
  const text = plainText(cell)
  if (isNothing(text) || text.startsWith('0000')) return EMPTY
  const whole = BIRTHDAY_WITH_YEAR.exec(text) ?? COMPACT.exec(text)
  if (whole) return birthdayOf(whole[1], whole[2], whole[3])
  const short = BIRTHDAY.exec(text)
  if (short) return birthdayOf(undefined, short[1], short[2])
  const serial = Number(text)
  if (!(serial >= 1 && serial <= SERIAL_MAX)) return bad('notBirthday')
  const wall = wallOfSerial(serial)
  return birthdayOf(String(wall.year), String(wall.month), String(wall.day))
}

function birthdayOf(year: Part, month: Part, day: Part): CellValue<string> {
  // A leap year stands in for the one nobody told.
  if (!wallOf([year ?? '2000', month, day], [])) return bad('notBirthday')
  const monthDay = `${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`
  return good(year === undefined ? monthDay : `${year}-${monthDay}`)
}

const CLOCK = /^(?:(\d+):)?(\d{1,3}):(\d{1,2})(?:\.\d+)?$/
const WORDS =
  /^(?:(\d+(?:\.\d+)?)\s*(?:小时|时|h(?:ours?|rs?)?))?\s*(?:(\d+(?:\.\d+)?)\s*(?:分钟|分|m(?:in(?:utes?|s)?)?|['′]))?\s*(?:(\d+(?:\.\d+)?)\s*(?:秒钟|秒|s(?:ec(?:onds?|s)?)?|["″]))?$/i
const UNIT_MS = { ms: 1, second: 1_000, minute: 60_000, hour: 3_600_000 } as const

/**
 * A length of time in ms: `5:00`, `00:05:00`, `5分钟`, `1小时30分`, `90s`. A bare number is in `unit`, in seconds when
 * the heading says none; one below 1 is the part of a day that spreadsheets keep.
 */
export function parseDuration(cell: Cell, unit: CellUnit | null = null): CellValue<number> {
  const text = plainText(cell)
  if (isNothing(text)) return EMPTY
  const clock = CLOCK.exec(text)
  if (clock) {
    const [, hours, minutes, seconds] = clock
    if (Number(seconds) > 59 || (hours !== undefined && Number(minutes) > 59)) return bad('notDuration')
    return good(((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000)
  }
  if (/^\d+(?:\.\d+)?$/.test(text)) {
    const value = Number(text)
    if (value > 0 && value < 1 && unit === null) return good(Math.round(value * 86_400) * 1_000)
    const perUnit = unit === 'ms' || unit === 'minute' || unit === 'hour' ? UNIT_MS[unit] : UNIT_MS.second
    return good(Math.round(value * perUnit))
  }
  const words = WORDS.exec(text)
  if (!words) return shownTime(text)
  const [, hours = '0', minutes = '0', seconds = '0'] = words
  return good(Math.round((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000))
}

/** A cell formatted as a time of day comes as that time on day 0 of spreadsheets: `1899-12-31 00:05:00`. */
function shownTime(text: string): CellValue<number> {
  const time = /^(?:1899-12-3[01]|1900-01-0[01]) (\d{2}:\d{2}:\d{2})$/.exec(text)?.[1]
  return time === undefined ? bad('notDuration') : parseDuration(time)
}
