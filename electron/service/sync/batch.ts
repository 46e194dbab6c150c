import { promisify } from 'node:util'
import { gzip, zstdCompress } from 'node:zlib'

import { SYNC_BATCH_EVENTS_MAX, type SessionHead } from '#shared/protocol/collector.ts'
import type { EventText, EventTexts } from '../log/event-texts.ts'

/** How a body travels. zstd packs a log twice as tightly in a third of gzip's time; not every server takes it. */
export type Encoding = 'zstd' | 'gzip'

/** The body of one request. */
export interface WireBody {
  readonly bytes: Buffer
  readonly encoding: Encoding
  /** Length of its JSON before compression. */
  readonly rawBytes: number
}

/** A stretch of a log, ready to be sent. */
export interface Batch {
  readonly firstSeq: number
  readonly count: number
  readonly body: WireBody
  /** Events that the log itself holds as something else than JSON: placeholders stand for them. */
  readonly unreadable: readonly EventText[]
}

/** Read at once; other work of the service goes on in between. */
const PAGE = 500
/** JSON of one batch (bytes); well under what a collector takes. */
const RAW_MAX_BYTES = 4 * 1024 * 1024

export const UNREADABLE = 'the log holds no JSON here'

const compressors = { zstd: promisify(zstdCompress), gzip: promisify(gzip) } as const

export interface BatchOptions {
  readonly log: EventTexts
  readonly head: SessionHead
  readonly encoding: Encoding
  readonly withheld: ReadonlyMap<number, string>
}

/** Reads up to `limit` events after `afterSeq`; null when there are none. Throws LogError. */
export async function makeBatch(
  options: BatchOptions,
  afterSeq: number,
  limit: number,
): Promise<Batch | null> {
  const texts: string[] = []
  const unreadable: EventText[] = []
  let bytes = 0
  let last = afterSeq
  const most = Math.min(limit, SYNC_BATCH_EVENTS_MAX)
  while (texts.length < most && bytes < RAW_MAX_BYTES) {
    const page = options.log.after(last, Math.min(PAGE, most - texts.length))
    for (const event of page) {
      // Sequences have no gaps; one in a salvaged log ends the batch, and the next begins behind it.
      if (texts.length > 0 && event.seq !== last + 1) return finish()
      if (bytes > RAW_MAX_BYTES) break
      const text = textOf(event, options.withheld)
      if (event.json === null && !options.withheld.has(event.seq)) unreadable.push(event)
      bytes += Buffer.byteLength(text) + 1
      texts.push(text)
      last = event.seq
    }
    if (page.length === 0) break
    await nextTurn()
  }
  return finish()

  async function finish(): Promise<Batch | null> {
    if (texts.length === 0) return null
    const firstSeq = last - texts.length + 1
    const json = `{"session":${JSON.stringify(options.head)},"firstSeq":${firstSeq},"events":[${texts.join(',')}]}`
    return { firstSeq, count: texts.length, unreadable, body: await packed(json, options.encoding) }
  }
}

/** The body that replaces events which the collector holds already. */
export async function replacementBody(
  options: Omit<BatchOptions, 'log'>,
  events: readonly EventText[],
): Promise<WireBody> {
  const texts = events.map((event) => textOf(event, options.withheld))
  return packed(`{"session":${JSON.stringify(options.head)},"events":[${texts.join(',')}]}`, options.encoding)
}

function textOf({ seq, json }: EventText, withheld: ReadonlyMap<number, string>): string {
  const reason = withheld.get(seq) ?? (json === null ? UNREADABLE : null)
  return reason === null ? (json ?? '') : JSON.stringify({ seq, withheld: reason })
}

async function packed(json: string, encoding: Encoding): Promise<WireBody> {
  const raw = Buffer.from(json)
  // In the thread pool: a show may be running.
  return { bytes: await compressors[encoding](raw), encoding, rawBytes: raw.length }
}

export const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
