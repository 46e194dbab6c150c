import { z } from 'zod'

import { STUDIO_ID_PATTERN } from '../tokens.ts'

const studioId = z.string().regex(STUDIO_ID_PATTERN)
const label = z.string().max(200).default('')

export const newTokenSchema = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('studio'), studioId, label }),
  z.object({ scope: z.literal('team'), studioIds: z.array(studioId).min(1).max(1_000), label }),
  z.object({ scope: z.literal('admin'), label }),
])

export const madeTokenSchema = z.object({
  tokenId: z.string(),
  token: z.string().describe('Shown this once'),
})

export const listedTokensSchema = z.object({
  tokens: z.array(
    z.object({
      tokenId: z.string(),
      scope: z.enum(['studio', 'team', 'admin']),
      studioIds: z.array(z.string()).describe('Those it sees; empty for an admin, who sees all'),
      label: z.string(),
      createdAtMs: z.number().int(),
      revokedAtMs: z.number().int().nullable(),
    }),
  ),
})
