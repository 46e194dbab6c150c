/**
 * Ids of sessions are file names that people read: date and time of creation in local time, then four random
 * characters so that two in one minute differ. `random` gives numbers in [0, 1).
 */
export function newSessionId(nowMs: number, random: () => number): string {
  const at = new Date(nowMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const suffix = Array.from({ length: 4 }, () => Math.floor(random() * 36).toString(36)).join('')
  return `${day}-${two(at.getHours())}${two(at.getMinutes())}-${suffix}`
}

/** What a session id may look like wherever one comes from outside: a path is built from it. */
export const SESSION_ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,63}$/
