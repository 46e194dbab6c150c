import { describe, expect, it, vi } from 'vitest'

import { createInvites, MODERATOR_CODE_LIFE_MS, WRONG_CODES_BEFORE_RENEWAL } from './invites.ts'
import type { InviteRole } from './invites.ts'

function setUp() {
  const clock = { nowMs: 1_000 }
  const onReplaced = vi.fn()
  const invites = createInvites({ nowMs: () => clock.nowMs, onReplaced })
  const codeOf = (role: InviteRole): string => invites.current().find((invite) => invite.role === role)!.code
  const wrong = (): string => {
    const codes = new Set(invites.current().map(({ code }) => code))
    return ['000000', '000001', '000002', '000003'].find((code) => !codes.has(code))!
  }
  return { clock, onReplaced, invites, codeOf, wrong }
}

describe('invites', () => {
  it('are six digits each, and no two the same', () => {
    const codes = setUp()
      .invites.current()
      .map(({ code }) => code)
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true)
    expect(new Set(codes).size).toBe(3)
  })

  it('open the door of their own role', () => {
    const { invites, codeOf } = setUp()
    expect(invites.match(codeOf('moderator'))).toBe('moderator')
    expect(invites.match(codeOf('viewer'))).toBe('viewer')
    expect(invites.match(codeOf('overlay'))).toBe('overlay')
  })

  it('expire for moderators after ten minutes, and a new code comes when asked for', () => {
    const { clock, invites, codeOf, onReplaced } = setUp()
    const old = codeOf('moderator')
    const viewer = codeOf('viewer')
    clock.nowMs += MODERATOR_CODE_LIFE_MS
    expect(invites.match(old)).toBe('expired')
    expect(codeOf('moderator')).not.toBe(old)
    expect(onReplaced).toHaveBeenCalledOnce()
    expect(invites.match(old)).toBe('expired')
    expect(codeOf('viewer')).toBe(viewer)
    expect(invites.match(viewer)).toBe('viewer')
  })

  it('lose their meaning when renewed', () => {
    const { invites, codeOf } = setUp()
    const old = codeOf('viewer')
    invites.renew('viewer')
    expect(invites.match(old)).toBe('wrong')
    expect(invites.match(codeOf('viewer'))).toBe('viewer')
  })

  it('change for moderators after too many wrong guesses', () => {
    const { invites, codeOf, wrong, onReplaced } = setUp()
    const old = codeOf('moderator')
    for (let guess = 1; guess < WRONG_CODES_BEFORE_RENEWAL; guess += 1) invites.match(wrong())
    expect(invites.match(old)).toBe('moderator')
    invites.match(wrong())
    expect(onReplaced).toHaveBeenCalledOnce()
    expect(invites.match(old)).toBe('expired')
  })
})
