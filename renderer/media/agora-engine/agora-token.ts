import type { AgoraShellApi, AgoraTokenAnswer, AgoraTokenRequest } from '#shared/protocol/agora.ts'
import { MediaError } from '../media-error.ts'
import type { MediaErrorKind } from '../media-error.ts'

const KINDS: Readonly<Record<Extract<AgoraTokenAnswer, { ok: false }>['reason'], MediaErrorKind>> = {
  notSetUp: 'outputAddressWrong',
  noCertificate: 'outputTokenRefused',
  badRequest: 'outputAddressWrong',
  refused: 'outputTokenRefused',
  serverFailed: 'outputServerFailed',
  unreachable: 'outputUnreachable',
  answerUnusable: 'outputAnswerUnusable',
}

/** A token from the shell, which asks the seller's server or makes a trial one. Rejects with MediaError. */
export async function agoraToken(
  shell: Pick<AgoraShellApi, 'token'>,
  request: AgoraTokenRequest,
): Promise<string> {
  const answer = await shell.token(request).catch((cause: unknown) => {
    throw new MediaError('outputUnreachable', 'The shell gave no token', { cause })
  })
  if (answer.ok) return answer.token
  throw new MediaError(KINDS[answer.reason], answer.detail)
}
