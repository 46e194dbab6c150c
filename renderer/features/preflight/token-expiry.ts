import { z } from 'zod'

const claims = z.object({ exp: z.number().positive() })

/** When a JSON Web Token runs out (RFC 7519, `exp`, seconds), in ms since the epoch. Null for any other token. */
export function jwtExpiryMs(token: string): number | null {
  const parts = token.split('.')
  const payload = parts[1]
  if (parts.length !== 3 || payload === undefined) return null
  try {
    const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
    const parsed = claims.safeParse(JSON.parse(text))
    return parsed.success ? Math.floor(parsed.data.exp * 1000) : null
  } catch {
    return null
  }
}
