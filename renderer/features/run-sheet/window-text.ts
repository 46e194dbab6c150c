import { formatTimeOfDay } from '#renderer/ui/time.ts'

/** When a live price holds, on this device's clock: "11-22 20:00 – 22:30"; empty when it always does. */
export function formatWindow(fromMs: number | null, untilMs: number | null): string {
  if (fromMs === null && untilMs === null) return ''
  const sameDay =
    fromMs !== null &&
    untilMs !== null &&
    new Date(fromMs).toDateString() === new Date(untilMs).toDateString()
  const from = fromMs === null ? '' : `${dayOf(fromMs)} ${minuteOf(fromMs)}`
  const until = untilMs === null ? '' : sameDay ? minuteOf(untilMs) : `${dayOf(untilMs)} ${minuteOf(untilMs)}`
  return `${from} – ${until}`.trim()
}

const minuteOf = (atMs: number): string => formatTimeOfDay(atMs).slice(0, 5)

function dayOf(atMs: number): string {
  const date = new Date(atMs)
  return `${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}
