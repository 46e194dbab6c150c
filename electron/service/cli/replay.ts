import { createReadStream, existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { Command, InvalidArgumentError } from 'commander'
import pino from 'pino'

import { parseDanmakuLine, type DanmakuLine } from '#shared/domain/rehearsal/room.ts'
import { SYSTEM } from '#shared/domain/session/actor.ts'
import { systemClock, type Clock } from '../clock.ts'
import { openLibrary } from '../library/library.ts'
import { lockDataFolder } from '../storage/data-folder-lock.ts'
import { GROUP_COMMIT_MS } from '../session/session-writer.ts'
import { openStudio, type Studio } from '../session/studio.ts'
import { dataDirectory } from '../data-dir.ts'

/** The name of the source in danmaku and viewer keys. */
const REPLAY = 'replay'
const MESSAGES_AT_ONCE = 500
/** Lines that do not fit are named up to here; after that only counted. */
const REJECTIONS_NAMED = 100

/** `huitou replay`: a whole session from recorded danmaku, through the very pipeline a show uses. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('run a whole session from recorded danmaku, one JSON object a line')
    .argument('<file>', 'lines of {"atMs","userId","userName","text"}')
    .option('--data <dir>', 'folder of the library and the session logs', dataDirectory())
    .option('--speed <n>', 'times real time, or max', parseSpeed, Infinity)
    .action(replay)
}

async function replay(
  file: string,
  options: { readonly data: string; readonly speed: number },
): Promise<void> {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`)
  const logger = pino({ name: 'huitou' }, pino.destination({ dest: 2, sync: true }))
  const clock = recordedClock(options.speed)
  const unlock = lockDataFolder(options.data)
  const { library } = openLibrary(join(options.data, 'library.db'))
  try {
    const studio = await openStudio({
      dataDir: options.data,
      library,
      clock,
      logger,
      random: Math.random,
      defaultTitle: basename(file),
      language: 'zh-CN',
    })
    const result = await replayInto(studio, file, clock, (line, reason) =>
      logger.warn({ line, reason }, 'line rejected'),
    )
    if (!studio.close()) throw new Error('the session log could not be saved; is the disk full?')
    process.stdout.write(`${JSON.stringify(result)}\n`)
  } finally {
    library.close()
    unlock()
  }
}

interface ReplayResult {
  readonly sessionId: string
  readonly danmaku: number
  readonly questions: number
  readonly rejected: number
}

/** Plays the file into a new session, ends it, and counts. Lines that are no danmaku are reported with their number. */
async function replayInto(
  studio: Studio,
  file: string,
  clock: RecordedClock,
  onRejected: (line: number, reason: string) => void,
): Promise<ReplayResult> {
  if (!(await studio.newSession(basename(file), 'rehearsal'))) {
    throw new Error('a show is live in this data folder; end it first')
  }
  const session = studio.running()
  await session.record(SYSTEM, null, () => [{ type: 'wentLive', body: {} }])

  let rejected = 0
  let lineNumber = 0
  let batch: DanmakuLine[] = []
  const flush = async (): Promise<void> => {
    const messages = batch
    batch = []
    await session.ingest(
      messages.map((line) => ({
        source: REPLAY,
        sourceMessageId: null,
        userId: line.userId,
        userName: line.userName,
        text: line.text,
        sentAtMs: clock.startMs + line.atMs,
      })),
    )
  }

  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    lineNumber += 1
    const parsed = parseDanmakuLine(text)
    if (!parsed.ok) {
      rejected += 1
      if (rejected <= REJECTIONS_NAMED) onRejected(lineNumber, parsed.reason)
      continue
    }
    const first = batch[0]
    // One batch holds what arrived within one group commit, so that each message is decided at its own time.
    if (first && (batch.length >= MESSAGES_AT_ONCE || parsed.value.atMs - first.atMs > GROUP_COMMIT_MS))
      await flush()
    await clock.reach(parsed.value.atMs)
    batch.push(parsed.value)
  }
  if (batch.length > 0) await flush()
  await session.record(SYSTEM, null, () => [{ type: 'showEnded', body: { reason: 'replayed' } }])

  const { sessionId, totals } = session.state()
  return { sessionId, danmaku: totals.danmaku, questions: totals.questions, rejected }
}

interface RecordedClock extends Clock {
  readonly startMs: number
  /** Resolves when the recording has reached this position: at once for `max`, else after the time it takes. */
  readonly reach: (atMs: number) => Promise<void>
}

/** Tells the time of the recording, so that the log holds the room's own pace however fast it is replayed. */
function recordedClock(speed: number): RecordedClock {
  const startMs = Date.now()
  let atMs = 0
  return {
    ...systemClock,
    startMs,
    nowMs: () => startMs + atMs,
    // Group commits need not wait: the next message is already there. Everything slower keeps its pace.
    setTimeout: (callback, ms) =>
      systemClock.setTimeout(callback, speed === Infinity && ms <= GROUP_COMMIT_MS ? 0 : ms),
    reach: async (next) => {
      if (speed !== Infinity) await wait(Math.max(0, startMs + next / speed - Date.now()))
      atMs = Math.max(atMs, next)
    },
  }
}

function parseSpeed(text: string): number {
  if (text === 'max') return Infinity
  const speed = Number(text)
  if (!Number.isFinite(speed) || speed <= 0)
    throw new InvalidArgumentError('the speed is a number above 0, or max')
  return speed
}
