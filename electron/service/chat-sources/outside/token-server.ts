import { z } from 'zod'

import type { SignalingSettings } from '#shared/protocol/chat-source.ts'

const ANSWER_WITHIN_MS = 8_000
const ANSWER_MAX = 16_384

/** A token of Agora: three digits of version, then base64. */
const tokenSchema = z
  .string()
  .trim()
  .regex(/^00\d[A-Za-z0-9+/=]{12,4093}$/)

const named = z.object({
  token: tokenSchema.optional(),
  rtmToken: tokenSchema.optional(),
  accessToken: tokenSchema.optional(),
})
const answerSchema = named.extend({ data: z.union([tokenSchema, named]).optional() })

/** Why a token server gave no token; the message is for the technician and repeats nothing secret. */
export class TokenServerError extends Error {
  override readonly name = 'TokenServerError'
}

/**
 * Asks a token server by GET for a token that lets `userId` into Signaling. `{appId}`, `{userId}` and `{channel}` in
 * the address are filled in; an address without them gets all three as query. It may answer with the bare token or
 * with JSON that has it under `token`, `rtmToken` or `accessToken`, also inside `data`. Throws TokenServerError.
 */
export async function fetchToken(
  settings: SignalingSettings,
  fetchUrl: typeof fetch = fetch,
): Promise<string> {
  if (settings.tokenServerUrl === null) throw new TokenServerError('no token server is set')
  const url = fillIn(settings.tokenServerUrl, settings)
  const text = await ask(url, fetchUrl)
  const token = readToken(text)
  if (token === null) throw new TokenServerError('its answer holds no token')
  return token
}

async function ask(url: string, fetchUrl: typeof fetch): Promise<string> {
  try {
    const response = await fetchUrl(url, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: { accept: 'application/json, text/plain' },
    })
    if (!response.ok) throw new TokenServerError(`it answered with status ${response.status}`)
    const text = await response.text()
    if (text.length > ANSWER_MAX) throw new TokenServerError('its answer is too long')
    return text
  } catch (error) {
    if (error instanceof TokenServerError) throw error
    const late = error instanceof Error && error.name === 'TimeoutError'
    throw new TokenServerError(late ? 'it did not answer in time' : 'it cannot be reached', { cause: error })
  }
}

function fillIn(address: string, { appId, userId, channel }: SignalingSettings): string {
  const values = { appId, userId, channel }
  if (/\{(?:appId|userId|channel)\}/.test(address)) {
    return address.replaceAll(/\{(appId|userId|channel)\}/g, (_, name: keyof typeof values) =>
      encodeURIComponent(values[name]),
    )
  }
  const url = new URL(address)
  for (const [name, value] of Object.entries(values)) url.searchParams.set(name, value)
  return url.href
}

function readToken(text: string): string | null {
  const bare = tokenSchema.safeParse(text)
  if (bare.success && !text.trimStart().startsWith('{')) return bare.data
  try {
    const { data, ...top } = answerSchema.parse(JSON.parse(text))
    const inside = typeof data === 'string' ? { token: data } : data
    for (const holder of [top, inside]) {
      const token = holder?.rtmToken ?? holder?.token ?? holder?.accessToken
      if (token !== undefined) return token
    }
    return null
  } catch {
    return null
  }
}
