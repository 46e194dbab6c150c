import { open } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { fileWriter, parquetWriteRows } from 'hyparquet-writer'

import type { RawEvent } from '#shared/domain/session/event.ts'
import type { SessionLogReader } from '../log/log-types.ts'
import type { Begin } from './begin.ts'

/** Events between two looks at whether to stop; a page of the log. */
const PAGE = 1_000
/** Rows that a Parquet file is written by: this many are in memory at once. */
const ROW_GROUP = 10_000

/** Every event in order, one JSON object a line: what `huitou log` prints. */
export async function writeJsonLines(log: SessionLogReader, begin: Begin): Promise<void> {
  const file = await open(begin.path, 'wx', begin.mode)
  try {
    for await (const events of pagesOf(log, begin)) {
      await file.write(`${events.map((event) => JSON.stringify(event)).join('\n')}\n`)
    }
  } finally {
    await file.close()
  }
}

/**
 * Every event in order as Parquet: `seq`, `at` (a timestamp, UTC), `type`, `version`, `actor_role`, `actor_id`,
 * `actor_name`, and `body` as JSON text. Compressed by Snappy, the one codec that every reader has.
 */
export async function writeParquet(log: SessionLogReader, begin: Begin): Promise<void> {
  await (await open(begin.path, 'wx', begin.mode)).close()
  await parquetWriteRows({
    writer: fileWriter(begin.path),
    rows: parquetRows(pagesOf(log, begin)),
    columns: [
      { name: 'seq', type: 'INT64', nullable: false },
      { name: 'at', type: 'TIMESTAMP', nullable: false },
      { name: 'type', type: 'STRING', nullable: false },
      { name: 'version', type: 'INT32', nullable: false },
      { name: 'actor_role', type: 'STRING', nullable: false },
      { name: 'actor_id', type: 'STRING', nullable: false },
      { name: 'actor_name', type: 'STRING', nullable: false },
      { name: 'body', type: 'STRING', nullable: false },
    ],
    rowGroupSize: ROW_GROUP,
    createdBy: 'Huitou Studio',
  })
}

async function* parquetRows(pages: AsyncIterable<readonly RawEvent[]>) {
  for await (const events of pages) {
    for (const { seq, atMs, type, version, actor, body } of events) {
      yield {
        seq: BigInt(seq),
        at: new Date(atMs),
        type,
        version,
        actor_role: actor.role,
        actor_id: actor.id,
        actor_name: actor.name,
        body: JSON.stringify(body),
      }
    }
  }
}

/** The log as far as it goes when reading begins: a running show does not keep an export from ending. */
async function* pagesOf(
  log: SessionLogReader,
  { onRows, signal, giveWay }: Begin,
): AsyncGenerator<readonly RawEvent[]> {
  const lastSeq = log.lastSeq()
  for (let after = 0; after < lastSeq;) {
    signal?.throwIfAborted()
    const events = log.eventsAfter(after, Math.min(PAGE, lastSeq - after))
    if (events.length === 0) return
    yield events
    after = events.at(-1)?.seq ?? lastSeq
    onRows(events.length)
    await (giveWay ?? setImmediate)()
  }
}
