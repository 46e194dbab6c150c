import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import type { RawEvent } from '#shared/domain/session/event.ts'
import type { SessionSnapshot } from '#shared/domain/session/state.ts'
import { withLogErrors } from './log-error.ts'
import type { LogEntry, SessionLogWriter } from './log-types.ts'
import { openSessionLogWriter } from './log-writer.ts'
import { readWhatIsLeft, type Remains } from './salvage-reader.ts'

/**
 * Stands where an event could not be read. No version of the studio knows this type, so it moves the sequence and
 * nothing else; everything after it stays in its place.
 */
export const LOST_EVENT_TYPE = 'eventLost'

const BATCH = 1_000
/** SQLite's companions of a file: the WAL may hold its newest events. */
const COMPANIONS = ['-wal', '-shm'] as const

export interface SalvageResult {
  /** The fresh log, at the name of the damaged one. */
  readonly file: string
  /** Where the damaged file now lies, unchanged, with its `-wal` and `-shm` beside it. */
  readonly keptAs: string
  /** Events read from the damaged file. */
  readonly saved: number
  /** Sequence numbers below `lastSeq` whose event could not be read. */
  readonly lost: number
  readonly lastSeq: number
}

/**
 * Copies every readable event of a damaged log to a fresh one and moves the original to `damaged/` beside it. The
 * fresh log is whole: contiguous from 1, with a stand-in for each lost event and, if the first one is lost, a
 * `sessionCreated` made from the newest snapshot and the file's name. Nothing may have the log open.
 * Throws LogError (`missing`, `full`, `io` …); the damaged file then is where it was.
 */
export function salvageSessionLog(
  file: string,
  options: { readonly nowMs?: () => number } = {},
): SalvageResult {
  const nowMs = options.nowMs ?? Date.now
  return withLogErrors(file, () => {
    const fresh = `${file}.salvaged`
    removeAll(fresh)
    const remains = readWhatIsLeft(file)
    try {
      const counts = copy(remains, fresh, { sessionId: basename(file, '.db'), nowMs })
      remains.close()
      const keptAs = moveToDamaged(file, nowMs())
      renameSync(fresh, file)
      return { file, keptAs, ...counts }
    } catch (error) {
      remains.close()
      removeAll(fresh)
      throw error
    }
  })
}

interface CopyContext {
  readonly sessionId: string
  readonly nowMs: () => number
}

function copy(
  remains: Remains,
  fresh: string,
  context: CopyContext,
): Pick<SalvageResult, 'saved' | 'lost' | 'lastSeq'> {
  const log = openSessionLogWriter(fresh, { create: true, nowMs: context.nowMs })
  try {
    const appender = appenderTo(log)
    let lastSeq = 0
    let saved = 0
    let atMs = remains.snapshots[0]?.createdAtMs ?? context.nowMs()
    for (const { event, commandId } of remains.entries()) {
      for (let seq = lastSeq + 1; seq < event.seq; seq++) {
        appender.add({ event: standIn(seq, atMs, remains.snapshots[0], context.sessionId), commandId: null })
      }
      appender.add({ event, commandId })
      saved += 1
      lastSeq = event.seq
      atMs = event.atMs
    }
    if (lastSeq === 0) {
      lastSeq = 1
      appender.add({ event: standIn(1, atMs, remains.snapshots[0], context.sessionId), commandId: null })
    }
    appender.flush()
    for (const snapshot of remains.snapshots.toReversed()) {
      if (snapshot.seq <= lastSeq) log.saveSnapshot(snapshot)
    }
    return { saved, lost: lastSeq - saved, lastSeq }
  } finally {
    log.close()
  }
}

function appenderTo(log: SessionLogWriter): { add: (entry: LogEntry) => void; flush: () => void } {
  let waiting: LogEntry[] = []
  const flush = (): void => {
    log.append(waiting)
    waiting = []
  }
  return {
    add: (entry) => {
      waiting.push(entry)
      if (waiting.length === BATCH) flush()
    },
    flush,
  }
}

function standIn(
  seq: number,
  atMs: number,
  snapshot: SessionSnapshot | undefined,
  sessionId: string,
): RawEvent {
  const envelope = { seq, atMs, version: 1, actor: SYSTEM }
  if (seq > 1) return { ...envelope, type: LOST_EVENT_TYPE, body: {} }
  const body = {
    sessionId,
    title: snapshot?.title ?? sessionId,
    kind: snapshot?.kind ?? 'show',
    mutedViewers: snapshot?.mutedViewers.map(([userId, userName]) => ({ userId, userName })) ?? [],
    blockedWords: snapshot?.blockedWords ?? [],
  }
  return { ...envelope, type: 'sessionCreated', body }
}

/**
 * The companions go first: a WAL left behind at the old name would be applied to the fresh log. All renames are
 * within one file system, so each is done or not done.
 */
function moveToDamaged(file: string, nowMs: number): string {
  const folder = join(dirname(file), 'damaged')
  mkdirSync(folder, { recursive: true })
  const stamp = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')
  const name = `${basename(file, '.db')}-${stamp}`
  let keptAs = join(folder, `${name}.db`)
  for (let copyNumber = 2; existsSync(keptAs); copyNumber++) keptAs = join(folder, `${name}-${copyNumber}.db`)
  for (const companion of COMPANIONS) {
    if (existsSync(file + companion)) renameSync(file + companion, keptAs + companion)
  }
  renameSync(file, keptAs)
  return keptAs
}

function removeAll(file: string): void {
  for (const suffix of ['', ...COMPANIONS]) rmSync(file + suffix, { force: true })
}
