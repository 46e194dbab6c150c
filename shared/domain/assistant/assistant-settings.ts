import { z } from 'zod'

const BASE_URL_MAX = 300
const MODEL_MAX = 120

export type BaseUrlProblem = 'empty' | 'noAddress' | 'notSecure' | 'credentials'

const ADDRESS = /^(https?):\/\/([^\s/?#]+)(\/[^\s?#]*)?$/i
/** This machine and the seller's own network, where language models run without a certificate. */
const OWN_NETWORK =
  /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3}|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|[a-z0-9-]+(?:\.local)?)(?::\d{1,5})?$/i

/**
 * Checks the address of an OpenAI-compatible endpoint up to and with its version (`https://…/v1`); null when it can be
 * used. Over the internet the key and what viewers ask travel encrypted or not at all.
 */
export function baseUrlProblem(baseUrl: string): BaseUrlProblem | null {
  const address = baseUrl.trim()
  if (address === '') return 'empty'
  const [, scheme = '', host = ''] = ADDRESS.exec(address) ?? []
  if (scheme === '' || address.length > BASE_URL_MAX) return 'noAddress'
  if (host.includes('@')) return 'credentials'
  return scheme.toLowerCase() === 'https' || OWN_NETWORK.test(host) ? null : 'notSecure'
}

/** Where drafts come from. The key is a secret: the host window keeps it, and the service holds it for its run. */
export const assistantSettingsSchema = z.object({
  on: z.boolean(),
  baseUrl: z
    .string()
    .trim()
    .max(BASE_URL_MAX)
    .refine((url) => url === '' || baseUrlProblem(url) === null, { error: 'The address cannot be used' }),
  model: z.string().trim().max(MODEL_MAX),
})
export type AssistantSettings = z.infer<typeof assistantSettingsSchema>

export const NO_ASSISTANT: AssistantSettings = { on: false, baseUrl: '', model: '' }

/** A key belongs to the place it was made for: with another address it is not sent. Empty for no address. */
export function originOf(baseUrl: string): string {
  const [, scheme = '', host = ''] = ADDRESS.exec(baseUrl.trim()) ?? []
  return scheme === '' ? '' : `${scheme}://${host}`.toLowerCase()
}

export const canDraft = ({ on, baseUrl, model }: AssistantSettings): boolean =>
  on && model !== '' && baseUrlProblem(baseUrl) === null
