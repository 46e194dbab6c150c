import type { SyncedEvent, WithheldEvent } from '#shared/protocol/collector.ts'

/** What `eventLines` gives, as a target of COPY. */
export const EVENT_COLUMNS =
  'event (session_key, seq, at_ms, month, version, type, viewer, actor, body, withheld)'

/** Characters that mean something in COPY's text format. JSON brings only the backslash. */
const SPECIAL = /[\\\t\n\r]/g
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

const escaped = (text: string): string => text.replace(SPECIAL, (found) => ESCAPES[found] ?? found)

/** PostgreSQL stores neither U+0000 nor half a surrogate pair in a text. */
export const storable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** For texts that are read by people or compared with their like: what cannot be stored is shown as such. */
export const asStorable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')

/**
 * The viewer an event is about, for counting people; null when it is about none. Keys that cannot be stored as they
 * are become their JSON, which is different for different keys.
 */
export function viewerOf({ userId, order }: Readonly<Record<string, unknown>>): string | null {
  const id = userId ?? (isRecord(order) ? order['userId'] : undefined)
  if (typeof id !== 'string') return null
  return storable(id) ? id : JSON.stringify(id)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const NULL = '\\N'

/** The rows of events as lines of COPY's text format. Throws a RangeError for a body nested too deeply to be written. */
export function eventLines(
  sessionKey: string,
  month: string,
  events: readonly (SyncedEvent | WithheldEvent)[],
): string {
  let lines = ''
  for (const event of events) {
    if ('withheld' in event) {
      lines += `${sessionKey}\t${event.seq}\t${NULL}\t${month}\t${NULL}\t${NULL}\t${NULL}\t${NULL}\t${NULL}\t${escaped(asStorable(event.withheld))}\n`
    } else {
      const viewer = viewerOf(event.body)
      const actor = escaped(JSON.stringify(event.actor))
      const body = escaped(JSON.stringify(event.body))
      lines += `${sessionKey}\t${event.seq}\t${event.atMs}\t${month}\t${event.version}\t${escaped(event.type)}\t${viewer === null ? NULL : escaped(viewer)}\t${actor}\t${body}\t${NULL}\n`
    }
  }
  return lines
}
