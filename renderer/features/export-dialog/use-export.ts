import { useCallback, useEffect, useRef, useState } from 'react'
import { z } from 'zod'

import {
  exportJobSchema,
  type ExportJob,
  type ExportProblem,
  type ExportRequest,
} from '#shared/protocol/exports.ts'
import { readReview, ReviewError, writeReview } from '#renderer/review/api.ts'

export type ExportTrouble = ExportProblem | 'gone' | 'busy' | 'notHost' | 'offline'

export interface ExportDesk {
  /** Null: nothing has been asked for yet. */
  readonly job: ExportJob | null
  readonly trouble: ExportTrouble | null
  readonly start: (request: ExportRequest) => void
  /** Stops what is being written; what is finished is left to be downloaded. */
  readonly leave: () => void
  /** Where the finished file is. */
  readonly fileUrl: string
}

const POLL_MS = 400

/** One export of a session at a time, followed until it is done. */
export function useExport(sessionId: string): ExportDesk {
  const [job, setJob] = useState<ExportJob | null>(null)
  const [trouble, setTrouble] = useState<ExportTrouble | null>(null)
  // An answer to what has been left meanwhile is nobody's.
  const turn = useRef(0)
  const path = `/v1/review/sessions/${encodeURIComponent(sessionId)}/exports`

  const start = useCallback(
    (request: ExportRequest) => {
      const mine = ++turn.current
      setJob(null)
      setTrouble(null)
      writeReview(path, { method: 'POST', body: request, schema: exportJobSchema }).then(
        (accepted) => {
          if (turn.current === mine) setJob(accepted)
          else void drop(path, accepted)
        },
        (error: unknown) => {
          if (turn.current === mine) setTrouble(troubleOf(error, 'missing'))
        },
      )
    },
    [path],
  )

  const isActive = job?.state === 'waiting' || job?.state === 'running'
  const exportId = job?.exportId
  useEffect(() => {
    if (!isActive || exportId === undefined) return
    const abort = new AbortController()
    const timer = setInterval(() => {
      readReview(`${path}/${exportId}`, exportJobSchema, abort.signal).then(setJob, (error: unknown) => {
        // A service that is away for a moment has not dropped it.
        if (abort.signal.aborted || isPassing(error)) return
        setJob(null)
        setTrouble(troubleOf(error, 'gone'))
      })
    }, POLL_MS)
    return () => {
      clearInterval(timer)
      abort.abort()
    }
  }, [isActive, exportId, path])

  const leave = useCallback(() => {
    turn.current += 1
    if (job && (job.state === 'waiting' || job.state === 'running')) void drop(path, job)
    setJob(null)
    setTrouble(null)
  }, [job, path])

  return {
    job: job?.state === 'failed' ? null : job,
    trouble: job?.state === 'failed' ? (job.problem ?? 'failed') : trouble,
    start,
    leave,
    fileUrl: `${path}/${exportId ?? ''}/file`,
  }
}

const drop = (path: string, { exportId }: ExportJob): Promise<unknown> =>
  writeReview(`${path}/${exportId}`, { method: 'DELETE', schema: z.null() }).catch(() => null)

const isPassing = (error: unknown): boolean => error instanceof ReviewError && error.problem === 'offline'

function troubleOf(error: unknown, notFound: 'missing' | 'gone'): ExportTrouble {
  if (!(error instanceof ReviewError)) return 'failed'
  switch (error.problem) {
    case 'notFound':
      return notFound
    case 'notHost':
    case 'busy':
    case 'offline':
    case 'damaged':
      return error.problem
    case 'newer':
    case 'unreadable':
    case 'failed':
      return 'failed'
    default:
      return error.problem satisfies never
  }
}
