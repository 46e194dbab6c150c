import { z } from 'zod'

/**
 * WebRTC signalling between the host window (sender of the program) and a viewer of the local room.
 * The host offers, the viewer answers; candidates trickle both ways (RFC 8838).
 */
export const signalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('join') }),
  z.object({ kind: z.literal('offer'), sdp: z.string().max(64_000) }),
  z.object({ kind: z.literal('answer'), sdp: z.string().max(64_000) }),
  z.object({
    kind: z.literal('candidate'),
    candidate: z.string().max(2_000),
    sdpMid: z.string().max(64).nullable(),
    sdpMLineIndex: z.number().int().min(0).max(64).nullable(),
  }),
  z.object({ kind: z.literal('leave') }),
])

export type Signal = z.infer<typeof signalSchema>
