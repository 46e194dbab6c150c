import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'

import { openLibrary } from '../library/library.ts'
import { openEventTexts } from '../log/event-texts.ts'
import { openSessionLogWriter } from '../log/log-writer.ts'
import { createdEntry, danmakuEntries, danmakuEntry } from '../log/testing/entries.ts'
import { tempFolder } from '../storage/testing/temp-folder.ts'
import { createCollectorClient } from './collector-client.ts'
import { sendSession, type SendOptions } from './send-session.ts'
import { SyncError } from './sync-error.ts'
import { startFaultyCollector, type FaultyCollector } from './testing/faulty-collector.ts'

const TOKEN = 'token-of-the-studio'
const HEAD = {
  title: '周二场',
  kind: 'show',
  phase: 'ended',
  createdAtMs: 1,
  liveAtMs: 2,
  endedAtMs: 3,
} as const

async function aStudio(events: number) {
  const folder = tempFolder()
  const file = join(folder, 'show.db')
  const log = openSessionLogWriter(file, { create: true })
  log.append([createdEntry('show'), ...danmakuEntries(2, events)])
  log.close()
  const { library } = openLibrary(join(folder, 'library.db'))
  onTestFinished(library.close)
  const collector = await startFaultyCollector(TOKEN)
  onTestFinished(collector.close)
  const book = library.sync
  const send = async (more: Partial<SendOptions> = {}): Promise<void> => {
    const client = createCollectorClient({ address: collector.url, token: TOKEN })
    try {
      await sendSession({
        collector: client,
        book,
        sessionId: 'show',
        file,
        head: () => HEAD,
        nowMs: () => 1_000,
        signal: new AbortController().signal,
        ...more,
      })
    } finally {
      client.close()
    }
  }
  return { file, book, collector, send, address: collector.url }
}

/** The collector's rows of the show next to the log's; those that it was told to do without as `withheld`. */
function compared(collector: FaultyCollector, file: string, withheld: readonly number[] = []) {
  const log = openEventTexts(file)
  const rows = collector.rows.get('show')?.values() ?? []
  const there = [...rows].toSorted((a, b) => a.seq - b.seq)
  const here = log.after(0, 1_000_000).map(({ seq, json }): unknown => {
    return withheld.includes(seq) ? seq : JSON.parse(json ?? '')
  })
  log.close()
  return { there: there.map((row): unknown => ('withheld' in row ? row.seq : row)), here }
}

function expectSame(collector: FaultyCollector, file: string, withheld: readonly number[] = []): void {
  const { there, here } = compared(collector, file, withheld)
  expect(there).toEqual(here)
}

const problemOf = async (work: Promise<void>): Promise<string> => {
  try {
    await work
    return 'none'
  } catch (error) {
    return error instanceof SyncError ? error.problem : String(error)
  }
}

describe('a log on its way to the collector', () => {
  it('arrives whole, packed to a fifth of its JSON or less', async () => {
    const { collector, send, file, book, address } = await aStudio(12_000)
    let raw = 0
    let wire = 0
    await send({
      onSent: (sent) => {
        raw += sent.rawBytes
        wire += sent.wireBytes
      },
    })
    expectSame(collector, file)
    expect(book.cursor(address, 'show')).toBe(12_000)
    expect(collector.seen.map(({ encoding }) => encoding)).toEqual(['identity', 'zstd', 'zstd', 'zstd'])
    expect(wire / raw).toBeLessThanOrEqual(0.2)
  })

  it('goes on where the collector left off, whatever the book says', async () => {
    const { collector, send, file, book, address } = await aStudio(300)
    await send()
    // The collector was restored from a backup.
    for (const seq of Array.from({ length: 200 }, (_, index) => 101 + index))
      collector.rows.get('show')!.delete(seq)
    book.moveCursor(address, 'show', 250)
    await send()
    expectSame(collector, file)
    // The library was restored from a backup: all is there already.
    book.moveCursor(address, 'show', 0)
    const requests = collector.seen.length
    await send()
    expect(collector.seen.length).toBe(requests + 1)
    expect(book.cursor(address, 'show')).toBe(300)
  })

  it('speaks gzip with a collector that knows no zstd', async () => {
    const { collector, send, file } = await aStudio(50)
    collector.encodings = ['gzip']
    await send()
    expectSame(collector, file)
    expect(collector.seen.at(-1)?.encoding).toBe('gzip')
  })

  it('comes in smaller batches when they are too large, and no event is blamed when not even a placeholder is taken', async () => {
    const { collector, send, file, book, address } = await aStudio(100)
    collector.maxEvents = 7
    await send()
    expectSame(collector, file)
    collector.maxEvents = 0
    book.moveCursor(address, 'show', 0)
    collector.rows.clear()
    expect(await problemOf(send())).toBe('stuck')
    // It is not the event's fault: nothing is held back for it.
    expect(book.withheld(address, 'show')).toEqual([])
  })

  it('says of each failure what it is', async () => {
    const { collector, send } = await aStudio(3)
    const kinds = async (fault: FaultyCollector['faults'][number]): Promise<string> => {
      collector.faults.push(fault)
      return problemOf(send())
    }
    expect(await kinds({ status: 401 })).toBe('unauthorized')
    expect(await kinds({ status: 403 })).toBe('forbidden')
    expect(await kinds({ status: 429, headers: { 'retry-after': '7' } })).toBe('busy')
    expect(await kinds({ status: 503 })).toBe('busy')
    expect(await kinds({ status: 502 })).toBe('serverError')
    expect(await kinds({ status: 301, headers: { location: 'https://elsewhere.example' } })).toBe(
      'notCollector',
    )
    expect(await kinds({ status: 200, body: { hello: 'from a captive portal' } })).toBe('notCollector')
    expect(await kinds({ status: 409, body: {} })).toBe('refused')
    await collector.close()
    expect(await problemOf(send())).toBe('unreachable')
  })
})

describe('events that a collector refuses', () => {
  it('are held back and listed, and go in their place when they are sent once more', async () => {
    const { collector, send, file, book, address } = await aStudio(40)
    collector.refuses = (row) => ('withheld' in row || row.seq !== 17 ? null : 'no such text')
    await send()
    expectSame(collector, file, [17])
    expect(book.withheld(address, 'show')).toEqual([
      { seq: 17, type: 'danmakuReceived', reason: 'no such text', foundAtMs: 1_000 },
    ])
    collector.refuses = () => null
    book.replace(address, 'show', [17])
    book.release(address, 'show', [17])
    await send()
    expectSame(collector, file)
    expect(book.replacements(address, 'show', 10)).toEqual([])
  })
})

describe('events that were changed after they were sent', () => {
  it('take the place of what the collector holds, also when it has lost some', async () => {
    const { collector, send, file, book, address } = await aStudio(30)
    await send()
    const rows = collector.rows.get('show')!
    rows.set(5, { seq: 5, withheld: 'old' })
    rows.set(25, { seq: 25, withheld: 'old' })
    rows.delete(29)
    rows.delete(30)
    book.replaceEverywhere('show', [5, 25, 30])
    await send()
    expectSame(collector, file)
    expect(book.replacements(address, 'show', 10)).toEqual([])
  })

  it('go again when they change once more while on their way', async () => {
    const { collector, send, book, address } = await aStudio(10)
    await send()
    book.replaceEverywhere('show', [3])
    collector.onRequest = ({ method }) => {
      if (method !== 'PUT') return
      collector.onRequest = () => undefined
      book.replaceEverywhere('show', [3])
    }
    await send()
    expect(collector.seen.filter(({ method }) => method === 'PUT')).toHaveLength(2)
    expect(book.replacements(address, 'show', 10)).toEqual([])
  })

  it('leave no old words at the collector when their new ones are refused', async () => {
    const { collector, send, book, address } = await aStudio(10)
    await send()
    collector.refuses = (row) => ('withheld' in row ? null : 'refused')
    book.replaceEverywhere('show', [3, 9])
    await send()
    expect(collector.rows.get('show')!.get(3)).toEqual({ seq: 3, withheld: 'refused' })
    expect(book.withheld(address, 'show').map(({ seq }) => seq)).toEqual([3, 9])
  })
})

it('says of a log with a person in capitals what the collector gets: the very text of the log', async () => {
  const { file } = await aStudio(2)
  const log = openSessionLogWriter(file, { create: false })
  log.append([danmakuEntry(3, { text: '换行\n"引号"\u2028😀\ud800' })])
  const [event] = log.eventsAfter(2, 1)
  log.close()
  const texts = openEventTexts(file)
  expect(JSON.parse(texts.of([3])[0]!.json!)).toEqual(event)
  texts.close()
})
