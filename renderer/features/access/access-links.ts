import type { Access, Invite } from '#shared/protocol/down.ts'

const PAGES = { moderator: 'console/', viewer: 'watch/', overlay: 'overlay/' } as const

/** The link that lets one role in through one of the studio's addresses. */
export function inviteLink(baseUrl: string, invite: Invite): string {
  const link = new URL(PAGES[invite.role], baseUrl)
  link.searchParams.set('code', invite.code)
  return link.href
}

/** The address other devices are to use: the chosen one while it is open, else the best; null when none is. */
export function sharedUrl(access: Access, chosen: string | null): string | null {
  if (!access.lan) return null
  return access.urls.find((url) => url === chosen) ?? access.urls[0] ?? null
}

export const inviteFor = (access: Access, role: Invite['role']): Invite | null =>
  access.invites.find((invite) => invite.role === role) ?? null
