import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'

import type { SessionState } from '#shared/domain/session/state.ts'
import type { ExportJob, ExportProblem, ExportRequest } from '#shared/protocol/exports.ts'
import { every, type Clock } from '../clock.ts'
import type { Library } from '../library/library.ts'
import { startWorker } from '../workers/start-worker.ts'
import { exportNewsSchema, problemOf, type ExportTask } from './export-job.ts'
import { exportFileName } from './file-name.ts'

/** Reviews on their way into files: one is written at a time, in a thread of its own, the others wait. */
export interface Exports {
  readonly start: (sessionId: string, request: ExportRequest) => ExportJob | 'missing' | 'tooMany'
  /** Asking keeps it alive. */
  readonly find: (sessionId: string, exportId: string) => ExportJob | null
  /** Where the finished file lies. */
  readonly file: (sessionId: string, exportId: string) => string | null
  /** Stops it and removes what there is of its file. False when there is no such export. */
  readonly remove: (sessionId: string, exportId: string) => Promise<boolean>
  /** Removes all of them: somebody is to be forgotten, and they may name them. */
  readonly removeAll: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface ExportsOptions {
  readonly dataDir: string
  readonly library: Pick<Library, 'sessions'>
  /** The session whose log is open. */
  readonly running: () => Pick<SessionState, 'phase' | 'sessionId'>
  readonly clock: Clock
  readonly logger: Logger
  /** Room on the disk that is left to shows and recordings. */
  readonly reserveBytes?: number
}

const JOBS_MAX = 8
const RESERVE_BYTES = 512 * 1024 * 1024
/** A page that is hidden asks once a minute; one that was closed never again. */
const UNASKED_MS = 3 * 60_000
const FINISHED_MS = 15 * 60_000
const LOOK_EVERY_MS = 30_000

interface Running {
  job: ExportJob
  readonly request: ExportRequest
  readonly path: string
  askedAtMs: number
  worker: Worker | null
}

export function createExports(options: ExportsOptions): Exports {
  const { dataDir, library, clock, logger, reserveBytes = RESERVE_BYTES } = options
  const folder = join(dataDir, 'exports')
  const jobs = new Map<string, Running>()
  let closed = false
  // What a crash left there belongs to nobody any more.
  rmSync(folder, { recursive: true, force: true })

  const isActive = ({ job }: Running): boolean => job.state === 'waiting' || job.state === 'running'
  const change = (running: Running, changes: Partial<ExportJob>): void => {
    running.job = { ...running.job, ...changes }
  }
  const discard = async (running: Running): Promise<void> => {
    jobs.delete(running.job.exportId)
    const { worker } = running
    running.worker = null
    await worker?.terminate()
    await rm(running.path, { force: true })
    next()
  }
  const fail = async (running: Running, problem: ExportProblem, message: string): Promise<void> => {
    logger.warn({ sessionId: running.job.sessionId, problem, message }, 'an export failed')
    change(running, { state: 'failed', problem })
    await rm(running.path, { force: true })
    next()
  }
  /** The thread has ended with what it told last; a file that was not finished is none. */
  const finish = async (running: Running, rows: number): Promise<void> => {
    const { size } = await stat(running.path)
    change(running, { state: 'done', progress: 1, rows, bytes: size })
    running.askedAtMs = clock.nowMs()
    next()
  }

  const hasRoom = async ({ job, request }: Running): Promise<boolean> => {
    const { bavail, bsize } = await statfs(folder)
    const isEvents = request.format === 'jsonl' || request.format === 'parquet'
    const needed = isEvents ? (await stat(join(dataDir, 'sessions', `${job.sessionId}.db`))).size : 0
    return bavail * bsize >= needed + reserveBytes
  }

  const write = async (running: Running): Promise<void> => {
    change(running, { state: 'running' })
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!(await hasRoom(running))) return fail(running, 'diskFull', 'too little room on the disk')
    if (!jobs.has(running.job.exportId)) return
    const state = options.running()
    const worker = startWorker('export')
    running.worker = worker
    let settled = false
    const settle = (action: () => Promise<void>): void => {
      if (settled || running.worker !== worker) return
      settled = true
      running.worker = null
      void worker
        .terminate()
        .then(action)
        .catch((error: unknown) => fail(running, problemOf(error), String(error)))
    }
    worker.on('message', (message: unknown) => {
      const news = exportNewsSchema.parse(message)
      switch (news.type) {
        case 'progress':
          return change(running, {
            rows: news.rows,
            progress: news.total === 0 ? 0 : Math.min(1, news.rows / news.total),
          })
        case 'done':
          return settle(() => finish(running, news.rows))
        case 'failed':
          return settle(() => fail(running, news.problem, news.message))
        default:
          return news satisfies never
      }
    })
    worker.on('error', (error) => settle(() => fail(running, problemOf(error), String(error))))
    worker.on('exit', () => settle(() => fail(running, 'failed', 'its thread ended')))
    worker.postMessage({
      dataDir,
      sessionId: running.job.sessionId,
      closed: state.sessionId !== running.job.sessionId,
      madeAtMs: clock.nowMs(),
      path: running.path,
      gently: state.phase === 'live',
      request: running.request,
    } satisfies ExportTask)
  }

  function next(): void {
    const all = [...jobs.values()]
    if (closed || all.some(({ job }) => job.state === 'running')) return
    const waiting = all.find(({ job }) => job.state === 'waiting')
    if (waiting) {
      void write(waiting).catch((error: unknown) => fail(waiting, problemOf(error), String(error)))
    }
  }

  const found = (sessionId: string, exportId: string): Running | null => {
    const running = jobs.get(exportId)
    if (running?.job.sessionId !== sessionId) return null
    running.askedAtMs = clock.nowMs()
    return running
  }
  const removeAll = async (): Promise<void> => {
    await Promise.all([...jobs.values()].map(discard))
  }

  const looking = every(clock, LOOK_EVERY_MS, () => {
    for (const running of jobs.values()) {
      const unaskedMs = clock.nowMs() - running.askedAtMs
      if (unaskedMs > (isActive(running) ? UNASKED_MS : FINISHED_MS)) void discard(running)
    }
  })

  return {
    start: (sessionId, request) => {
      const session = library.sessions.find(sessionId)
      if (!session || closed) return 'missing'
      if (jobs.size >= JOBS_MAX) {
        const oldest = [...jobs.values()].find((running) => !isActive(running))
        if (!oldest) return 'tooMany'
        void discard(oldest)
      }
      const exportId = randomUUID()
      const running: Running = {
        job: {
          exportId,
          sessionId,
          format: request.format,
          state: 'waiting',
          progress: 0,
          rows: 0,
          fileName: exportFileName(session, request),
          bytes: null,
          problem: null,
        },
        request,
        path: join(folder, `${exportId}.part`),
        askedAtMs: clock.nowMs(),
        worker: null,
      }
      jobs.set(exportId, running)
      next()
      return running.job
    },
    find: (sessionId, exportId) => found(sessionId, exportId)?.job ?? null,
    file: (sessionId, exportId) => {
      const running = found(sessionId, exportId)
      return running?.job.state === 'done' ? running.path : null
    },
    remove: async (sessionId, exportId) => {
      const running = found(sessionId, exportId)
      if (running) await discard(running)
      return running !== null
    },
    removeAll,
    close: async () => {
      closed = true
      looking.cancel()
      await removeAll()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
