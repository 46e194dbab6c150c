import { useEffect, useState } from 'react'
import type { z } from 'zod'

import { readReview, ReviewError, type ReviewProblem } from './api.ts'

export type ReviewData<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly problem: ReviewProblem; readonly retry: () => void }
  | { readonly state: 'ready'; readonly value: Value }

/** Reads `path` when it changes; null reads nothing. `schema` is one of the module's, not made anew at each drawing. */
export function useReviewData<Schema extends z.ZodType>(
  path: string | null,
  schema: Schema,
): ReviewData<z.output<Schema>> {
  return useLoaded(path, (wanted, signal) => readReview(wanted, schema, signal))
}

const ASK_AGAIN_MS = 1_000
const ASKED_AT_MOST = 30

/** Loads anew when `key` changes or is retried; an answer that comes too late for its key is dropped. */
export function useLoaded<Value>(
  key: string | null,
  load: (key: string, signal: AbortSignal) => Promise<Value>,
): ReviewData<Value> {
  const [attempt, setAttempt] = useState(0)
  const [settled, setSettled] = useState<{ key: string; attempt: number; data: ReviewData<Value> } | null>(
    null,
  )

  useEffect(() => {
    if (key === null) return
    const abort = new AbortController()
    const settle = (data: ReviewData<Value>): void => {
      if (!abort.signal.aborted) setSettled({ key, attempt, data })
    }
    patiently(() => load(key, abort.signal), abort.signal).then(
      (value) => settle({ state: 'ready', value }),
      (error: unknown) =>
        settle({
          state: 'failed',
          problem: error instanceof ReviewError ? error.problem : 'failed',
          retry: () => setAttempt((before) => before + 1),
        }),
    )
    return () => abort.abort()
    // `load` is a function of the key.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, attempt])

  return settled !== null && settled.key === key && settled.attempt === attempt
    ? settled.data
    : { state: 'loading' }
}

/** A review that is still being made is asked for again, for half a minute. */
async function patiently<Value>(load: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  for (let asked = 1; ; asked += 1) {
    try {
      return await load()
    } catch (error) {
      const notYet = error instanceof ReviewError && error.problem === 'busy' && asked < ASKED_AT_MOST
      if (!notYet || signal.aborted) throw error
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
      if (signal.aborted) throw error
    }
  }
}
