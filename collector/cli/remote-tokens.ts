import type { z } from 'zod'

import { listedTokensSchema, madeTokenSchema } from '../http/token-schemas.ts'
import type { TokenDesk } from './token.ts'

/** Tokens by way of a running collector. */
export function remoteTokens(url: string, controlToken: string): TokenDesk {
  async function ask(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${controlToken}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }
  async function read<Answer>(schema: z.ZodType<Answer>, response: Response): Promise<Answer> {
    if (!response.ok) throw new Error(`the collector refused: ${response.status} ${await response.text()}`)
    return schema.parse(await response.json())
  }
  return {
    add: async (wanted) => read(madeTokenSchema, await ask('POST', '/v1/tokens', wanted)),
    list: async () => (await read(listedTokensSchema, await ask('GET', '/v1/tokens'))).tokens,
    revoke: async (tokenId) => {
      const response = await ask('DELETE', `/v1/tokens/${encodeURIComponent(tokenId)}`)
      if (response.status !== 404 && !response.ok)
        throw new Error(`the collector refused: ${response.status}`)
      return response.ok
    },
  }
}
