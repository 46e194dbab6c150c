import { RtcRole, RtcTokenBuilder } from 'agora-token'
import { z } from 'zod'
import { agoraTokenRequestSchema } from '#shared/protocol/agora.ts'
import type { AgoraSettings, AgoraTokenAnswer, AgoraTokenRequest } from '#shared/protocol/agora.ts'

interface TokensOptions {
  readonly settings: () => AgoraSettings
  readonly certificate: () => Promise<string | null>
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
}

const SERVER_MS = 8000
/** Agora's longest; a trial show is shorter, and the token is renewed anyway. */
const TTL_SECONDS = 3600
const MAX_ANSWER_CHARACTERS = 16_384

/** Agora's own token server answers `token`; others in use say `rtcToken`. */
const answerSchema = z.union([
  z.object({ token: z.string().min(1).max(4096) }).transform(({ token }) => token),
  z.object({ rtcToken: z.string().min(1).max(4096) }).transform(({ rtcToken }) => rtcToken),
])

/**
 * Gets a token for a host of a channel: from the seller's token server, which is the normal way, or made here from the
 * trial certificate. The server is asked as Agora's own is: `POST` of `{tokenType, channel, uid, role, expire}`, unless
 * its address holds `{channel}` and `{uid}`, which are then filled in and fetched.
 */
export async function getToken(request: unknown, options: TokensOptions): Promise<AgoraTokenAnswer> {
  const parsed = agoraTokenRequestSchema.safeParse(request)
  if (!parsed.success) return refusal('badRequest', 'The channel name or user id cannot be used')
  const settings = options.settings()
  if (settings.appId === '') return refusal('notSetUp', 'There is no App ID')
  return settings.tokenServerUrl === ''
    ? fromCertificate(parsed.data, settings.appId, await options.certificate())
    : await fromServer(parsed.data, settings.tokenServerUrl, options.fetch)
}

function fromCertificate(
  { channel, uid }: AgoraTokenRequest,
  appId: string,
  certificate: string | null,
): AgoraTokenAnswer {
  if (certificate === null) {
    return refusal('noCertificate', 'There is neither a token server nor a trial certificate')
  }
  const token = RtcTokenBuilder.buildTokenWithUid(
    appId,
    certificate,
    channel,
    uid,
    RtcRole.PUBLISHER,
    TTL_SECONDS,
    TTL_SECONDS,
  )
  // The builder answers an empty text for what it does not understand.
  return token === '' ? refusal('noCertificate', 'App ID and certificate do not fit') : { ok: true, token }
}

async function fromServer(
  { channel, uid }: AgoraTokenRequest,
  address: string,
  fetch: TokensOptions['fetch'],
): Promise<AgoraTokenAnswer> {
  const filled = address.replaceAll('{channel}', encodeURIComponent(channel)).replaceAll('{uid}', String(uid))
  const body = { tokenType: 'rtc', channel, uid: String(uid), role: 'publisher', expire: TTL_SECONDS }
  const asked = filled === address ? { method: 'POST', body: JSON.stringify(body) } : {}
  let response: Response
  let text: string
  try {
    response = await fetch(filled, {
      ...asked,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      signal: AbortSignal.timeout(SERVER_MS),
    })
    text = await response.text()
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError'
    return refusal(
      'unreachable',
      late ? 'The token server does not answer' : 'The token server cannot be reached',
    )
  }
  const { status } = response
  if (status === 401 || status === 403) return refusal('refused', `The token server refused (${status})`)
  if (!response.ok) return refusal('serverFailed', `The token server answered ${status}`)
  const answer = answerSchema.safeParse(parseJson(text.slice(0, MAX_ANSWER_CHARACTERS)))
  return answer.success
    ? { ok: true, token: answer.data }
    : refusal('answerUnusable', 'The token server answered without a token')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const refusal = (
  reason: Extract<AgoraTokenAnswer, { ok: false }>['reason'],
  detail: string,
): AgoraTokenAnswer => ({ ok: false, reason, detail })
