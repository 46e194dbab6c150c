import { SYNC_BATCH_EVENTS_MAX, type SessionHead } from '#shared/protocol/collector.ts'
import type { SyncBook, WithheldEntry } from '../library/sync-book.ts'
import { openEventTexts, type EventText, type EventTexts } from '../log/event-texts.ts'
import { makeBatch, replacementBody, UNREADABLE, type Batch, type Encoding } from './batch.ts'
import type { CollectorClient, PushOutcome } from './collector-client.ts'
import { afterInvalid, afterTooLarge, type NextStep, type Refused } from './narrow.ts'
import { SyncError } from './sync-error.ts'

export interface SendOptions {
  readonly collector: CollectorClient
  readonly book: SyncBook
  readonly sessionId: string
  /** The log's file. */
  readonly file: string
  /** Null: the library does not know the show. */
  readonly head: () => Omit<SessionHead, 'lastSeq'> | null
  readonly nowMs: () => number
  readonly signal: AbortSignal
  /** Asked before each batch; resolves when sending may go on. */
  readonly gate?: () => Promise<void>
  /** Events of one batch at most. */
  readonly batchEvents?: () => number
  readonly onSent?: (sent: Sent) => void
}

export interface Sent {
  /** The collector holds everything up to here. */
  readonly seq: number
  readonly lastSeq: number
  readonly rawBytes: number
  readonly wireBytes: number
}

/** A collector that was restored from a backup makes one; each sender beside this one perhaps another. */
const GAPS_MAX = 20
/** Rounds of pushing and replacing: more only when the collector lacks what it was just sent. */
const ROUNDS_MAX = 3

/**
 * Brings a log to a collector, from where that left off: pushes what it lacks, then replaces what has changed since.
 * Events that it refuses are held back and listed in the book. What was done is in the book at any moment, so that it
 * can be called again after anything. @throws SyncError, LogError, StorageError
 */
export async function sendSession(options: SendOptions): Promise<void> {
  const log = openEventTexts(options.file)
  try {
    const sending = createSending(options, log)
    for (let round = 0; round < ROUNDS_MAX; round++) {
      await sending.push()
      if (await sending.replace()) {
        options.book.reached(options.collector.address, options.sessionId, options.nowMs())
        return
      }
    }
    throw new SyncError('stuck', 'the collector lacks what it was just sent')
  } finally {
    log.close()
  }
}

function createSending(options: SendOptions, log: EventTexts) {
  const { collector, book, sessionId, nowMs, signal } = options
  const { address } = collector
  const withheld = new Map(book.withheld(address, sessionId).map(({ seq, reason }) => [seq, reason]))
  let encoding: Encoding = 'zstd'
  let size = SYNC_BATCH_EVENTS_MAX

  const stopIfAborted = (): void => {
    if (signal.aborted) throw new SyncError('cancelled')
  }
  const head = (): SessionHead => {
    const known = options.head()
    if (!known) throw new SyncError('logUnreadable', 'the library does not know this show')
    return { ...known, title: known.title.slice(0, 200), lastSeq: log.lastSeq() }
  }
  const hold = (entries: readonly WithheldEntry[]): void => {
    book.withhold(address, sessionId, entries)
    for (const { seq, reason } of entries) withheld.set(seq, reason)
  }
  const holdRefused = (refused: readonly Refused[]): void => {
    const types = new Map(log.of(refused.map(({ seq }) => seq)).map(({ seq, type }) => [seq, type]))
    hold(refused.map(({ seq, reason }) => ({ seq, reason, type: types.get(seq) ?? '', foundAtMs: nowMs() })))
  }
  /** The events of a batch that the log itself holds damaged go as placeholders, and are listed like the refused. */
  const holdUnreadable = (events: readonly EventText[]): void => {
    if (events.length === 0) return
    hold(events.map(({ seq, type }) => ({ seq, type, reason: UNREADABLE, foundAtMs: nowMs() })))
  }
  const make = (afterSeq: number): Promise<Batch | null> => {
    const limit = Math.min(size, options.batchEvents?.() ?? size)
    return makeBatch({ log, head: head(), encoding, withheld }, afterSeq, limit)
  }
  /** What a refusal asks for; null when the outcome is none. Throws when nothing can be done. */
  const narrowed = (outcome: PushOutcome, firstSeq: number, count: number): NextStep['kind'] | null => {
    let step: NextStep
    if (outcome.kind === 'invalid')
      step = afterInvalid({ firstSeq, count }, outcome.named, withheld, outcome.reason)
    else if (outcome.kind === 'tooLarge') step = afterTooLarge({ firstSeq, count }, withheld)
    else return null
    if (step.kind === 'stuck') {
      // It is not the event that it does not take.
      book.release(address, sessionId, [firstSeq])
      throw new SyncError('stuck', outcome.kind === 'invalid' ? outcome.reason : 'tooLarge')
    }
    if (step.kind === 'smaller') size = step.count
    else holdRefused(step.entries)
    return step.kind
  }
  const unpackable = (): void => {
    if (encoding === 'gzip') throw new SyncError('refused', 'the collector takes neither zstd nor gzip')
    encoding = 'gzip'
  }

  const push = async (): Promise<void> => {
    // The row of the book comes first: what is forgotten from here on is noted for this collector.
    book.moveCursor(address, sessionId, book.cursor(address, sessionId))
    // What it says counts, not the book: either may have been restored from a backup.
    let cursor = await collector.highestSeq(sessionId, signal)
    book.moveCursor(address, sessionId, cursor)
    let gaps = 0
    let next: Promise<Batch | null> | null = null
    for (;;) {
      await options.gate?.()
      stopIfAborted()
      const batch = await (next ?? make(cursor))
      next = null
      if (!batch) return
      holdUnreadable(batch.unreadable)
      const answer = collector.send('POST', sessionId, batch.body, signal)
      const last = batch.firstSeq + batch.count - 1
      // While that one is on its way the next is read and packed; rarely, it is thrown away.
      const ahead = make(last)
      ahead.catch(() => undefined)
      let outcome: PushOutcome
      try {
        outcome = await answer
      } catch (error) {
        await ahead.catch(() => undefined)
        throw error
      }
      if (outcome.kind === 'unsupported') unpackable()
      else if (outcome.kind === 'gap') {
        // It goes back to what the collector holds; one that says so of everything is sent is not believed for ever.
        if (outcome.highestSeq >= batch.firstSeq - 1 || ++gaps > GAPS_MAX)
          throw new SyncError('stuck', `gap after ${outcome.highestSeq}`)
        cursor = outcome.highestSeq
        book.moveCursor(address, sessionId, cursor)
      } else if (outcome.kind === 'stored') {
        if (outcome.highestSeq < last)
          throw new SyncError('stuck', `stored up to ${outcome.highestSeq} of ${last}`)
        cursor = outcome.highestSeq
        if (cursor === last) next = ahead
        size = Math.min(SYNC_BATCH_EVENTS_MAX, size * 2)
        book.moveCursor(address, sessionId, cursor)
        const { rawBytes, bytes } = batch.body
        options.onSent?.({ seq: cursor, lastSeq: log.lastSeq(), rawBytes, wireBytes: bytes.length })
      } else narrowed(outcome, batch.firstSeq, batch.count)
      if (next === null) await ahead.catch(() => undefined)
    }
  }

  /** False when the collector turns out to lack some of them: push again. */
  const replace = async (): Promise<boolean> => {
    for (;;) {
      await options.gate?.()
      stopIfAborted()
      const limit = Math.min(size, options.batchEvents?.() ?? size, 1_000)
      const marks = book.replacements(address, sessionId, limit)
      if (marks.length === 0) return true
      const events = log.of(marks.map(({ seq }) => seq))
      if (events.length === 0) {
        book.replaced(address, sessionId, marks)
        continue
      }
      holdUnreadable(events.filter(({ seq, json }) => json === null && !withheld.has(seq)))
      const body = await replacementBody({ head: head(), encoding, withheld }, events)
      const outcome = await collector.send('PUT', sessionId, body, signal)
      if (outcome.kind === 'unsupported') unpackable()
      else if (outcome.kind === 'gap') {
        const cursor = book.cursor(address, sessionId)
        book.moveCursor(address, sessionId, Math.min(cursor, outcome.highestSeq))
        return false
      } else if (outcome.kind === 'stored') book.replaced(address, sessionId, marks)
      else replaceNarrowed(outcome, events)
    }
  }
  /** Replacements need not follow on each other: the batch is known by its events, not by a stretch. */
  const replaceNarrowed = (outcome: PushOutcome, events: readonly EventText[]): void => {
    const sentSeqs = new Set(events.map(({ seq }) => seq))
    const [first] = events
    if (outcome.kind === 'invalid') {
      const named = outcome.named.filter(({ seq }) => sentSeqs.has(seq) && !withheld.has(seq))
      if (named.length > 0) {
        narrowed({ ...outcome, named }, first?.seq ?? 0, (events.at(-1)?.seq ?? 0) - (first?.seq ?? 0) + 1)
        return
      }
      narrowed({ ...outcome, named: [] }, first?.seq ?? 0, events.length)
    } else narrowed(outcome, first?.seq ?? 0, events.length)
  }

  return { push, replace }
}
