import { describe, expect, it } from 'vitest'
import type { Access } from '#shared/protocol/down.ts'
import { inviteFor, inviteLink, sharedUrl } from './access-links.ts'

const access: Access = {
  lan: true,
  port: 41730,
  urls: ['http://192.168.1.5:41730/', 'http://10.0.0.2:41730/'],
  invites: [
    { role: 'moderator', code: '012345', expiresAtMs: 1 },
    { role: 'viewer', code: '678901', expiresAtMs: null },
  ],
}

describe('the links to the room', () => {
  it('carry the code of their role, leading zero and all', () => {
    const moderator = inviteFor(access, 'moderator')!
    expect(inviteLink('http://192.168.1.5:41730/', moderator)).toBe(
      'http://192.168.1.5:41730/console/?code=012345',
    )
    expect(inviteLink('http://10.0.0.2:41730', inviteFor(access, 'viewer')!)).toBe(
      'http://10.0.0.2:41730/watch/?code=678901',
    )
    expect(inviteFor(access, 'overlay')).toBe(null)
  })

  it('use the chosen address while it is open, else the best one', () => {
    expect(sharedUrl(access, 'http://10.0.0.2:41730/')).toBe('http://10.0.0.2:41730/')
    expect(sharedUrl(access, 'http://172.16.0.1:41730/')).toBe('http://192.168.1.5:41730/')
    expect(sharedUrl({ ...access, urls: [] }, null)).toBe(null)
    expect(sharedUrl({ ...access, lan: false }, null)).toBe(null)
  })
})
