const two = (value: number): string => String(value).padStart(2, '0')

/** File name of a recording begun at `start`, in local time, so that a person finds it by the clock on the wall. */
export function recordingName(start: Date): string {
  const day = `${start.getFullYear()}${two(start.getMonth() + 1)}${two(start.getDate())}`
  return `program-${day}-${two(start.getHours())}${two(start.getMinutes())}${two(start.getSeconds())}.mp4`
}
