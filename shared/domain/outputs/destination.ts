import { z } from 'zod'

/** What is wrong with the address of a destination. */
export type AddressProblem = 'empty' | 'noAddress' | 'notSecure' | 'credentials'

const ADDRESS = /^(https?):\/\/([^\s/?#]+)([/?][^\s#]*)?$/i
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i
export const ADDRESS_MAX = 500

/**
 * Checks the address of a WHIP endpoint; null when it can be used. RFC 9725 §5 wants https, without which the token
 * and the picture's keys could be read on the way; only this very machine may be spoken to without.
 */
export function addressProblem(address: string): AddressProblem | null {
  if (address.trim() === '') return 'empty'
  const [, scheme = '', host = ''] = ADDRESS.exec(address.trim()) ?? []
  if (scheme === '' || address.length > ADDRESS_MAX) return 'noAddress'
  if (host.includes('@')) return 'credentials'
  return scheme.toLowerCase() === 'https' || LOOPBACK.test(host) ? null : 'notSecure'
}

const VIDEO_KBPS_MIN = 300
const VIDEO_KBPS_MAX = 12_000

/** A place the program is published to by WHIP. Its token is a secret and lies elsewhere, under its id. */
export const whipDestinationSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().trim().min(1).max(40),
  url: z
    .string()
    .trim()
    .max(ADDRESS_MAX)
    .refine((url) => addressProblem(url) === null, { error: 'The address cannot be used' }),
  /** Null: what suits the canvas. */
  videoKbps: z.number().int().min(VIDEO_KBPS_MIN).max(VIDEO_KBPS_MAX).nullable(),
  simulcast: z.boolean(),
  /** Whether going live starts it. */
  startWithShow: z.boolean(),
})
export type WhipDestination = z.infer<typeof whipDestinationSchema>

export const DESTINATIONS_MAX = 6

/** Where the program goes beside the local room. */
export const outputSettingsSchema = z.object({
  whip: z
    .array(whipDestinationSchema)
    .max(DESTINATIONS_MAX)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
      error: 'Two destinations have the same id',
    }),
})
export type OutputSettings = z.infer<typeof outputSettingsSchema>

export const NO_OUTPUTS: OutputSettings = { whip: [] }
