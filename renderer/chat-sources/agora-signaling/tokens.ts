import type { StaffClient } from '#renderer/session-client/staff-client.ts'
import type { SignalingSettings } from '#shared/protocol/chat-source.ts'
import { TokenProblem } from './link-problem.ts'
import { readToken } from './read-token.ts'
import type { LinkToken } from './signaling-link.ts'

/** A wrong clock must not call a good token expired: the server has the last word within this. */
const CLOCK_ERROR_MS = 300_000

/**
 * A token for these settings: from their token server, else the pasted one, else null (a project without certificate
 * needs none). What a token says of itself is checked before the network is asked. Rejects with TokenProblem.
 */
export async function tokenFor(
  settings: SignalingSettings,
  client: Pick<StaffClient, 'request'>,
  pasted: string | null,
  nowMs: number,
): Promise<LinkToken | null> {
  const token = settings.tokenServerUrl === null ? pasted : await fromServer(settings, client)
  if (token === null) return null
  const facts = await readToken(token)
  if (facts === null) return { token, expiresAtMs: null }
  if (facts.appId.toLowerCase() !== settings.appId.toLowerCase()) {
    throw new TokenProblem('wrongAppId', 'the token is for another App ID')
  }
  if (facts.userId === null) throw new TokenProblem('tokenRefused', 'the token has no Signaling privilege')
  if (facts.userId !== settings.userId) {
    throw new TokenProblem('tokenRefused', `the token is for the user "${facts.userId}"`)
  }
  if (facts.expiresAtMs + CLOCK_ERROR_MS < nowMs)
    throw new TokenProblem('tokenExpired', 'the token has expired')
  return { token, expiresAtMs: facts.expiresAtMs }
}

async function fromServer(
  settings: SignalingSettings,
  client: Pick<StaffClient, 'request'>,
): Promise<string> {
  const outcome = await client.request({ type: 'fetchSourceToken', signaling: settings })
  if (outcome.ok && outcome.body.type === 'sourceToken') return outcome.body.token
  throw new TokenProblem('tokenServer', outcome.ok ? '' : outcome.message)
}
