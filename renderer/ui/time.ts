const two = (value: number): string => String(value).padStart(2, '0')

/** A running show: 2530000 → "00:42:10". Negative spans count as none. */
export function formatClock(spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / 1000))
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** A short span: 250000 → "04:10", 4210000 → "70:10". */
export function formatMinutes(spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / 1000))
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

/** Over or under a plan, with its sign: 80500 → "+01:20", -30000 → "−00:30". */
export function formatOver(spanMs: number): string {
  const seconds = Math.floor(spanMs / 1000)
  return `${seconds < 0 ? '−' : '+'}${formatMinutes(Math.abs(seconds) * 1000)}`
}

/** Time of day on this device's clock: "20:31:05". */
export function formatTimeOfDay(atMs: number): string {
  const date = new Date(atMs)
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
