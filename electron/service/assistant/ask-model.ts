import type OpenAI from 'openai'
import { z } from 'zod'

import {
  baseUrlProblem,
  originOf,
  type AssistantSettings,
} from '#shared/domain/assistant/assistant-settings.ts'
import type { DraftProblem } from '#shared/domain/assistant/draft.ts'

/** Shorter than a screen waits for the service: whoever asked is told in time. */
const ANSWER_WITHIN_MS = 12_000
const DETAIL_MAX = 200

export interface HeldKey {
  /** The place the key was made for. */
  readonly origin: string
  readonly key: string
}

export interface AskedModel {
  readonly settings: AssistantSettings
  readonly key: HeldKey | null
  readonly system: string
  readonly user: string
  readonly signal: AbortSignal
  /** The time-out (ms); another one for tests. */
  readonly withinMs?: number
}

/** Why the endpoint gave no words. `detail` is its own message without the key. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly problem: DraftProblem
  readonly detail: string

  constructor(problem: DraftProblem, detail: string, options?: ErrorOptions) {
    super(problem, options)
    this.problem = problem
    this.detail = detail
  }
}

/**
 * One turn of a chat with an OpenAI-compatible endpoint (`POST {baseUrl}/chat/completions`). Of the protocol only model
 * and messages are used, since compatible servers differ in all the rest. Never retries and follows no redirect: what
 * viewers ask goes where the seller said and nowhere else. @throws ModelError
 */
export async function askModel(asked: AskedModel): Promise<string> {
  const { settings, key, signal, withinMs = ANSWER_WITHIN_MS } = asked
  // Without an address the library would send it to the place it was made for.
  if (baseUrlProblem(settings.baseUrl) !== null) throw new ModelError('unreachable', '')
  // The library is large and most shows never use it.
  const { default: api } = await import('openai')
  const ownKey = key !== null && key.origin === originOf(settings.baseUrl) ? key.key : null
  const client = new api({
    baseURL: settings.baseUrl,
    apiKey: ownKey ?? 'none',
    // What lies in the environment of this process is for other programs.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: withinMs,
    fetchOptions: { redirect: 'error' },
    defaultHeaders: ownKey === null ? { Authorization: null } : {},
  })
  const late = AbortSignal.timeout(withinMs)
  try {
    const completion = await client.chat.completions.create(
      {
        model: settings.model,
        messages: [
          { role: 'system', content: asked.system },
          { role: 'user', content: asked.user },
        ],
      },
      { signal: AbortSignal.any([signal, late]) },
    )
    return wordsOf(completion)
  } catch (error) {
    if (error instanceof ModelError) throw error
    throw modelError(api, error, { cancelled: signal.aborted, late: late.aborted, key: ownKey })
  }
}

const choiceSchema = z.object({
  choices: z.tuple(
    [
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    ],
    z.unknown(),
  ),
})
const apiErrorSchema = z.object({
  status: z.number().optional().catch(undefined),
  message: z.string().catch(''),
  code: z.string().nullish().catch(null),
})
const causeSchema = z.object({ code: z.string().optional(), cause: z.unknown().optional() })

/** The types promise a well-formed answer; the server may be anything. */
function wordsOf(completion: unknown): string {
  const choice = choiceSchema.safeParse(completion)
  if (!choice.success) throw new ModelError('badAnswer', '')
  const [{ message, finish_reason: reason }] = choice.data.choices
  if (reason === 'content_filter' || (message.refusal ?? '') !== '') throw new ModelError('refused', '')
  if ((message.content ?? '').trim() === '') throw new ModelError('badAnswer', '')
  return message.content ?? ''
}

function modelError(
  api: typeof OpenAI,
  error: unknown,
  { cancelled, late, key }: { cancelled: boolean; late: boolean; key: string | null },
): ModelError {
  const fail = (problem: DraftProblem, detail = ''): ModelError =>
    // The error itself is not passed on: the library's carries the request with its headers.
    new ModelError(problem, withoutKey(detail, key).slice(0, DETAIL_MAX))
  if (cancelled) return fail('cancelled')
  if (late || error instanceof api.APIConnectionTimeoutError) return fail('timedOut')
  if (error instanceof api.APIConnectionError) return fail('unreachable', codeOf(error.cause))
  if (!(error instanceof api.APIError)) return fail('badAnswer')
  const { status, message, code } = apiErrorSchema.parse(error)
  if (status === 401 || status === 403) return fail('badKey', message)
  if (status === 429) return fail('rateLimited', message)
  if (status === 404 || code === 'model_not_found') return fail('unknownModel', message)
  if (typeof status === 'number' && status >= 500) return fail('serverError', message)
  if (status === 400 && /content.?(?:filter|policy)|sensitive|risk/i.test(`${code ?? ''} ${message}`))
    return fail('refused', message)
  return fail('badAnswer', message)
}

const withoutKey = (text: string, key: string | null): string =>
  (key === null ? text : text.replaceAll(key, '…')).replaceAll(/sk-[\w*-]{4,}/g, '…')

/** ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED: what a technician looks for. */
function codeOf(error: unknown): string {
  const seen = causeSchema.safeParse(error)
  if (!seen.success) return ''
  return seen.data.code ?? codeOf(seen.data.cause)
}
