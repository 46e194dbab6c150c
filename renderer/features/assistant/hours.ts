/** Minutes of the day at this computer, which stands where the seller is. */
export function minuteOf(atMs: number): number {
  const date = new Date(atMs)
  return date.getHours() * 60 + date.getMinutes()
}

/** 1410 → 23:30. */
export const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** 23:30 → 1410; null for what is no time. */
export function minuteIn(text: string): number | null {
  const [, hours = '', minutes = ''] = /^(\d{2}):(\d{2})/.exec(text) ?? []
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return null
  return Number(hours) * 60 + Number(minutes)
}
