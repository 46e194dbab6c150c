import { describe, expect, it } from 'vitest'

import { jwtExpiryMs } from './token-expiry.ts'

const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

describe('when a token runs out', () => {
  it('is read from a JSON Web Token, in milliseconds', () => {
    const token = `${part({ alg: 'HS256' })}.${part({ sub: '直播间', exp: 1_795_000_000 })}.${part('signature')}`
    expect(jwtExpiryMs(token)).toBe(1_795_000_000_000)
  })

  it.each([
    'a-stream-key',
    'a.b.c',
    `${part({})}.${part({ sub: 'x' })}.${part('s')}`,
    `${part({})}.${part({ exp: 'soon' })}.${part('s')}`,
    `${part({})}.${part('no json')}.${part('s')}`,
    '',
  ])('is unknown for any other: %s', (token) => {
    expect(jwtExpiryMs(token)).toBeNull()
  })
})
