import Database from 'better-sqlite3'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'

import { pushRequestSchema } from '#shared/protocol/collector.ts'
import { SYNC } from '../library/migrations/90-sync.ts'
import { syncBook } from '../library/sync-book.ts'
import { openSessionLogWriter } from '../log/log-writer.ts'
import { createdEntry, danmakuEntries } from '../log/testing/entries.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import type { CollectorClient, PushOutcome } from './collector-client.ts'
import { afterInvalid, afterTooLarge } from './narrow.ts'
import { sendSession } from './send-session.ts'

const EVENTS = 60
const HEAD = {
  title: '',
  kind: 'show',
  phase: 'ended',
  createdAtMs: 1,
  liveAtMs: 2,
  endedAtMs: 3,
} as const

type Naming = 'all' | 'first' | 'none' | 'others'

/** A collector without a network: what it holds, and how it refuses. */
function pickyCollector(poisoned: readonly number[], naming: Naming, maxEvents: number) {
  const held: number[] = []
  let requests = 0
  const answer = (events: readonly object[], seqs: readonly number[]): PushOutcome => {
    requests++
    if (events.length > maxEvents) return { kind: 'tooLarge' }
    const bad = seqs.filter((seq, index) => poisoned.includes(seq) && !('withheld' in (events[index] ?? {})))
    if (bad.length > 0) {
      const named = { all: bad, first: bad.slice(0, 1), none: [], others: [100_000, 0] }[naming]
      return { kind: 'invalid', named: named.map((seq) => ({ seq, reason: 'poisoned' })), reason: 'no' }
    }
    held.push(...seqs.filter((seq) => seq > (held.at(-1) ?? 0)))
    return { kind: 'stored', highestSeq: held.at(-1) ?? 0 }
  }
  const client: CollectorClient = {
    address: 'http://collector',
    token: '',
    agent: new Agent(),
    highestSeq: () => Promise.resolve(held.at(-1) ?? 0),
    check: () => Promise.resolve(),
    close: () => undefined,
    send: (_method, _sessionId, { bytes }) => {
      const { events } = pushRequestSchema.parse(JSON.parse(zstdDecompressSync(bytes).toString()))
      return Promise.resolve(
        answer(
          events,
          events.map(({ seq }) => seq),
        ),
      )
    },
  }
  return { client, held, requests: () => requests }
}

it('finds exactly the poisoned events, however the collector names them and however little it takes at once', async () => {
  const file = join(tempFolder(), 'show.db')
  const log = openSessionLogWriter(file, { create: true })
  log.append([createdEntry('show'), ...danmakuEntries(2, EVENTS)])
  log.close()

  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: EVENTS }), { maxLength: 8 }),
      fc.constantFrom<Naming>('all', 'first', 'none', 'others'),
      fc.integer({ min: 1, max: EVENTS }),
      fc.integer({ min: 1, max: EVENTS }),
      async (drawn, naming, maxEvents, batchEvents) => {
        const poisoned = drawn.toSorted((a, b) => a - b)
        const { client, held, requests } = pickyCollector(poisoned, naming, maxEvents)
        const db = new Database(':memory:')
        db.exec(SYNC.sql)
        const book = syncBook(db)
        await sendSession({
          collector: client,
          book,
          sessionId: 'show',
          file,
          head: () => HEAD,
          nowMs: () => 1,
          signal: new AbortController().signal,
          batchEvents: () => batchEvents,
        })
        expect(book.withheld(client.address, 'show').map(({ seq }) => seq)).toEqual(poisoned)
        expect(held).toEqual(Array.from({ length: EVENTS }, (_, index) => index + 1))
        // Every request sends something, holds one event back or halves a batch: far fewer than one by one for each.
        expect(requests()).toBeLessThanOrEqual(2 * EVENTS + 16 * (poisoned.length + 1))
        db.close()
      },
    ),
    { numRuns: 80 },
  )
})

it('says what stands alone in words that the wire takes', () => {
  const withheld = new Map<number, string>()
  expect(afterInvalid({ firstSeq: 5, count: 1 }, [], withheld, '  ')).toEqual({
    kind: 'withhold',
    entries: [{ seq: 5, reason: 'refused without a reason' }],
  })
  const long = afterInvalid({ firstSeq: 5, count: 9 }, [{ seq: 6, reason: '长'.repeat(500) }], withheld, '')
  expect(long.kind === 'withhold' && long.entries[0]?.reason.length).toBe(200)
  expect(afterTooLarge({ firstSeq: 5, count: 9 }, withheld)).toEqual({ kind: 'smaller', count: 5 })
  expect(afterTooLarge({ firstSeq: 5, count: 1 }, new Map([[5, 'x']]))).toEqual({ kind: 'stuck' })
})
