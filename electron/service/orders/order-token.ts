import { z } from 'zod'

import type { OrderAccess } from '#shared/protocol/orders.ts'
import type { Settings } from '../library/settings.ts'
import { hashToken, isSameSecret, randomToken } from '../transport/secrets.ts'

/** What lets the shop system in. The library holds its SHA-256 alone: 256 random bits need no slower hash. */
export interface OrderToken {
  readonly current: () => OrderAccess
  /** Makes a new one, told this once; the one before opens nothing any more. */
  readonly renew: () => string
  readonly revoke: () => void
  readonly isGood: (token: string) => boolean
}

const KEY = 'orders.token'
/** So that people and secret scanners see what it is. */
const PREFIX = 'huitou_orders_'

const storedSchema = z.object({ hash: z.string(), createdAtMs: z.number().int() }).nullable()

export function createOrderToken(settings: Settings, nowMs: () => number): OrderToken {
  let lastUsedAtMs: number | null = null
  const stored = () => settings.get(KEY, storedSchema)

  return {
    current: () => {
      const token = stored()
      return { token: token && { createdAtMs: token.createdAtMs, lastUsedAtMs } }
    },
    renew: () => {
      const token = `${PREFIX}${randomToken()}`
      settings.set(KEY, { hash: hashToken(token), createdAtMs: nowMs() })
      lastUsedAtMs = null
      return token
    },
    revoke: () => settings.set(KEY, null),
    isGood: (given) => {
      const token = stored()
      const isGood = token !== null && isSameSecret(hashToken(given), token.hash)
      if (isGood) lastUsedAtMs = nowMs()
      return isGood
    },
  }
}
