import { z } from 'zod'

/**
 * WebRTC signalling between the host window (sender of the program) and a viewer of the local room.
 * The viewer joins, the host offers, the viewer answers; candidates trickle both ways (RFC 8838). The viewer
 * names each attempt and both sides ignore what belongs to an earlier one, so a late answer to an abandoned
 * offer never meets the next connection. A later offer within one attempt is an ICE restart.
 */
const attemptIdSchema = z.string().min(1).max(64)

export const signalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('join'), attemptId: attemptIdSchema }),
  z.object({ kind: z.literal('offer'), attemptId: attemptIdSchema, sdp: z.string().max(64_000) }),
  z.object({ kind: z.literal('answer'), attemptId: attemptIdSchema, sdp: z.string().max(64_000) }),
  z.object({
    kind: z.literal('candidate'),
    attemptId: attemptIdSchema,
    candidate: z.string().max(2_000),
    sdpMid: z.string().max(64).nullable(),
    sdpMLineIndex: z.number().int().min(0).max(64).nullable(),
  }),
  /**
   * With a reason, said by the peer itself: the viewer goes or the program ended (`ended`), or the room holds no
   * more viewers (`full`). Without one, said by the service: the peer's line to it broke, and only media that
   * flows past the service can tell whether the peer is still there.
   */
  z.object({ kind: z.literal('leave'), reason: z.enum(['ended', 'full']).optional() }),
])

export type Signal = z.infer<typeof signalSchema>
