import { z } from 'zod'

/**
 * Why the service gave no answer. `notHost`: this browser is not the host's; `damaged`: the session's log cannot be
 * read; `newer`: it was written by a later version; `busy`: not yet, ask again; `unreadable`: an answer of another
 * version than this page; `offline`: the service is not there.
 */
export type ReviewProblem =
  | 'notHost'
  | 'notFound'
  | 'damaged'
  | 'newer'
  | 'busy'
  | 'unreadable'
  | 'offline'
  | 'failed'

export class ReviewError extends Error {
  readonly problem: ReviewProblem

  constructor(problem: ReviewProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ReviewError'
    this.problem = problem
  }
}

const failureSchema = z.object({ error: z.string(), message: z.string() })

/**
 * Reads `GET <path>`, e.g. `/v1/review/sessions`, and parses it.
 * @throws ReviewError; an abort of `signal` as it comes.
 */
export async function readReview<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  signal?: AbortSignal,
): Promise<z.output<Schema>> {
  return parsed(schema, await send(path, { ...(signal && { signal }) }))
}

/**
 * Sends JSON with `method` and parses the answer.
 * @throws ReviewError
 */
export async function writeReview<Schema extends z.ZodType>(
  path: string,
  { method, body, schema }: { method: 'POST' | 'PUT' | 'DELETE'; body?: unknown; schema: Schema },
): Promise<z.output<Schema>> {
  return parsed(
    schema,
    await send(path, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    }),
  )
}

async function send(path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(path, { ...init, credentials: 'same-origin' }).catch((error: unknown) => {
    if (init.signal?.aborted === true) throw error
    throw new ReviewError('offline', 'The service cannot be reached.', { cause: error })
  })
  if (!response.ok) {
    const failure = failureSchema.safeParse(await response.json().catch(() => null))
    const { error, message } = failure.data ?? { error: '', message: response.statusText }
    throw new ReviewError(problemOf(response.status, error), message)
  }
  if (response.status === 204) return null
  return response.json().catch((error: unknown) => {
    if (init.signal?.aborted === true) throw error
    throw new ReviewError('offline', 'The answer broke off.', { cause: error })
  })
}

function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw new ReviewError('unreadable', 'The answer is of another version.', { cause: result.error })
}

function problemOf(status: number, error: string): ReviewProblem {
  if (error === 'damaged') return 'damaged'
  if (error === 'newerVersion') return 'newer'
  if (status === 401 || status === 403) return 'notHost'
  if (status === 404) return 'notFound'
  if (status === 429 || error === 'busy' || error === 'notReady') return 'busy'
  return 'failed'
}
