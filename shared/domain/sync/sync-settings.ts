import { z } from 'zod'

import { baseUrlProblem, originOf, type BaseUrlProblem } from '../assistant/assistant-settings.ts'

const URL_MAX = 300
/** A chain of one certificate, with room for long keys. */
const CERTIFICATE_MAX = 16_384

const kbit = z.number().int().min(16).max(1_000_000)

/** Where logs are sent, when, and how much of the line they may take. The token is a secret and kept elsewhere. */
export const syncSettingsSchema = z.object({
  /** The collector's address, without a path of the protocol; empty: none. */
  url: z.string().trim().max(URL_MAX),
  /** Somebody insists on an address that is neither encrypted nor of their own network. */
  insist: z.boolean(),
  /** Send what a show has logged as soon as it is over. */
  automatic: z.boolean(),
  whileLive: z.enum(['paused', 'limited']),
  /** The limit while a show is live (kbit/s). */
  liveKbit: kbit,
  /** The limit at all other times; null: none. */
  limitKbit: kbit.nullable(),
  /** A certificate (PEM) that nobody vouches for and that somebody has looked at and accepted. */
  certificate: z.string().max(CERTIFICATE_MAX).nullable(),
})
export type SyncSettings = z.infer<typeof syncSettingsSchema>

export const NO_SYNC: SyncSettings = {
  url: '',
  insist: false,
  automatic: true,
  whileLive: 'paused',
  liveKbit: 256,
  limitKbit: null,
  certificate: null,
}

/** Why this address cannot be used; null when it can. Over the internet a token travels encrypted, unless one insists. */
export function collectorUrlProblem({
  url,
  insist,
}: Pick<SyncSettings, 'url' | 'insist'>): BaseUrlProblem | null {
  const problem = baseUrlProblem(url)
  return problem === 'notSecure' && insist ? null : problem
}

/** The address that cursors and paths are made with: no slash at its end, scheme and host in small letters. */
export function collectorAddress(url: string): string {
  const address = url.trim().replace(/\/+$/, '')
  const origin = originOf(address)
  return `${origin}${address.slice(origin.length)}`
}

/** The limit that holds now in kbit/s; null: none; 0: nothing may be sent. */
export function limitNow(settings: SyncSettings, isLive: boolean): number | null {
  if (!isLive) return settings.limitKbit
  if (settings.whileLive === 'paused') return 0
  return Math.min(settings.liveKbit, settings.limitKbit ?? settings.liveKbit)
}
