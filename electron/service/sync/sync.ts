import { originOf } from '#shared/domain/assistant/assistant-settings.ts'
import {
  collectorAddress,
  collectorUrlProblem,
  limitNow,
  NO_SYNC,
  syncSettingsSchema,
  type SyncSettings,
} from '#shared/domain/sync/sync-settings.ts'
import type { SyncProblem, SyncStatus } from '#shared/protocol/sync.ts'
import type { Clock } from '../clock.ts'
import { LogError } from '../log/log-error.ts'
import { StorageError } from '../storage/storage-error.ts'
import { createCollectorClient, type CollectorClient } from './collector-client.ts'
import { doJob, type Work } from './jobs.ts'
import { createPace, pieceBytes } from './pace.ts'
import { abortableWait, withPatience } from './patience.ts'
import { createRate, timeLeftMs } from './rate.ts'
import { SyncError } from './sync-error.ts'
import { bytesLeft, createLedger, outstanding, type LedgerRow } from './sync-ledger.ts'
import { recordingKey, recordingsIn, syncedSessions } from './synced-sessions.ts'
import type { Sync, SyncOptions, Trouble } from './sync-types.ts'
import { createTeller } from './teller.ts'
import { testCollector } from './test-collector.ts'

const SETTING = 'sync'
/** While a show is live the count of what waits grows all the time; nobody needs it by the second. */
const LIVE_STATUS_EVERY_MS = 10_000
/** What comes at the end of a show (the recording's end, late presence) is sent with it. */
const SETTLE_MS = 2_000
const WITHHELD_MAX = 1_000

const OFF: SyncStatus = {
  state: 'off',
  collector: '',
  unsynced: 0,
  withheld: 0,
  current: null,
  remainingMs: null,
  trouble: null,
  retryAtMs: null,
}
/** These say something of one show, and stop nothing else. */
const OF_ONE_SHOW: ReadonlySet<SyncProblem> = new Set<SyncProblem>(['stuck', 'logUnreadable'])
/** These say something of the collector, whatever is sent. */
const OF_THE_COLLECTOR: ReadonlySet<SyncProblem> = new Set<SyncProblem>([
  'noToken',
  'unauthorized',
  'forbidden',
  'certSelfSigned',
  'certUnknownIssuer',
  'certExpired',
  'certNotYetValid',
  'certWrongName',
  'certOther',
])

/** Starts syncing by what the library holds; see Sync. Nothing is sent before a token is held. */
export function createSync(options: SyncOptions): Sync {
  const { library, studio, sessionsDir, clock, logger } = options
  const book = library.sync
  const running = () => studio.running().state()
  const ledger = createLedger({
    library,
    sessionsDir,
    open: () => ({ sessionId: running().sessionId, seq: running().seq }),
  })
  const eventRate = createRate(clock.nowMs)
  const byteRate = createRate(clock.nowMs)
  const wanted = new Set<string>()
  /** Of one log or recording; the others go on. */
  const troubles = new Map<string, Trouble>()
  let held: { readonly origin: string; readonly token: string } | null = null
  let client: CollectorClient | null = null
  let paused = false
  let stopped: Trouble | null = null
  let waiting: { readonly trouble: Trouble; readonly atMs: number } | null = null
  let current: SyncStatus['current'] = null
  let run: Promise<void> | null = null
  let abort = new AbortController()
  let closed = false
  let progressed = 0
  let settings = readSettings()

  function readSettings(): SyncSettings {
    try {
      return library.settings.get(SETTING, syncSettingsSchema) ?? NO_SYNC
    } catch (error) {
      if (!(error instanceof StorageError)) throw error
      return NO_SYNC
    }
  }
  const usable = (): boolean => collectorUrlProblem(settings) === null
  const address = (): string => (usable() ? collectorAddress(settings.url) : '')
  const isLive = (): boolean => running().phase === 'live' && running().kind === 'show'
  const limit = (): number | null => limitNow(settings, isLive())
  const tokenHeld = (): boolean => held !== null && held.origin === originOf(settings.url)
  const pace = createPace({ limitKbit: limit, nowMs: clock.nowMs, wait: abortableWait })

  const connected = (): CollectorClient => {
    client ??= createCollectorClient({
      address: address(),
      token: held?.token ?? '',
      certificate: settings.certificate,
      pace: pace.take,
      pieceBytes: () => pieceBytes(limit()),
      nowMs: clock.nowMs,
    })
    return client
  }
  const disconnect = (): void => {
    client?.close()
    client = null
  }
  /** What is under way begins anew, or not at all, by what holds now. */
  const interrupt = (): void => {
    abort.abort()
    abort = new AbortController()
  }

  const rows = (): LedgerRow[] => (usable() ? ledger.rows(address(), wanted) : [])
  /** By hand also what is there by the book: the collector may have lost it. */
  const isDue = (row: LedgerRow): boolean =>
    !troubles.has(row.summary.sessionId) &&
    (wanted.has(row.summary.sessionId) ||
      (settings.automatic && row.summary.phase === 'ended' && outstanding(row) > 0))
  const nextWork = (): Work | null => {
    const row = rows().find(isDue)
    if (row) return { kind: 'log', row }
    const upload = book
      .uploads(address())
      .find(
        ({ doneAtMs, sessionId, file }) => doneAtMs === null && !troubles.has(recordingKey(sessionId, file)),
      )
    return upload ? { kind: 'recording', sessionId: upload.sessionId, file: upload.file } : null
  }
  const mayRun = (): boolean =>
    !closed && usable() && !paused && stopped === null && !(isLive() && settings.whileLive === 'paused')

  const status = (): SyncStatus => {
    if (!usable()) return OFF
    const all = rows()
    return {
      state: stateNow(),
      collector: address(),
      unsynced: all.reduce((sum, row) => sum + outstanding(row), 0),
      withheld: all.reduce((sum, { progress }) => sum + progress.withheld, 0),
      current,
      remainingMs: remainingMs(all),
      trouble: stopped ?? waiting?.trouble ?? [...troubles.values()][0] ?? null,
      retryAtMs: waiting?.atMs ?? null,
    }
  }
  const stateNow = (): SyncStatus['state'] => {
    // Before everything else: what is wrong can wait until the show is over, and so can the host.
    if (isLive() && settings.whileLive === 'paused') return 'show'
    if (paused) return 'paused'
    if (stopped) return 'stopped'
    if (waiting) return 'waiting'
    return run === null ? 'idle' : 'sending'
  }
  const remainingMs = (all: readonly LedgerRow[]): number | null =>
    run === null
      ? null
      : timeLeftMs(
          [all.filter(isDue).reduce((sum, row) => sum + outstanding(row), 0), eventRate.perSecond()],
          [bytesLeft(book.uploads(address())), byteRate.perSecond()],
        )

  const { tell, ...teller } = createTeller({
    clock,
    status: () => status(),
    onStatus: options.onStatus,
    onError: (error) => logger.error({ err: error }, 'syncing cannot use the library'),
  })
  const doWork = (work: Work, signal: AbortSignal): Promise<void> => {
    current =
      work.kind === 'recording'
        ? { sessionId: work.sessionId, file: work.file, sent: 0, total: 0 }
        : {
            sessionId: work.row.summary.sessionId,
            file: null,
            sent: work.row.progress.seq,
            total: work.row.events,
          }
    return doJob(work, connected(), signal, {
      book,
      sessions: library.sessions,
      sessionsDir,
      nowMs: clock.nowMs,
      pace,
      limit,
      eventRate,
      byteRate,
      onProgress: (progress) => {
        progressed++
        waiting = null
        current = progress
        tell()
      },
    })
  }

  const settled = (work: Work): void => {
    if (work.kind === 'recording') return
    const { sessionId, phase } = work.row.summary
    wanted.delete(sessionId)
    // Sent whole: were its length remembered wrongly, it would be sent again and again.
    if (phase === 'ended' && sessionId !== running().sessionId) ledger.recount(sessionId)
  }
  const failed = (work: Work, error: unknown): void => {
    const key = work.kind === 'log' ? work.row.summary.sessionId : recordingKey(work.sessionId, work.file)
    if (error instanceof SyncError) {
      if (error.problem === 'cancelled') return
      const trouble = { problem: error.problem, detail: error.detail }
      logger.warn({ ...trouble, what: key }, 'a log or recording could not be sent')
      if (
        OF_ONE_SHOW.has(error.problem) ||
        (work.kind === 'recording' && !OF_THE_COLLECTOR.has(error.problem))
      )
        troubles.set(key, trouble)
      else stopped = trouble
      return
    }
    if (error instanceof LogError) {
      logger.warn({ err: error, what: key }, 'a log that was to be sent cannot be read')
      troubles.set(key, { problem: 'logUnreadable', detail: error.message })
      return
    }
    logger.error({ err: error, what: key }, 'syncing failed')
    stopped = { problem: 'logUnreadable', detail: error instanceof Error ? error.message : String(error) }
  }

  const goOn = async (): Promise<void> => {
    while (mayRun()) {
      const work = nextWork()
      if (!work) return
      if (!tokenHeld()) {
        stopped = { problem: 'noToken', detail: '' }
        return
      }
      const { signal } = abort
      try {
        await withPatience(() => doWork(work, signal), {
          signal,
          random: options.random,
          nowMs: clock.nowMs,
          progressed: () => progressed,
          giveUpAfterMs: null,
          onWait: ({ problem, detail }, delayMs) => {
            eventRate.rest()
            byteRate.rest()
            waiting = { trouble: { problem, detail }, atMs: clock.nowMs() + delayMs }
            tell()
          },
        })
        settled(work)
      } catch (error) {
        failed(work, error)
      } finally {
        waiting = null
        current = null
        eventRate.rest()
        byteRate.rest()
      }
    }
  }
  const pump = (): void => {
    if (run !== null || closed || !mayRun()) return tell()
    run = goOn()
      .catch((error: unknown) => {
        if (!(error instanceof StorageError)) throw error
        stopped = { problem: 'logUnreadable', detail: error.message }
        logger.error({ err: error }, 'syncing cannot use the library')
      })
      .finally(() => {
        run = null
        tell()
      })
    tell()
  }

  const count = (): void =>
    void ledger
      .count(() => closed)
      .then(pump)
      .catch((error: unknown) => logger.error({ err: error }, 'the events to be synced cannot be counted'))
  let settling: ReturnType<Clock['setTimeout']> | null = null
  const pumpSoon = (): void => {
    settling ??= clock.setTimeout(() => {
      settling = null
      count()
    }, SETTLE_MS)
  }
  const stops = [
    studio.onCommit(({ events }) => {
      if (events.some(({ type }) => type === 'wentLive') && isLive() && settings.whileLive === 'paused') {
        interrupt()
        disconnect()
        return tell()
      }
      if (isLive()) return tell(LIVE_STATUS_EVERY_MS)
      if (running().phase === 'ended') pumpSoon()
    }),
    studio.onSwitch(pumpSoon),
  ]
  count()

  const restart = (): void => {
    interrupt()
    disconnect()
    stopped = null
    troubles.clear()
    if (run === null) pump()
    else void run.then(pump)
  }

  return {
    settings: () => settings,
    save: (next) => {
      library.settings.set(SETTING, next)
      settings = next
      restart()
    },
    holdToken: (origin, token) => {
      // A host window that was reloaded hands over what is held already.
      if (held !== null && held.origin === origin && held.token === token && stopped === null) return
      held = token === null ? null : { origin, token }
      restart()
    },
    tokenHeld,
    test: (tried, token) =>
      testCollector(tried, token ?? (held?.origin === originOf(tried.url) ? held.token : null)),
    status,
    sessions: async () => {
      if (!usable()) return []
      const { sessionId, phase } = running()
      return syncedSessions(rows(), {
        files: await recordingsIn(sessionsDir),
        uploads: book.uploads(address()),
        growing: phase === 'ended' ? null : sessionId,
        current,
        wanted,
        troubles,
      })
    },
    start: (sessionId) => {
      const ids = sessionId === null ? rows().map(({ summary }) => summary.sessionId) : [sessionId]
      for (const id of ids) {
        wanted.add(id)
        for (const key of troubles.keys()) if (key === id || key.startsWith(`${id}/`)) troubles.delete(key)
      }
      paused = false
      stopped = null
      // Whoever presses the button does not want to wait for the next attempt.
      if (waiting !== null) restart()
      else pump()
    },
    pause: () => {
      paused = true
      interrupt()
      tell()
    },
    withheld: (sessionId) => book.withheld(address(), sessionId).slice(0, WITHHELD_MAX),
    retryWithheld: (sessionId, seq) => {
      const seqs = book
        .withheld(address(), sessionId)
        .flatMap((entry) => (seq === null || entry.seq === seq ? entry.seq : []))
      const cursor = book.cursor(address(), sessionId)
      // What has a placeholder there is put in its place; the rest is on its way anyhow.
      book.replace(
        address(),
        sessionId,
        seqs.filter((one) => one <= cursor),
      )
      book.release(address(), sessionId, seqs)
      wanted.add(sessionId)
      troubles.delete(sessionId)
      paused = false
      stopped = null
      pump()
    },
    upload: async (sessionId, file) => {
      const found = (await recordingsIn(sessionsDir)).get(sessionId)?.find((one) => one.file === file)
      const growing = sessionId === running().sessionId && running().phase !== 'ended'
      if (!found || growing || !usable()) return false
      book.askUpload(address(), sessionId, file, found.bytes, clock.nowMs())
      troubles.delete(recordingKey(sessionId, file))
      stopped = null
      paused = false
      pump()
      return true
    },
    cancelUpload: (sessionId, file) => {
      book.dropUpload(address(), sessionId, file)
      troubles.delete(recordingKey(sessionId, file))
      if (current?.sessionId === sessionId && current.file === file) restart()
      else tell()
    },
    rewritten: (sessionId, seqs) => {
      book.replaceEverywhere(sessionId, seqs)
      pumpSoon()
    },
    close: async () => {
      closed = true
      held = null
      for (const stop of stops) stop()
      teller.close()
      settling?.cancel()
      abort.abort()
      disconnect()
      await run
    },
  }
}
