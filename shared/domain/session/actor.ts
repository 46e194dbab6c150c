import { z } from 'zod'

/** Who a connection is, from the service's own authentication; never taken from a frame. */
export const roleSchema = z.enum(['host', 'moderator', 'viewer', 'overlay', 'system'])
export type Role = z.infer<typeof roleSchema>

export const actorSchema = z.object({
  role: roleSchema,
  id: z.string().min(1).max(80),
  name: z.string().max(40),
})
export type Actor = z.infer<typeof actorSchema>

/** The service itself: claim expiry, recovery, presence. */
export const SYSTEM: Actor = { role: 'system', id: 'system', name: '' }

export const isStaff = (actor: Actor): boolean => actor.role === 'host' || actor.role === 'moderator'
