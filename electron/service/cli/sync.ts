import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'

import {
  collectorAddress,
  collectorUrlProblem,
  NO_SYNC,
  syncSettingsSchema,
} from '#shared/domain/sync/sync-settings.ts'
import type { SessionSummary } from '#shared/protocol/down.ts'
import { dataDirectory } from '../data-dir.ts'
import { adoptSessions } from '../library/adopt-sessions.ts'
import { openLibrary, type Library } from '../library/library.ts'
import { openEventTexts } from '../log/event-texts.ts'
import { LogError } from '../log/log-error.ts'
import { lockDataFolder } from '../storage/data-folder-lock.ts'
import { StorageError } from '../storage/storage-error.ts'
import { createCollectorClient, type CollectorClient } from '../sync/collector-client.ts'
import { createPace, pieceBytes } from '../sync/pace.ts'
import { abortableWait, withPatience } from '../sync/patience.ts'
import { sendSession } from '../sync/send-session.ts'
import { passes, SyncError } from '../sync/sync-error.ts'
import { recordingsIn } from '../sync/synced-sessions.ts'
import { uploadRecording } from '../sync/upload-recording.ts'
import { existingDataFolder, sessionLogFile, sessionsFolder } from './data-folder.ts'

/** The token by this name does not stand in the list of processes. */
const TOKEN_VARIABLE = 'HUITOU_SYNC_TOKEN'
/** The shell's code for a program that was stopped by SIGINT. */
const EXIT_INTERRUPTED = 130

interface SyncCommand {
  readonly all: boolean
  readonly data: string
  readonly to?: string
  readonly token?: string
  readonly recordings: boolean
  readonly retryWithheld: boolean
  readonly limit?: string
  readonly giveUpAfter: string
  readonly allowHttp: boolean
}

/**
 * `huitou sync`: brings logs to a collector, newest first, from where the last attempt left off. Progress goes to
 * standard error, one line of JSON to standard output. Exit code 0: all is there; 1: something is left (not sent, or
 * withheld because the collector refused it); 130: interrupted.
 */
export function syncCommand(): Command {
  return new Command('sync')
    .description('send the logs of shows to a collector')
    .argument('[session]', 'id of one session; see huitou verify for a list')
    .option('--all', 'every session of the folder', false)
    .option('--data <dir>', 'folder of the library and the session logs', dataDirectory())
    .option('--to <url>', 'address of the collector; without it the one set in the studio')
    .option('--token <token>', `better given as ${TOKEN_VARIABLE}: others see the options of a command`)
    .option('--recordings', 'the recordings of these sessions as well', false)
    .option('--retry-withheld', 'send once more what the collector refused before', false)
    .option('--limit <kbit/s>', 'take no more of the line than this')
    .option('--give-up-after <seconds>', 'without any progress for this long', '120')
    .option('--allow-http', 'send the token unencrypted to an address that is not of your own network', false)
    .action(runSync)
}

async function runSync(session: string | undefined, options: SyncCommand): Promise<void> {
  if ((session === undefined) === !options.all) throw new Error('name one session, or give --all')
  const folder = existingDataFolder(options.data)
  const token = (options.token ?? process.env[TOKEN_VARIABLE] ?? '').trim()
  if (token === '') throw new Error(`give the token of this studio as ${TOKEN_VARIABLE} or with --token`)
  const giveUpAfterMs = positive('--give-up-after', options.giveUpAfter) * 1_000
  const limitKbit = options.limit === undefined ? null : positive('--limit', options.limit)

  const unlock = lockUnlessRunning(folder)
  const interrupt = new AbortController()
  const stop = (): void => interrupt.abort()
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    const { library } = openLibrary(join(folder, 'library.db'))
    try {
      if (existsSync(sessionsFolder(folder))) adoptSessions(library.sessions, sessionsFolder(folder))
      const wanted = wantedSessions(library, folder, session)
      const pace = createPace({ limitKbit: () => limitKbit, nowMs: Date.now, wait: abortableWait })
      const settings = library.settings.get('sync', syncSettingsSchema) ?? NO_SYNC
      const address = addressOf(options, settings.url)
      const collector = createCollectorClient({
        address,
        token,
        certificate: address === addressOrNull(settings.url) ? settings.certificate : null,
        pace: pace.take,
        pieceBytes: () => pieceBytes(limitKbit),
      })
      try {
        const run: Run = {
          library,
          folder,
          collector,
          options,
          giveUpAfterMs,
          signal: interrupt.signal,
          pace,
          limitKbit,
        }
        await syncAll(wanted, run)
      } finally {
        collector.close()
      }
    } finally {
      library.close()
    }
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    unlock()
  }
}

interface Run {
  readonly library: Library
  readonly folder: string
  readonly collector: CollectorClient
  readonly options: SyncCommand
  readonly giveUpAfterMs: number
  readonly signal: AbortSignal
  readonly pace: ReturnType<typeof createPace>
  readonly limitKbit: number | null
}

interface SessionResult {
  readonly sessionId: string
  readonly events: number
  readonly synced: number
  readonly unsynced: number
  readonly withheld: readonly { readonly seq: number; readonly type: string; readonly reason: string }[]
  readonly rawBytes: number
  readonly wireBytes: number
  readonly recordings: readonly {
    readonly file: string
    readonly bytes: number
    readonly problem: string | null
  }[]
  readonly problem: string | null
  readonly detail: string
}

async function syncAll(wanted: readonly SessionSummary[], run: Run): Promise<void> {
  const { signal, collector } = run
  const results: SessionResult[] = []
  /** What one session failed by that the next would fail by as well. */
  let over: SyncError | null = null
  for (const summary of wanted) {
    const result = await syncOne(summary, run, over)
    results.push(result.result)
    over ??= result.error
  }
  const left = results.some(
    ({ unsynced, withheld, problem, recordings }) =>
      unsynced > 0 ||
      withheld.length > 0 ||
      problem !== null ||
      recordings.some((one) => one.problem !== null),
  )
  const sum = (of: (result: SessionResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0)
  process.stdout.write(
    `${JSON.stringify({
      ok: !left,
      collector: collector.address,
      sessions: results,
      unsynced: sum(({ unsynced }) => unsynced),
      withheld: sum(({ withheld }) => withheld.length),
      rawBytes: sum(({ rawBytes }) => rawBytes),
      wireBytes: sum(({ wireBytes }) => wireBytes),
    })}\n`,
  )
  if (signal.aborted) process.exitCode = EXIT_INTERRUPTED
  else if (left) process.exitCode = 1
}

async function syncOne(
  summary: SessionSummary,
  run: Run,
  over: SyncError | null,
): Promise<{ readonly result: SessionResult; readonly error: SyncError | null }> {
  const { library, collector, options, signal } = run
  const { sessionId } = summary
  const book = library.sync
  const file = sessionLogFile(run.folder, sessionId)
  let rawBytes = 0
  let wireBytes = 0
  let progressed = 0
  let error: SyncError | null = over
  let problem: string | null = over === null ? null : over.problem
  let detail = over?.detail ?? ''
  const recordings: SessionResult['recordings'][number][] = []
  const patiently = (work: () => Promise<void>): Promise<void> =>
    withPatience(work, {
      signal,
      random: Math.random,
      progressed: () => progressed,
      giveUpAfterMs: run.giveUpAfterMs,
      nowMs: Date.now,
      onWait: (cause, delayMs) =>
        console.error(`${sessionId}: ${cause.message}; again in ${(delayMs / 1_000).toFixed(1)} s`),
    })

  if (over === null && !signal.aborted) {
    if (options.retryWithheld) retryWithheld(run, sessionId)
    try {
      await patiently(() =>
        sendSession({
          collector,
          book,
          sessionId,
          file,
          head: () => library.sessions.find(sessionId),
          nowMs: Date.now,
          signal,
          onSent: (sent) => {
            progressed++
            rawBytes += sent.rawBytes
            wireBytes += sent.wireBytes
            progress(`${sessionId}: ${sent.seq} of ${sent.lastSeq} events`, sent.seq === sent.lastSeq)
          },
        }),
      )
      if (options.recordings)
        recordings.push(...(await sendRecordings(sessionId, run, patiently, () => progressed++)))
    } catch (caught) {
      if (!(caught instanceof SyncError) && !(caught instanceof LogError)) throw caught
      problem = caught instanceof SyncError ? caught.problem : 'logUnreadable'
      detail = caught instanceof SyncError ? caught.detail : caught.message
      if (caught instanceof SyncError && !OF_ONE_SESSION.has(caught.problem)) error = caught
      console.error(`${sessionId}: ${caught.message}`)
    }
  }
  const events = lengthOf(file)
  const synced = Math.min(events, book.cursor(collector.address, sessionId))
  const changed = book.replacements(collector.address, sessionId, 1_000_000).length
  const withheld = book
    .withheld(collector.address, sessionId)
    .map(({ seq, type, reason }) => ({ seq, type, reason }))
  const unsynced = events - synced + changed
  const result = {
    sessionId,
    events,
    synced,
    unsynced,
    withheld,
    rawBytes,
    wireBytes,
    recordings,
    problem,
    detail,
  }
  return { result, error }
}

/** These stop one session; everything else would stop the next one too. */
const OF_ONE_SESSION: ReadonlySet<string> = new Set(['stuck', 'logUnreadable'])

async function sendRecordings(
  sessionId: string,
  run: Run,
  patiently: (work: () => Promise<void>) => Promise<void>,
  onProgress: () => void,
): Promise<SessionResult['recordings'][number][]> {
  const { library, collector, signal, pace, limitKbit } = run
  const { address } = collector
  const folder = sessionsFolder(run.folder)
  const results: SessionResult['recordings'][number][] = []
  for (const { file, bytes } of (await recordingsIn(folder)).get(sessionId) ?? []) {
    library.sync.askUpload(address, sessionId, file, bytes, Date.now())
    const known = () =>
      library.sync.uploads(address).find((one) => one.sessionId === sessionId && one.file === file)
    if (known()?.doneAtMs !== null && known()?.bytes === bytes) {
      results.push({ file, bytes, problem: null })
      continue
    }
    const keep = (sent: number, uploadUrl: string | null, doneAtMs: number | null): void =>
      library.sync.keepUpload(address, sessionId, file, { sent, uploadUrl, doneAtMs })
    let problem: string | null = null
    try {
      await patiently(() =>
        uploadRecording({
          collector,
          sessionId,
          file,
          path: join(folder, sessionId, file),
          uploadUrl: known()?.uploadUrl ?? null,
          onUrl: (url) => keep(0, url, null),
          onProgress: (sent, total) => {
            onProgress()
            progress(`${sessionId}/${file}: ${sent} of ${total} bytes`, sent === total)
          },
          pace: pace.take,
          pieceBytes: () => pieceBytes(limitKbit),
          nowMs: Date.now,
          signal,
        }),
      )
      keep(bytes, known()?.uploadUrl ?? null, Date.now())
    } catch (error) {
      if (!(error instanceof SyncError)) throw error
      problem = error.problem
      console.error(`${sessionId}/${file}: ${error.message}`)
      if (passes(error)) throw error
    }
    results.push({ file, bytes, problem })
  }
  return results
}

function retryWithheld({ library, collector }: Run, sessionId: string): void {
  const seqs = library.sync.withheld(collector.address, sessionId).map(({ seq }) => seq)
  const cursor = library.sync.cursor(collector.address, sessionId)
  library.sync.replace(
    collector.address,
    sessionId,
    seqs.filter((seq) => seq <= cursor),
  )
  library.sync.release(collector.address, sessionId, seqs)
}

function wantedSessions(library: Library, folder: string, session: string | undefined): SessionSummary[] {
  if (session === undefined) {
    return library.sessions.list().filter(({ sessionId }) => existsSync(sessionLogFile(folder, sessionId)))
  }
  const file = sessionLogFile(folder, session)
  const summary = library.sessions.find(session)
  if (!existsSync(file) || !summary) throw new Error(`there is no session ${session} in ${folder}`)
  return [summary]
}

function lengthOf(file: string): number {
  try {
    const log = openEventTexts(file)
    try {
      return log.lastSeq()
    } finally {
      log.close()
    }
  } catch (error) {
    if (error instanceof LogError) return 0
    throw error
  }
}

function addressOf({ to, allowHttp }: SyncCommand, kept: string): string {
  const url = to ?? kept
  if (url === '') throw new Error('say with --to where the collector is')
  switch (collectorUrlProblem({ url, insist: allowHttp })) {
    case null:
      return collectorAddress(url)
    case 'notSecure':
      throw new Error(
        `${url} is not encrypted: anybody on the way could read the token and the logs; use https://, or --allow-http if you must`,
      )
    case 'credentials':
      throw new Error('an address with a user name in it cannot be used; give a token')
    case 'empty':
    case 'noAddress':
      throw new Error(`${url} is not the address of a collector, such as https://collector.example`)
  }
}

const addressOrNull = (url: string): string | null =>
  collectorUrlProblem({ url, insist: true }) === null ? collectorAddress(url) : null

/** A running studio may send as well: the collector takes each event once, whoever comes first. */
function lockUnlessRunning(folder: string): () => void {
  try {
    return lockDataFolder(folder)
  } catch (error) {
    if (!(error instanceof StorageError) || error.kind !== 'busy') throw error
    console.error(`the studio is running on ${folder}; sending beside it`)
    return () => undefined
  }
}

function positive(option: string, text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new Error(`${option} is a number above 0`)
  return value
}

let told = 0

/** At most twice a second, so that logs stay short. */
function progress(line: string, isLast: boolean): void {
  const now = Date.now()
  if (now - told < 500 && !isLast) return
  told = now
  console.error(line)
}
